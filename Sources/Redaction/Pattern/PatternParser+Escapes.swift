extension PatternParser {
    /// What a backslash and the scalar behind it are, outside of a class.
    mutating func escape() throws(PatternError) -> PatternNode {
        let start = place
        guard place + 1 < scalars.count else { throw error("a lone backslash; write \\\\ for the character") }
        switch scalars[place + 1] {
        case "b":
            place += 2
            return .assertion(.wordBoundary)
        case "B":
            place += 2
            return .assertion(.noWordBoundary)
        case "1"..."9", "k", "g":
            throw error("back-references are not supported: they have no linear search", at: start)
        case "A", "z", "Z", "G":
            throw error("`\\\(scalars[place + 1])` is not supported; the ends of the text are ^ and $", at: start)
        default:
            let set = try escapedSet()
            return .set(ignoresCase ? set.ignoringCase : set)
        }
    }

    /// What an escape stands for, in a class and outside: `\d`, `\n`, `\x41`, `\u{1F600}`, `\.`.
    mutating func escapedSet() throws(PatternError) -> ScalarSet {
        let start = place
        place += 1
        guard let scalar = peek else { throw error("a lone backslash; write \\\\ for the character", at: start) }
        place += 1
        switch scalar {
        case "d": return .digits
        case "D": return ScalarSet.digits.inverted
        case "w": return .word
        case "W": return ScalarSet.word.inverted
        case "s": return .space
        case "S": return ScalarSet.space.inverted
        case "n": return ScalarSet(0x0A...0x0A)
        case "r": return ScalarSet(0x0D...0x0D)
        case "t": return ScalarSet(0x09...0x09)
        case "f": return ScalarSet(0x0C...0x0C)
        case "x": return try hexadecimal(from: start, isBraced: peek == "{", "\\x41 or \\x{1F600}")
        case "u":
            guard peek == "{" else { throw error("a scalar is written \\u{1F600}", at: start) }
            return try hexadecimal(from: start, isBraced: true, "\\u{1F600}")
        case "p", "P":
            throw error("Unicode classes (\\\(scalar)) are not supported; name ranges, as in [à-ÿ]", at: start)
        default:
            guard scalar.value < 0x80, !ScalarSet.word.contains(scalar.value) || scalar == "_" else {
                throw error("`\\\(scalar)` means nothing here; write the character without a backslash", at: start)
            }
            return ScalarSet(scalar.value...scalar.value)
        }
    }

    private mutating func hexadecimal(
        from start: Int, isBraced: Bool, _ form: String
    ) throws(PatternError) -> ScalarSet {
        if isBraced { place += 1 }
        var value: UInt32 = 0
        var digits = 0
        while digits < (isBraced ? 6 : 2), let scalar = peek, scalar.value < 0x80,
            let digit = UInt8(truncatingIfNeeded: scalar.value).hexValue
        {
            value = value << 4 | UInt32(digit)
            digits += 1
            place += 1
        }
        guard digits > 0, isBraced ? accept("}") : digits == 2, Unicode.Scalar(value) != nil else {
            throw error("a scalar by its number is written \(form)", at: start)
        }
        return ScalarSet(value...value)
    }
}

/// Reads `[…]`.
enum PatternClassReader {
    static func read(_ parser: inout PatternParser) throws(PatternError) -> ScalarSet {
        let start = parser.place
        parser.place += 1
        let isInverted = parser.accept("^")
        var set = ScalarSet()
        var isFirst = true
        while true {
            guard let scalar = parser.peek else {
                throw parser.error("the class that begins here is not closed; add `]`", at: start)
            }
            // As everywhere, a `]` right at the beginning is the character.
            if scalar == "]", !isFirst { break }
            isFirst = false
            try member(&parser, into: &set)
        }
        parser.place += 1
        if parser.ignoresCase { set = set.ignoringCase }
        let result = isInverted ? set.inverted : set
        guard !result.isEmpty else { throw parser.error("the class matches nothing", at: start) }
        return result
    }

    private static func member(_ parser: inout PatternParser, into set: inout ScalarSet) throws(PatternError) {
        let start = parser.place
        if parser.looking(at: "[:") {
            throw parser.error("named classes ([:alpha:]) are not supported; write [a-zA-Z]")
        }
        guard let lower = try single(&parser, into: &set) else { return }
        guard parser.peek == "-", parser.place + 1 < parser.scalars.count, parser.scalars[parser.place + 1] != "]"
        else {
            set.insert(lower...lower)
            return
        }
        parser.place += 1
        var ignored = ScalarSet()
        guard let upper = try single(&parser, into: &ignored) else {
            throw parser.error("a range ends with a character; write \\- for a hyphen", at: start)
        }
        guard lower <= upper else {
            throw parser.error("a range goes from the lower character to the higher", at: start)
        }
        set.insert(lower...upper)
    }

    /// One scalar; nil if it was a set such as `\d`, which went into `set`.
    private static func single(_ parser: inout PatternParser, into set: inout ScalarSet) throws(PatternError) -> UInt32?
    {
        guard let scalar = parser.peek else { throw parser.error("the class is not closed; add `]`") }
        guard scalar == "\\" else {
            parser.place += 1
            return scalar.value
        }
        let kind = parser.place + 1 < parser.scalars.count ? parser.scalars[parser.place + 1] : "\\"
        let escaped = try parser.escapedSet()
        if "dDwWsS".unicodeScalars.contains(kind) {
            set.formUnion(escaped)
            return nil
        }
        return escaped.onlyScalar
    }
}

extension ScalarSet {
    /// The one scalar of a set of one.
    var onlyScalar: UInt32? {
        for scalar in 0..<128 as Range<UInt32> where contains(scalar) { return scalar }
        return firstBeyondASCII
    }
}
