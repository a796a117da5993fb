import AuditEvents

/// Reads the members of an object one by one and, at the end, refuses what is left over.
///
/// Errors name fields by the names that we gave them, never what the object holds.
struct StrictObject {
    private var rest: JSONObject

    /// - Parameter what: What the value should be, for the message.
    init(_ value: JSONValue, _ what: String) throws(AuditError) {
        guard case .object(let object) = value else { throw AuditError(.malformed, "a \(what) is a JSON object") }
        rest = object
    }

    init(_ object: JSONObject) { rest = object }

    mutating func value(_ key: String) throws(AuditError) -> JSONValue {
        guard let value = rest[key] else { throw AuditError(.missingField, "\(key) is missing", field: key) }
        rest[key] = nil
        return value
    }

    mutating func string(_ key: String) throws(AuditError) -> String {
        guard case .string(let text) = try value(key) else { throw Self.invalid(key, "a string") }
        return text
    }

    mutating func optionalString(_ key: String) throws(AuditError) -> String? {
        rest[key] == nil ? nil : try string(key)
    }

    /// A list of strings; empty where there is none.
    mutating func optionalStrings(_ key: String) throws(AuditError) -> [String] {
        if rest[key] == nil { return [] }
        guard case .array(let items) = try value(key) else { throw Self.invalid(key, "a list of strings") }
        var texts: [String] = []
        for item in items {
            guard case .string(let text) = item else { throw Self.invalid(key, "a list of strings") }
            texts.append(text)
        }
        return texts
    }

    mutating func bool(_ key: String) throws(AuditError) -> Bool {
        guard case .bool(let flag) = try value(key) else { throw Self.invalid(key, "true or false") }
        return flag
    }

    mutating func number(_ key: String) throws(AuditError) -> Double {
        guard case .number(let number) = try value(key) else { throw Self.invalid(key, "a number") }
        return number
    }

    /// A whole number, zero or more.
    mutating func count(_ key: String) throws(AuditError) -> UInt64 {
        let number = try number(key)
        guard number <= JSONValue.maximumInteger, let count = UInt64(exactly: number) else {
            throw Self.invalid(key, "a whole number, zero or more")
        }
        return count
    }

    mutating func object(_ key: String) throws(AuditError) -> JSONObject {
        guard case .object(let object) = try value(key) else { throw Self.invalid(key, "an object") }
        return object
    }

    /// - Throws: `unknown_field` if a member was not read; its name may be anything and is not repeated.
    func end() throws(AuditError) {
        guard rest.isEmpty else {
            throw AuditError(.unknownField, "\(rest.count) member(s) too many; only the known ones may be there")
        }
    }

    static func invalid(_ field: String, _ rule: String) -> AuditError {
        AuditError(.invalidField, "\(field) must be \(rule)", field: field)
    }
}

extension PIIFlags {
    /// Reads `{"policy": …, "kinds": {…}, "fields": […]}`, and nothing else.
    init(strict json: JSONObject) throws(AuditError) {
        var members = StrictObject(json)
        var flags = PIIFlags(policy: try members.string("policy"))
        let kinds = try members.object("kinds")
        var counts = StrictObject(kinds)
        for kind in kinds.members {
            flags.kinds[kind.key] = Int(try counts.count(kind.key))
        }
        guard case .array(let paths) = try members.value("fields") else {
            throw StrictObject.invalid("pii_flags.fields", "a list of strings")
        }
        for path in paths {
            guard case .string(let text) = path else {
                throw StrictObject.invalid("pii_flags.fields", "a list of strings")
            }
            flags.fields.append(text)
        }
        try members.end()
        self = flags
    }
}
