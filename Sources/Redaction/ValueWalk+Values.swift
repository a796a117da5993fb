import AuditEvents

/// Values in memory, by way of their canonical bytes.
extension ValueWalk {
    /// - Returns: nil if nothing had to change.
    mutating func redact(_ object: JSONObject, at field: String) throws(AuditError) -> JSONObject? {
        let value = JSONValue.object(object)
        try Self.check(value, field: field)
        let changed = try value.canonicalBytes().withUnsafeBufferPointer { (bytes) throws(AuditError) in
            var tape = JSONTape()
            try tape.parse(bytes, limits: Self.limits)
            try redact(&tape, at: field)
            return try Self.changed(tape)
        }
        return changed.map { $0.object ?? [:] }
    }

    /// Redacts a value that stands nowhere.
    mutating func redact(_ value: JSONValue) throws(AuditError) -> JSONValue {
        try Self.check(value, field: nil)
        return try value.canonicalBytes().withUnsafeBufferPointer { (bytes) throws(AuditError) in
            var tape = JSONTape()
            try tape.parse(bytes, limits: Self.limits)
            try redact(&tape)
            return try Self.changed(tape)
        } ?? value
    }

    private static var limits: JSONLimits {
        JSONLimits(depth: JSONLimits.maximumDepth, bytes: .max, numbers: .keepAsString)
    }

    private static func changed(_ tape: borrowing JSONTape) throws(AuditError) -> JSONValue? {
        guard tape.isEdited else { return nil }
        var bytes: [UInt8] = []
        tape.writeCanonical(tape.root, to: &bytes)
        return try JSONValue(parsing: bytes, limits: limits)
    }

    /// Refuses what no JSON text says: numbers that are not finite, and more levels than any parser here reads.
    private static func check(_ value: JSONValue, field: String?) throws(AuditError) {
        guard let problem = problem(of: value, levels: JSONLimits.maximumDepth) else { return }
        throw AuditError(.redactionFailed, problem, field: field)
    }

    private static func problem(of value: JSONValue, levels: Int) -> String? {
        switch value {
        case .null, .bool, .string: return nil
        case .number(let number):
            return number.isFinite ? nil : "A number that is not finite cannot be redacted; send it as a string."
        case .array(let items):
            if levels == 0 { return tooDeep }
            for item in items { if let problem = problem(of: item, levels: levels - 1) { return problem } }
        case .object(let object):
            if levels == 0 { return tooDeep }
            for member in object.members {
                if let problem = problem(of: member.value, levels: levels - 1) { return problem }
            }
        }
        return nil
    }

    private static let tooDeep = "Values are nested too deeply to be redacted; flatten them."
}
