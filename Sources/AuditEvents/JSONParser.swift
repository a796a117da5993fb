/// What a parser accepts beyond the grammar.
public struct JSONLimits: Sendable {
    /// Nested arrays and objects, at most; the root counts as one. Never above `maximumDepth`.
    public var depth: Int {
        didSet { depth = min(depth, Self.maximumDepth) }
    }
    /// Input bytes, at most.
    public var bytes: Int
    /// What becomes of a number that no double holds exactly enough: an integer beyond ±(2^53−1), or an overflow.
    public var numbers: NumberRule

    public enum NumberRule: Sendable {
        /// Throws `number_range`.
        case refuse
        /// Keeps the digits as a string; for logs of others.
        case keepAsString
    }

    /// The parser recurses once for each level: this many levels fit the smallest stack a thread is given.
    public static let maximumDepth = 256

    public init(depth: Int = 64, bytes: Int = 32 * 1024 * 1024, numbers: NumberRule = .refuse) {
        self.depth = min(depth, Self.maximumDepth)
        self.bytes = bytes
        self.numbers = numbers
    }

    public static let standard = JSONLimits()
}

extension JSONValue {
    /// Parses one JSON text (RFC 8259) strictly: UTF-8 only, no duplicate key, no lone surrogate, nothing after the value.
    ///
    /// - Throws: `malformed`, `too_deep`, `too_large` or `number_range`. The byte offset is in the message; `field` is the
    ///   top-level key around the fault where that is a field of a `DatasetEvent`, and nil otherwise, since a key may
    ///   hold personal data.
    public init(parsing bytes: some Collection<UInt8>, limits: JSONLimits = .standard) throws(AuditError) {
        let result =
            bytes.withContiguousStorageIfAvailable { JSONParser.parse($0, limits: limits) }
            ?? Array(bytes).withUnsafeBufferPointer { JSONParser.parse($0, limits: limits) }
        self = try result.get()
    }

    public init(parsing text: String, limits: JSONLimits = .standard) throws(AuditError) {
        try self.init(parsing: text.utf8, limits: limits)
    }
}

/// One pass over contiguous bytes, recursive by nesting level.
struct JSONParser {
    /// Why and where parsing stopped; small, so that throwing it through the levels costs nothing.
    struct Failure: Error {
        enum Kind {
            case malformed, tooDeep, numberRange
        }
        var kind: Kind
        var offset: Int
        var reason: StaticString
    }

    let bytes: UnsafeBufferPointer<UInt8>
    let limits: JSONLimits
    var position = 0
    /// Where the key of the root object's current member stands; the place of a fault is told by it.
    private var topLevelKey: Range<Int>?
    /// Unescaped text under construction; kept to reuse its storage.
    var scratch: [UInt8] = []
    /// The keys of all objects that are open, the innermost last.
    var keys: [RawKey] = []
    /// Whether the string read last is ASCII; may be false for one that is.
    var isLastStringASCII = true

    private init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    static func parse(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) -> Result<JSONValue, AuditError> {
        guard bytes.count <= limits.bytes else {
            return .failure(
                AuditError(
                    .tooLarge, "the JSON text has \(bytes.count) bytes; at most \(limits.bytes) are read",
                    limit: limits.bytes, actual: bytes.count))
        }
        var parser = JSONParser(bytes: bytes, limits: limits)
        do {
            return .success(try parser.text())
        } catch {
            return .failure(parser.auditError(error))
        }
    }

    private mutating func text() throws(Failure) -> JSONValue {
        skipSpace()
        guard position < bytes.count else { throw malformed("there is no value; send one JSON value") }
        let value = try value(depth: 1)
        skipSpace()
        guard position == bytes.count else { throw malformed("something follows the value") }
        return value
    }

    /// - Parameter depth: The level of an array or object that would start here.
    private mutating func value(depth: Int) throws(Failure) -> JSONValue {
        guard position < bytes.count else { throw malformed("the text ends where a value should stand") }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return .object(try object(depth: depth))
        case UInt8(ascii: "["): return .array(try array(depth: depth))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw malformed("no JSON value starts like this")
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { throw malformed("no JSON value starts like this") }
        for offset in 0..<length where bytes[position + offset] != word.utf8Start[offset] {
            throw malformed("no JSON value starts like this")
        }
        position += length
        return value
    }

    private mutating func array(depth: Int) throws(Failure) -> [JSONValue] {
        guard depth <= limits.depth else { throw tooDeep() }
        position += 1
        var items: [JSONValue] = []
        skipSpace()
        if peek() == UInt8(ascii: "]") {
            position += 1
            return items
        }
        while true {
            skipSpace()
            items.append(try value(depth: depth + 1))
            skipSpace()
            switch peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return items
            default: throw malformed("a comma or ] should stand here")
            }
        }
    }

    private mutating func object(depth: Int) throws(Failure) -> JSONObject {
        guard depth <= limits.depth else { throw tooDeep() }
        let start = position
        position += 1
        var members: [JSONObject.Member] = []
        let base = keys.count
        defer { keys.removeSubrange(base...) }
        // Every stored event has its keys in canonical order; most others have plain keys that sort as they stand.
        var isSorted = true
        var isPlain = true
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            position += 1
            return JSONObject()
        }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw malformed("a key in quotes should stand here") }
            let keyStart = position + 1
            let key = try string()
            let raw = keyStart..<(position - 1)
            if depth == 1 { topLevelKey = raw }
            // An escape is longer than what it stands for.
            if !isLastStringASCII || key.utf8.count != raw.count { isPlain = false }
            if isPlain {
                keys.append(rawKey(raw, member: members.count))
                if isSorted, !members.isEmpty { isSorted = precedes(keys[keys.count - 2], keys[keys.count - 1]) }
            }
            skipSpace()
            guard peek() == UInt8(ascii: ":") else { throw malformed("a colon should stand here") }
            position += 1
            skipSpace()
            members.append(JSONObject.Member(key: key, value: try value(depth: depth + 1)))
            skipSpace()
            switch peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                if isPlain, isSorted { return JSONObject(inCanonicalOrder: members) }
                if isPlain, sortKeys(from: base) {
                    return JSONObject(inCanonicalOrder: keys[base...].map { members[$0.member] })
                }
                if let object = JSONObject(members) { return object }
                throw try duplicate(in: start, depth: depth)
            default: throw malformed("a comma or } should stand here")
            }
        }
    }

    /// Reads an object with a duplicate key a second time, to tell where that stands.
    private mutating func duplicate(in start: Int, depth: Int) throws(Failure) -> Failure {
        var seen: Set<[UInt8]> = []
        position = start + 1
        while true {
            skipSpace()
            let offset = position
            let key = try string()
            if depth == 1 { topLevelKey = (offset + 1)..<(position - 1) }
            guard seen.insert(Array(key.utf8)).inserted else {
                return Failure(kind: .malformed, offset: offset, reason: "an object holds this key twice")
            }
            skipSpace()
            position += 1
            skipSpace()
            _ = try value(depth: depth + 1)
            skipSpace()
            guard peek() == UInt8(ascii: ",") else { return malformed("an object holds a key twice") }
            position += 1
        }
    }

    @inline(__always)
    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    @inline(__always)
    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    func malformed(_ reason: StaticString, at offset: Int? = nil) -> Failure {
        Failure(kind: .malformed, offset: offset ?? position, reason: reason)
    }

    private func tooDeep() -> Failure {
        Failure(kind: .tooDeep, offset: position, reason: "arrays and objects are nested too deep")
    }

    private func auditError(_ failure: Failure) -> AuditError {
        let field = topLevelKey.map { String(decoding: bytes[$0], as: UTF8.self) }
        let known = field.flatMap { IncomingEvent.isFieldName($0) ? $0 : nil }
        switch failure.kind {
        case .malformed:
            return AuditError(
                .malformed, "the JSON text is malformed at byte \(failure.offset): \(failure.reason)", field: known)
        case .tooDeep:
            return AuditError(
                .tooDeep, "\(failure.reason) at byte \(failure.offset); at most \(limits.depth) levels are read",
                field: known, limit: limits.depth, actual: limits.depth + 1)
        case .numberRange:
            return AuditError(
                .numberRange, "\(failure.reason) at byte \(failure.offset); send it as a string", field: known)
        }
    }
}
