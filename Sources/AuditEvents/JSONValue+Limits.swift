extension JSONValue {
    /// 2^53 − 1: up to here every integer is a double and no two integers are the same one.
    public static let maximumInteger = 9_007_199_254_740_991.0

    /// Whether an event may hold this number: finite, and not an integer of more than 53 bits.
    ///
    /// From 1e21 on the canonical form has an exponent (`1e+21`): that is a measure, no longer an exact integer, and is in
    /// range.
    public static func isInRange(_ number: Double) -> Bool {
        let magnitude = abs(number)
        return magnitude <= maximumInteger || (magnitude >= 1e21 && magnitude.isFinite)
    }

    /// Checks what the parser guarantees, for a value that was built in memory: nesting and numbers.
    ///
    /// - Parameters:
    ///   - field: What to call the value in an error.
    ///   - depth: Nested arrays and objects, at most; this value counts as one.
    /// - Throws: `too_deep` or `number_range`.
    public func check(field: String, depth: Int = JSONLimits.standard.depth) throws(AuditError) {
        try check(field: field, limit: depth, left: depth)
    }

    private func check(field: String, limit: Int, left: Int) throws(AuditError) {
        switch self {
        case .null, .bool, .string: return
        case .number(let value):
            guard Self.isInRange(value) else {
                throw AuditError(
                    .numberRange,
                    "a number in \(field) is beyond ±(2^53−1) or a double's range; send it as a string", field: field)
            }
        case .array(let items):
            guard left > 0 else { throw Self.tooDeep(field: field, limit: limit) }
            for item in items { try item.check(field: field, limit: limit, left: left - 1) }
        case .object(let object):
            guard left > 0 else { throw Self.tooDeep(field: field, limit: limit) }
            for member in object.members { try member.value.check(field: field, limit: limit, left: left - 1) }
        }
    }

    private static func tooDeep(field: String, limit: Int) -> AuditError {
        AuditError(
            .tooDeep, "arrays and objects are nested too deep in \(field); at most \(limit) levels are kept",
            field: field, limit: limit, actual: limit + 1)
    }
}
