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
            try redact(tape.root, of: &tape, at: field)
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
        JSONLimits(depth: JSONLimits.maximumDepth, bytes: .max)
    }

    private static func changed(_ tape: borrowing JSONTape) throws(AuditError) -> JSONValue? {
        guard tape.isEdited else { return nil }
        var bytes: [UInt8] = []
        tape.writeCanonical(tape.root, to: &bytes)
        return try JSONValue(parsing: bytes, limits: limits)
    }

    /// Refuses what no JSON text says as it is meant: numbers out of range, and more levels than any parser here reads.
    static func check(_ value: JSONValue, field: String?) throws(AuditError) {
        do {
            try value.check(field: field ?? "the value", depth: JSONLimits.maximumDepth)
        } catch {
            throw AuditError(.redactionFailed, error.message, field: field)
        }
    }
}
