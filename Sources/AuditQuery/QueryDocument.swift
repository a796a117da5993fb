package import AuditEvents

/// A stored event where it stands in its canonical bytes, seen as what a query can ask of it.
package struct QueryDocument: ~Copyable {
    package var tape = JSONTape()

    package init() {}

    /// Takes up an event; its bytes must outlive every other call.
    ///
    /// - Throws: `malformed` for bytes that are no JSON object.
    package mutating func read(_ bytes: UnsafeBufferPointer<UInt8>) throws(AuditError) {
        try tape.parse(bytes, limits: JSONLimits(depth: JSONLimits.maximumDepth, bytes: .max))
        guard tape.kind(tape.root) == .object else {
            throw AuditError(.malformed, "a stored event is a JSON object, and this is another value")
        }
    }

    /// The value of a member.
    package func member(_ name: String, of object: Int? = nil) -> Int? {
        guard tape.kind(object ?? tape.root) == .object else { return nil }
        return tape.key(name, of: object ?? tape.root).map { $0 + 1 }
    }

    private func value(_ names: String...) -> Int? {
        var place = tape.root
        for name in names {
            guard let next = member(name, of: place) else { return nil }
            place = next
        }
        return place
    }

    /// Calls `body` with the place of every value that a named field has, until it returns true.
    ///
    /// Of `resource` there is none: its text is two members' (`resourceTexts`).
    package func contains(_ name: QueryField.Name, where body: (Int) -> Bool) -> Bool {
        func one(_ place: Int?) -> Bool { place.map(body) ?? false }
        switch name {
        case .actor: return one(value("actor", "id"))
        case .type: return one(value("actor", "type"))
        case .onBehalfOf:
            var link = value("actor", "on_behalf_of")
            while let place = link {
                if one(member("id", of: place)) { return true }
                link = member("on_behalf_of", of: place)
            }
            return false
        case .action: return one(value("action"))
        case .outcome: return one(value("outcome"))
        case .tenant: return one(value("tenant_id"))
        case .resource: return false
        case .trace: return one(value("metadata", "trace_id"))
        case .request: return one(value("metadata", "request_id"))
        case .run: return one(value("run_id"))
        case .step: return one(value("step_id"))
        case .span: return one(value("span_id"))
        case .project: return one(value("project_id"))
        case .app: return one(value("app_id"))
        case .surface: return one(value("surface"))
        case .surfaceID: return one(value("surface_id"))
        case .env: return one(value("env"))
        case .agent: return one(value("agent_id"))
        case .event: return one(value("event_id"))
        case .duration: return one(value("duration_ms"))
        case .train: return one(value("train_ok"))
        case .storageClass: return one(value("storage_class"))
        case .trainReason: return one(value("train_reason"))
        case .recordedBy: return one(value("recorded_by"))
        case .pii:
            guard let kinds = value("pii_flags", "kinds"), tape.kind(kinds) == .object else { return false }
            var next = tape.firstKey(of: kinds)
            while let key = next {
                if body(key) { return true }
                next = tape.key(after: key)
            }
            return false
        case .piiField: return value("pii_flags", "fields").map { containsScalar(below: $0, body) } ?? false
        }
    }

    /// The texts by which a resource is found: `type:id`, and its type.
    package func resourceTexts() -> [String] {
        guard let type = value("resource", "type"), let id = value("resource", "id") else { return [] }
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

extension String {
    fileprivate func withUTF8Bytes<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        var text = self
        return text.withUTF8 { body($0) }
    }
}
