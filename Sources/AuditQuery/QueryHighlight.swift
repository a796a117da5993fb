public import AuditEvents

/// Where in an event a condition of a query was met.
public struct QueryHighlight: Hashable, Sendable {
    /// The dotted path of the value, such as `input.note`.
    public let path: String
    /// The value, or the part of a long one around what was met, with `…` where it was cut.
    public let text: String
    /// What was met, in Unicode scalars of `text`; in the order of the conditions.
    public internal(set) var ranges: [Range<Int>]
}

extension QueryMatcher {
    /// Highlights of one event, at most.
    public static let maximumHighlights = 8

    /// Why an event matches: for each condition that is not excluded, the first value that meets it.
    ///
    /// - Parameter leaf: A stored event's canonical bytes.
    /// - Throws: `malformed` for bytes that are no event.
    public func highlights(_ leaf: [UInt8]) throws(AuditError) -> [QueryHighlight] {
        let result = leaf.withUnsafeBufferPointer { bytes in
            Result { () throws(AuditError) in
                var document = QueryDocument()
                try document.read(bytes)
                var marker = Marker()
                marker.mark(check, in: document)
                return marker.highlights
            }
        }
        return try result.get()
    }
}

/// Collects the places where conditions are met.
private struct Marker {
    private(set) var highlights: [QueryHighlight] = []
    private var words = Words(isMarking: true)

    mutating func mark(_ check: Check, in event: borrowing QueryDocument) {
        guard highlights.count < QueryMatcher.maximumHighlights else { return }
        switch check {
        case .all, .not: return
        case .and(let parts): for part in parts { mark(part, in: event) }
        case .or(let parts):
            for part in parts {
                var scratch = Words()
                if part.holds(for: event, &scratch) { mark(part, in: event) }
            }
        case .text(.named(.resource), let pattern):
            guard let texts = Optional(event.resourceTexts()), let text = texts.first(where: { pattern.matches($0) })
            else {
                return
            }
            add(text == texts.first ? "resource" : "resource.type", text, 0..<text.utf8.count)
        case .text(.named(.train), _): add(first(.named(.train), in: event) { _ in true }, in: event)
        case .text(let field, let pattern):
            add(first(field, in: event) { place in event.withText(place) { pattern.matches($0) } }, in: event)
        case .number(let field, let comparison):
            add(first(field, in: event) { place in event.number(place).map(comparison.holds) ?? false }, in: event)
        case .time(let moment, _): add(event.member(moment.member), in: event)
        case .severity: add(event.member(.severity), in: event)
        case .words(let sought, let id): mark(sought, id, in: event)
        }
    }

    private mutating func mark(_ sought: SoughtWords, _ id: [UInt8]?, in event: borrowing QueryDocument) {
        var found: (place: Int, range: Range<Int>)?
        _ = event.containsText { place in
            event.withText(place) { words.read($0) }
            guard let range = sought.place(in: words) else { return false }
            found = (place, words.origin(of: range))
            return true
        }
        if let found {
            add(
                event.path(of: found.place), event.withText(found.place) { String(decoding: $0, as: UTF8.self) },
                found.range)
            return
        }
        guard let id else { return }
        for name in QueryField.Name.ids {
            guard
                let place = first(
                    .named(name), in: event, where: { place in event.withText(place) { $0.elementsEqual(id) } })
            else { continue }
            return add(place, in: event)
        }
    }

    private func first(
        _ field: QueryField, in event: borrowing QueryDocument, where body: (Int) -> Bool
    ) -> Int? {
        var found: Int?
        _ = Check.contains(field, in: event) { place in
            guard body(place) else { return false }
            found = place
            return true
        }
        return found
    }

    /// All of a value.
    private mutating func add(_ place: Int?, in event: borrowing QueryDocument) {
        guard let place else { return }
        let text = event.withText(place) { String(decoding: $0, as: UTF8.self) }
        add(event.path(of: place), text, 0..<text.utf8.count)
    }

    /// - Parameter range: In bytes of `text`.
    private mutating func add(_ path: String, _ text: String, _ range: Range<Int>) {
        let scalars = Array(text.unicodeScalars)
        var (bytes, start, end) = (0, scalars.count, scalars.count)
        for (place, scalar) in scalars.enumerated() {
            if bytes >= range.lowerBound { start = min(start, place) }
            if bytes >= range.upperBound {
                end = place
                break
            }
            bytes += UTF8.width(scalar)
        }
        let (before, width) = (40, 160)
        let first = scalars.count <= width ? 0 : max(0, min(start - before, scalars.count - width))
        let last = min(scalars.count, first + width)
        var excerpt = String.UnicodeScalarView()
        if first > 0 { excerpt.append("…") }
        excerpt.append(contentsOf: scalars[first..<last])
        if last < scalars.count { excerpt.append("…") }
        let shift = first > 0 ? 1 - first : 0
        let range = (start + shift)..<(max(start, min(end, last)) + shift)
        // Conditions that are met in the same value are marked in it together.
        if let same = highlights.firstIndex(where: { $0.path == path && $0.text == String(excerpt) }) {
            if !highlights[same].ranges.contains(range) { highlights[same].ranges.append(range) }
        } else {
            highlights.append(QueryHighlight(path: path, text: String(excerpt), ranges: [range]))
        }
    }
}

extension QueryDocument {
    /// The dotted path of a value or key, from the event down; places in lists count from 0.
    func path(of place: Int) -> String {
        var path: [String] = []
        var at = tape.root
        while at != place {
            switch tape.kind(at) {
            case .object:
                var next = tape.firstKey(of: at)
                while let key = next, !(key..<tape.end(key + 1)).contains(place) { next = tape.key(after: key) }
                guard let key = next else { return path.joined(separator: ".") }
                path.append(tape.string(key))
                if key == place { return path.joined(separator: ".") }
                at = key + 1
            case .array:
                var (item, number) = (at + 1, 0)
                while item < tape.end(at), !(item..<tape.end(item)).contains(place) {
                    (item, number) = (tape.end(item), number + 1)
                }
                path.append("\(number)")
                at = item
            default: return path.joined(separator: ".")
            }
        }
        return path.joined(separator: ".")
    }
}
