import AuditEvents
import AuditQuery

/// The terms of events, made from their canonical bytes.
struct EventTerms: ~Copyable {
    private(set) var writer = TermWriter()
    private var document = QueryDocument()

    /// What the index keeps of one event.
    struct Event {
        /// `recorded_at`, in microseconds since 1970.
        var recorded: Int64
        /// Where its terms are in the writer's bytes.
        var terms: Range<Int>
    }

    /// - Throws: `malformed` for bytes that are no event.
    mutating func add(_ leaf: [UInt8]) throws(AuditError) -> Event {
        let start = writer.bytes.count
        let result = leaf.withUnsafeBufferPointer { leaf in
            Result { () throws(AuditError) in
                try document.read(leaf)
                guard let recorded = document.moment(.recordedAt) else {
                    throw AuditError(.malformed, "a stored event says when it was recorded, and this one does not")
                }
                document.writeTerms(to: &writer)
                return recorded
            }
        }
        return Event(recorded: try result.get(), terms: start..<writer.bytes.count)
    }
}

extension QueryDocument {
    fileprivate func moment(_ member: RootMember) -> Int64? {
        self.member(member).flatMap { Timestamp(tape.string($0)) }?.microseconds
    }

    fileprivate func writeTerms(to writer: inout TermWriter) {
        writer.begin(Term.any[0])
        writer.put()
        for name in QueryField.Name.allCases { write(name, to: &writer) }
        for text in resourceTexts() {
            writer.begin(Term.letter(of: .resource))
            writer.append(text.utf8)
            writer.put()
        }
        if let place = member(.action) { withText(place) { writeAreas(of: $0, to: &writer) } }
        if let place = member(.severity), let severity = Severity(rawValue: tape.string(place)) {
            writer.begin(Term.severity)
            writer.append(UInt8(ascii: "0") + UInt8(severity.rank))
            writer.put()
        }
        if let time = moment(.time) {
            writer.begin(Term.hour)
            writer.append(Term.digits(UInt64(Term.hour(of: time)), count: 8))
            writer.put()
        }
        writePaths(to: &writer)
        _ = containsText { place in
            withText(place) { writer.putWords(of: $0) }
            return false
        }
    }

    private func writeAreas(of action: UnsafeBufferPointer<UInt8>, to writer: inout TermWriter) {
        for place in action.indices where action[place] == UInt8(ascii: ".") {
            writer.begin(Term.actionArea)
            writer.append(UnsafeBufferPointer(rebasing: action[..<place]))
            writer.put()
        }
    }

    private func write(_ name: QueryField.Name, to writer: inout TermWriter) {
        let letter = Term.letter(of: name)
        _ = contains(name) { place in
            writer.begin(letter)
            switch name {
            case .train: writer.append((tape.bool(place) ? "yes" : "no").utf8)
            case .duration: writer.append(Term.digits(Term.sortable(number(place) ?? 0)))
            default: withText(place) { writer.append($0) }
            }
            writer.put()
            return false
        }
    }

    // MARK: Free JSON

    /// A term for each scalar in free JSON and each analytics field, and a second one for its number.
    private func writePaths(to writer: inout TermWriter) {
        var next = tape.firstKey(of: tape.root)
        while let key = next {
            next = tape.key(after: key)
            let isFree = tape.withText(key) { FreeMember.isName($0) }
            guard isFree else { continue }
            writer.begin(Term.path)
            tape.withText(key) { writer.append($0) }
            writeScalars(below: key + 1, isMetadata: tape.isString(key, "metadata"), to: &writer)
        }
    }

    /// - Parameter isMetadata: Whether this is where the request's context stands, which has fields of its own.
    private func writeScalars(below place: Int, isMetadata: Bool, to writer: inout TermWriter) {
        switch tape.kind(place) {
        case .array:
            var item = place + 1
            let end = tape.end(place)
            while item < end {
                writeScalars(below: item, isMetadata: false, to: &writer)
                item = tape.end(item)
            }
        case .object:
            let length = writer.length
            var next = tape.firstKey(of: place)
            while let key = next {
                next = tape.key(after: key)
                if isMetadata, tape.withText(key, { TextMember.isOfContext($0) }) { continue }
                writer.append(Term.separator)
                tape.withText(key) { writer.append($0) }
                writeScalars(below: key + 1, isMetadata: false, to: &writer)
                writer.cut(to: length)
            }
        default:
            let length = writer.length
            writer.append(Term.textMark)
            withText(place) { $0.count <= Term.maximumText ? writer.append($0) : writer.append(Term.longText($0)) }
            writer.put()
            writer.cut(to: length)
            guard let number = number(place) else { return }
            writer.append(Term.numberMark)
            writer.append(Term.digits(Term.sortable(number)))
            writer.put()
            writer.cut(to: length)
        }
    }
}

/// The members of an event of which every path can be asked.
private enum FreeMember {
    static func isName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.first {
        case UInt8(ascii: "i"): name.elementsEqual("input".utf8)
        case UInt8(ascii: "o"): name.elementsEqual("output".utf8)
        case UInt8(ascii: "m"): name.elementsEqual("metadata".utf8)
        case UInt8(ascii: "u"), UInt8(ascii: "s"), UInt8(ascii: "a"):
            name.elementsEqual("usage".utf8) || Analytics.isField(String(decoding: name, as: UTF8.self))
        default: false
        }
    }
}
