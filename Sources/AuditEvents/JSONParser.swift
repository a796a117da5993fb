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
            bytes.withContiguousStorageIfAvailable { Self.parse($0, limits: limits) }
            ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0, limits: limits) }
        self = try result.get()
    }

    private static func parse(_ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits) -> Result<JSONValue, AuditError>
    {
        var tape = JSONTape()
        do {
            try tape.parse(bytes, limits: limits)
            return .success(tape.value(tape.root))
        } catch {
            return .failure(error)
        }
    }

    public init(parsing text: String, limits: JSONLimits = .standard) throws(AuditError) {
        try self.init(parsing: text.utf8, limits: limits)
    }
}

/// One pass over contiguous bytes, recursive by nesting level.
struct JSONParser: ~Copyable {
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
    /// What was read so far.
    var tape: JSONTape
    /// The keys of all objects that are open, the innermost last.
    var keys: [RawKey] = []
    /// Whether the string read last is ASCII without escape sequences; may be false for one that is.
    var isLastStringPlain = true

    private init(bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits, tape: consuming JSONTape) {
        self.bytes = bytes
        self.limits = limits
        self.tape = tape
    }

    /// Parses `bytes` onto `tape`, which is of no use after an error.
    static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits, onto tape: inout JSONTape
    ) throws(AuditError) {
        guard bytes.count <= min(limits.bytes, Int(Int32.max)) else {
            throw AuditError(
                .tooLarge, "the JSON text has \(bytes.count) bytes; at most \(limits.bytes) are read",
                limit: limits.bytes, actual: bytes.count)
        }
        var parser = JSONParser(bytes: bytes, limits: limits, tape: JSONTape())
        swap(&parser.tape, &tape)
        parser.tape.begin(bytes)
        do {
            try parser.text()
        } catch {
            throw parser.auditError(error)
        }
        swap(&parser.tape, &tape)
    }

    private mutating func text() throws(Failure) {
        skipSpace()
        guard position < bytes.count else { throw malformed("there is no value; send one JSON value") }
        try value(depth: 1)
        skipSpace()
        guard position == bytes.count else { throw malformed("something follows the value") }
    }

    /// - Parameter depth: The level of an array or object that would start here.
    private mutating func value(depth: Int) throws(Failure) {
        guard position < bytes.count else { throw malformed("the text ends where a value should stand") }
        switch bytes[position] {
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "{"): try object(depth: depth)
        case UInt8(ascii: "["): try array(depth: depth)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        case UInt8(ascii: "t"): try word("true", .bool, .isTrue)
        case UInt8(ascii: "f"): try word("false", .bool, [])
        case UInt8(ascii: "n"): try word("null", .null, [])
        default: throw malformed("no JSON value starts like this")
        }
    }

    private mutating func word(
        _ word: StaticString, _ kind: JSONTape.Kind, _ flags: JSONTape.Flags
    ) throws(Failure) {
        let length = word.utf8CodeUnitCount
        guard bytes.count - position >= length else { throw malformed("no JSON value starts like this") }
        for offset in 0..<length where bytes[position + offset] != word.utf8Start[offset] {
            throw malformed("no JSON value starts like this")
        }
        tape.append(JSONTape.Node(kind, position..<position + length, flags))
        position += length
    }

    private mutating func array(depth: Int) throws(Failure) {
        guard depth <= limits.depth else { throw tooDeep() }
        let node = tape.count
        tape.append(JSONTape.Node(.array, position..<position))
        defer { close(node) }
        position += 1
        skipSpace()
        if peek() == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            skipSpace()
            try value(depth: depth + 1)
            skipSpace()
            switch peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return
            default: throw malformed("a comma or ] should stand here")
            }
        }
    }

    /// Notes where the array or object of `node` ends.
    private mutating func close(_ node: Int) {
        tape[node].end = UInt32(truncatingIfNeeded: position)
        tape[node].link = UInt32(truncatingIfNeeded: tape.count)
    }

    private mutating func object(depth: Int) throws(Failure) {
        guard depth <= limits.depth else { throw tooDeep() }
        let start = position
        let node = tape.count
        tape.append(JSONTape.Node(.object, position..<position))
        defer { close(node) }
        position += 1
        let base = keys.count
        defer { keys.removeSubrange(base...) }
        // Every stored event has its keys in canonical order; most others have plain keys that sort as they stand.
        var isSorted = true
        var isPlain = true
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else { throw malformed("a key in quotes should stand here") }
            let keyStart = position + 1
            let keyNode = tape.count
            try string()
            let raw = keyStart..<(position - 1)
            if depth == 1 { topLevelKey = raw }
            if !isLastStringPlain { isPlain = false }
            keys.append(rawKey(raw, node: keyNode))
            if isSorted, keys.count - base > 1 {
                isSorted = isPlain && precedes(keys[keys.count - 2], keys[keys.count - 1])
            }
            skipSpace()
            guard peek() == UInt8(ascii: ":") else { throw malformed("a colon should stand here") }
            position += 1
            skipSpace()
            try value(depth: depth + 1)
            skipSpace()
            switch peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                guard isPlain && isSorted || (isPlain ? sortKeys(from: base) : sortAnyKeys(from: base)) else {
                    throw try duplicate(in: start, depth: depth)
                }
                link(node, from: base)
                return
            default: throw malformed("a comma or } should stand here")
            }
        }
    }

    /// Chains an object's keys in their order.
    private mutating func link(_ object: Int, from base: Int) {
        tape[object].first = UInt32(truncatingIfNeeded: keys[base].node)
        for place in base + 1..<max(base + 1, keys.count) {
            tape[keys[place - 1].node].link = UInt32(truncatingIfNeeded: keys[place].node)
        }
    }

    /// Reads an object with a duplicate key a second time, to tell where that stands.
    private mutating func duplicate(in start: Int, depth: Int) throws(Failure) -> Failure {
        var seen: Set<[UInt8]> = []
        position = start + 1
        while true {
            skipSpace()
            let offset = position
            let node = tape.count
            try string()
            if depth == 1 { topLevelKey = (offset + 1)..<(position - 1) }
            guard seen.insert(Array(tape.string(node).utf8)).inserted else {
                return Failure(kind: .malformed, offset: offset, reason: "an object holds this key twice")
            }
            skipSpace()
            position += 1
            skipSpace()
            try value(depth: depth + 1)
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
