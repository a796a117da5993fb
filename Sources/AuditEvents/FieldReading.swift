/// Reads typed fields out of JSON; each error names the field and never its value.
enum FieldReading {
    static func invalid(_ field: String, _ rule: String) -> AuditError {
        AuditError(.invalidField, "\(field) must be \(rule)", field: field)
    }

    static func missing(_ field: String) -> AuditError {
        AuditError(.missingField, "\(field) is missing", field: field)
    }

    /// - Parameters:
    ///   - name: The unknown field; named in the error only if it looks like a name, since it may be anything.
    ///   - parent: The dotted path of the object it stands in; nil for the event itself.
    static func unknown(_ name: String, in parent: String? = nil) -> AuditError {
        guard isHarmless(name) else {
            let place = parent.map { " in \($0)" } ?? ""
            return AuditError(.unknownField, "a field\(place) is unknown; its name is withheld", field: parent)
        }
        let path = parent.map { "\($0).\(name)" } ?? name
        return AuditError(
            .unknownField, "\(path) is not a field of an event; put data of your own into metadata", field: path)
    }

    /// Whether a name that a caller made up may stand in an error: `^[a-z][a-zA-Z0-9_]{0,40}$` with at most three
    /// digits in a row, so that it holds no address, card or phone number.
    static func isHarmless(_ name: String) -> Bool {
        guard (1...41).contains(name.utf8.count) else { return false }
        var digits = 0
        for (place, byte) in name.utf8.enumerated() {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): digits = 0
            case UInt8(ascii: "A")...UInt8(ascii: "Z") where place > 0, UInt8(ascii: "_") where place > 0: digits = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9") where place > 0 && digits < 3: digits += 1
            default: return false
            }
        }
        return true
    }

    static func string(_ value: JSONValue, _ field: String) throws(AuditError) -> String {
        guard case .string(let text) = value else { throw invalid(field, "a string") }
        return text
    }

    static func bool(_ value: JSONValue, _ field: String) throws(AuditError) -> Bool {
        guard case .bool(let flag) = value else { throw invalid(field, "true or false") }
        return flag
    }

    static func number(_ value: JSONValue, _ field: String) throws(AuditError) -> Double {
        guard case .number(let number) = value else { throw invalid(field, "a number") }
        return number
    }

    static func object(_ value: JSONValue, _ field: String) throws(AuditError) -> JSONObject {
        guard case .object(let object) = value else { throw invalid(field, "an object") }
        return object
    }

    static func time(_ value: JSONValue, _ field: String) throws(AuditError) -> Timestamp {
        guard let time = Timestamp(try string(value, field)) else {
            throw invalid(field, "a time as RFC 3339 writes it, such as 2026-01-31T09:30:00Z")
        }
        return time
    }

    static func count(_ value: JSONValue, _ field: String) throws(AuditError) -> UInt64 {
        guard case .number(let number) = value, let count = UInt64(exactly: number),
            number <= JSONValue.maximumInteger
        else { throw invalid(field, "a whole number, zero or more") }
        return count
    }

    static func word<Word: RawRepresentable<String> & CaseIterable>(
        _ value: JSONValue, _ field: String, as type: Word.Type = Word.self
    ) throws(AuditError) -> Word {
        guard let word = Word(rawValue: try string(value, field)) else {
            throw invalid(field, "one of " + Word.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return word
    }
}

extension FieldReading {
    static func resource(_ value: JSONValue, _ field: String) throws(AuditError) -> Resource {
        var type: String?
        var id: String?
        for member in try object(value, field).members {
            switch member.key {
            case "type": type = try string(member.value, "\(field).type")
            case "id": id = try string(member.value, "\(field).id")
            default: throw unknown(member.key, in: field)
            }
        }
        guard let type else { throw missing("\(field).type") }
        guard let id else { throw missing("\(field).id") }
        return Resource(type, id)
    }

    static func actor(_ value: JSONValue, _ field: String) throws(AuditError) -> Actor {
        var kind: Actor.Kind?
        var id: String?
        var principal: Actor?
        for member in try object(value, field).members {
            switch member.key {
            case "type": kind = try word(member.value, "\(field).type")
            case "id": id = try string(member.value, "\(field).id")
            case "on_behalf_of":
                if member.value != .null { principal = try actor(member.value, "\(field).on_behalf_of") }
            default: throw unknown(member.key, in: field)
            }
        }
        guard let kind else { throw missing("\(field).type") }
        guard let id else { throw missing("\(field).id") }
        return Actor(kind, id, onBehalfOf: principal)
    }

    static func piiFlags(_ value: JSONValue, _ field: String) throws(AuditError) -> PIIFlags {
        var policy: String?
        var kinds: [String: Int]?
        var fields: [String]?
        for member in try object(value, field).members {
            switch member.key {
            case "policy": policy = try string(member.value, "\(field).policy")
            case "kinds":
                var counts: [String: Int] = [:]
                for kind in try object(member.value, "\(field).kinds").members {
                    counts[kind.key] = Int(try count(kind.value, "\(field).kinds"))
                }
                kinds = counts
            case "fields":
                guard case .array(let items) = member.value else { throw invalid("\(field).fields", "a list") }
                var paths: [String] = []
                for item in items { paths.append(try string(item, "\(field).fields")) }
                fields = paths
            default: throw unknown(member.key, in: field)
            }
        }
        guard let policy else { throw missing("\(field).policy") }
        guard let kinds else { throw missing("\(field).kinds") }
        guard let fields else { throw missing("\(field).fields") }
        return PIIFlags(policy: policy, kinds: kinds, fields: fields)
    }
}
