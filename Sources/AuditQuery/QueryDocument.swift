package import AuditEvents

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A stored event where it stands in its canonical bytes, seen as what a query can ask of it.
package struct QueryDocument: ~Copyable {
    package var tape = JSONTape()
    /// The value of each member of the event, by `RootMember.place`; 0 for none.
    private var places = [Int](repeating: 0, count: RootMember.allCases.count)

    package init() {}

    /// Takes up an event; its bytes must outlive every other call.
    ///
    /// - Throws: `malformed` for bytes that are no JSON object.
    package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(AuditError) {
        try tape.parse(bytes, limits: JSONLimits(depth: JSONLimits.maximumDepth, bytes: .max))
        guard tape.kind(tape.root) == .object else {
            throw AuditError(.malformed, "a stored event is a JSON object, and this is another value")
        }
        findMembers()
    }

    /// One walk along the keys of the event and the names, both in canonical order.
    private mutating func findMembers() {
        for place in places.indices { places[place] = 0 }
        var next = tape.firstKey(of: tape.root)
        var at = 0
        while let key = next, at < RootMember.names.count {
            next = tape.key(after: key)
            tape.withText(key) { text in
                while at < RootMember.names.count {
                    let order = text.order(to: RootMember.names[at])
                    if order < 0 { return }
                    if order == 0 { places[at] = key + 1 }
                    at += 1
                }
            }
        }
    }

    /// The value of a member of the event.
    package func member(_ name: RootMember) -> Int? {
        let place = places[name.rawValue]
        return place == 0 ? nil : place
    }

    /// The value of a member of an object in the event.
    package func member(_ name: RootMember, _ inner: String) -> Int? {
        member(name).flatMap { member(inner, of: $0) }
    }

    /// The value of a member of an object.
    package func member(_ name: String, of object: Int) -> Int? {
        guard tape.kind(object) == .object else { return nil }
        return tape.key(name, of: object).map { $0 + 1 }
    }

    /// Calls `body` with the place of every value that a named field has, until it returns true.
    ///
    /// Of `resource` there is none: its text is two members' (`resourceTexts`).
    package func contains(_ name: QueryField.Name, where body: (Int) -> Bool) -> Bool {
        func one(_ place: Int?) -> Bool { place.map(body) ?? false }
        switch name {
        case .actor: return one(member(.actor, "id"))
        case .type: return one(member(.actor, "type"))
        case .onBehalfOf:
            var link = member(.actor, "on_behalf_of")
            while let place = link {
                if one(member("id", of: place)) { return true }
                link = member("on_behalf_of", of: place)
            }
            return false
        case .action: return one(member(.action))
        case .outcome: return one(member(.outcome))
        case .tenant: return one(member(.tenantID))
        case .resource: return false
        case .trace: return one(member(.metadata, "trace_id"))
        case .request: return one(member(.metadata, "request_id"))
        case .run: return one(member(.runID))
        case .step: return one(member(.stepID))
        case .span: return one(member(.spanID))
        case .project: return one(member(.projectID))
        case .app: return one(member(.appID))
        case .surface: return one(member(.surface))
        case .surfaceID: return one(member(.surfaceID))
        case .env: return one(member(.env))
        case .agent: return one(member(.agentID))
        case .event: return one(member(.eventID))
        case .duration: return one(member(.durationMilliseconds))
        case .train: return one(member(.trainOK))
        case .storageClass: return one(member(.storageClass))
        case .trainReason: return one(member(.trainReason))
        case .recordedBy: return one(member(.recordedBy))
        case .pii:
            guard let kinds = member(.piiFlags, "kinds"), tape.kind(kinds) == .object else { return false }
            var next = tape.firstKey(of: kinds)
            while let key = next {
                if body(key) { return true }
                next = tape.key(after: key)
            }
            return false
        case .piiField: return member(.piiFlags, "fields").map { containsScalar(below: $0, body) } ?? false
        }
    }

    /// The texts by which a resource is found: `type:id`, and its type.
    package func resourceTexts() -> [String] {
        guard let type = member(.resource, "type"), let id = member(.resource, "id") else { return [] }
        return ["\(tape.string(type)):\(tape.string(id))", tape.string(type)]
    }

    /// Calls `body` with every scalar at a path, until it returns true.
    package func contains(path keys: [String], where body: (Int) -> Bool) -> Bool {
        contains(path: keys[...], below: tape.root, body)
    }

    private func contains(path keys: ArraySlice<String>, below place: Int, _ body: (Int) -> Bool) -> Bool {
        if tape.kind(place) == .array {
            return containsItem(of: place) { contains(path: keys, below: $0, body) }
        }
        guard let key = keys.first else { return tape.kind(place) == .object ? false : body(place) }
        guard let next = member(key, of: place) else { return false }
        return contains(path: keys.dropFirst(), below: next, body)
    }

    private func containsItem(of array: Int, where body: (Int) -> Bool) -> Bool {
        var item = array + 1
        let end = tape.end(array)
        while item < end {
            if body(item) { return true }
            item = tape.end(item)
        }
        return false
    }

    /// Calls `body` with every scalar in a value, until it returns true.
    package func containsScalar(below place: Int, _ body: (Int) -> Bool) -> Bool {
        switch tape.kind(place) {
        case .array: return containsItem(of: place) { containsScalar(below: $0, body) }
        case .object:
            var next = tape.firstKey(of: place)
            while let key = next {
                if containsScalar(below: key + 1, body) { return true }
                next = tape.key(after: key)
            }
            return false
        default: return body(place)
        }
    }

    /// Calls `body` with every text in which loose words are looked for, until it returns true: of the action, the actors, the
    /// resource, the free JSON without what the request's context put there, and the analytics fields.
    package func containsText(where body: (Int) -> Bool) -> Bool {
        func text(_ place: Int) -> Bool {
            tape.kind(place) == .string || tape.kind(place) == .number ? body(place) : false
        }
        var next = tape.firstKey(of: tape.root)
        while let key = next {
            next = tape.key(after: key)
            switch tape.withText(key, TextMember.init) {
            case .whole: if containsScalar(below: key + 1, text) { return true }
            case .actor:
                if contains(.actor, where: text) || contains(.onBehalfOf, where: text) { return true }
            case .metadata:
                guard tape.kind(key + 1) == .object else { continue }
                var inner = tape.firstKey(of: key + 1)
                while let member = inner {
                    inner = tape.key(after: member)
                    if tape.withText(member, { TextMember.isOfContext($0) }) { continue }
                    if containsScalar(below: member + 1, text) { return true }
                }
            case .none: continue
            }
        }
        return false
    }

    /// A scalar as text: a string's own, else its canonical JSON.
    package func withText<Value>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        switch tape.kind(place) {
        case .string: return tape.withText(place, body)
        case .bool: return (tape.bool(place) ? "true" : "false").withUTF8Bytes(body)
        case .null: return "null".withUTF8Bytes(body)
        case .number:
            // The bytes are canonical, and so is the number in them.
            return body(tape.plainBytes(place) ?? UnsafeBufferPointer(start: nil, count: 0))
        case .array, .object: return "".withUTF8Bytes(body)
        }
    }

    /// A scalar's number.
    package func number(_ place: Int) -> Double? { tape.kind(place) == .number ? tape.number(place) : nil }
}

/// The members of an event that are asked for by name.
package enum RootMember: Int, Sendable, CaseIterable {
    case action
    case actor
    case agentID
    case appID
    case durationMilliseconds
    case env
    case eventID
    case input
    case metadata
    case outcome
    case output
    case piiFlags
    case projectID
    case recordedAt
    case recordedBy
    case resource
    case runID
    case severity
    case spanID
    case stepID
    case storageClass
    case surface
    case surfaceID
    case tenantID
    case time
    case trainOK
    case trainReason
    case usage

    /// In canonical order, as the cases are.
    fileprivate static let names: [StaticString] = [
        "action",
        "actor",
        "agent_id",
        "app_id",
        "duration_ms",
        "env",
        "event_id",
        "input",
        "metadata",
        "outcome",
        "output",
        "pii_flags",
        "project_id",
        "recorded_at",
        "recorded_by",
        "resource",
        "run_id",
        "severity",
        "span_id",
        "step_id",
        "storage_class",
        "surface",
        "surface_id",
        "tenant_id",
        "time",
        "train_ok",
        "train_reason",
        "usage",
    ]
}

extension QueryDocument {
    /// A document that can be kept where a value that is not copied cannot; one user at a time.
    package final class Box {
        package var document = QueryDocument()
        package init() {}
    }
}

/// How much of a member of the event loose words are looked for in.
package enum TextMember {
    case none, whole, actor, metadata

    package init(_ name: UnsafeBufferPointer<UInt8>) {
        func isName(_ text: StaticString) -> Bool {
            name.elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
        }
        switch name.first {
        case UInt8(ascii: "a"):
            if isName("actor") {
                self = .actor
            } else {
                self =
                    isName("action") || isName("analytics_event_type") || isName("analytics_platform")
                        || isName("asset_alt_text") ? .whole : .none
            }
        case UInt8(ascii: "i"): self = isName("input") ? .whole : .none
        case UInt8(ascii: "o"): self = isName("output") ? .whole : .none
        case UInt8(ascii: "m"): self = isName("metadata") ? .metadata : .none
        case UInt8(ascii: "r"): self = isName("resource") ? .whole : .none
        case UInt8(ascii: "s"): self = name.starts(with: "seo_".utf8) ? .whole : .none
        case UInt8(ascii: "u"): self = isName("usage") || name.starts(with: "utm_".utf8) ? .whole : .none
        default: self = .none
        }
    }

    /// Whether a member of metadata is what the request's context put there.
    package static func isOfContext(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        switch name.count {
        case 6: name.elementsEqual("action".utf8)
        case 8: name.elementsEqual("trace_id".utf8)
        case 10: name.elementsEqual("request_id".utf8) || name.elementsEqual("actor_type".utf8)
        default: false
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Less than, equal to or greater than 0, as these bytes stand before a name, are the name, or stand behind it.
    fileprivate func order(to name: StaticString) -> Int {
        let length = Swift.min(count, name.utf8CodeUnitCount)
        let order = length == 0 ? 0 : Int(memcmp(baseAddress!, name.utf8Start, length))
        return order != 0 ? order : count - name.utf8CodeUnitCount
    }
}

extension String {
    fileprivate func withUTF8Bytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        var text = self
        return text.withUTF8 { body($0) }
    }
}
