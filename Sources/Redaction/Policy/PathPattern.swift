/// A place in an event, by keys: `input.card`, `metadata.*.host`, `input.**.note`.
///
/// `*` is one step, `**` any number of them, none too. Positions in lists are no steps. `\.`, `\*` and `\\` stand for the
/// characters. Keys are compared exactly, in the form that redaction gives them.
public struct PathPattern: Hashable, Sendable {
    enum Step: Hashable, Sendable {
        case key([UInt8])
        case any
        case anyDepth
    }

    /// As it was written.
    public let text: String
    let steps: [Step]

    public static let longest = 32

    /// - Throws: Why `text` is no path.
    public init(_ text: String) throws(PathPatternError) {
        var steps: [Step] = []
        var key: [UInt8] = []
        var stars = 0
        var isEscaped = false
        func finish() throws(PathPatternError) {
            switch (stars, key.isEmpty) {
            case (0, false): steps.append(.key(key))
            case (1, true): steps.append(.any)
            case (2, true): steps.append(.anyDepth)
            case (0, true): throw PathPatternError("the path has an empty step; a path is keys parted by dots")
            default: throw PathPatternError("`*` and `**` are whole steps; write \\* for the character")
            }
            key = []
            stars = 0
        }
        for byte in text.utf8 {
            if isEscaped {
                key.append(byte)
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: ".") {
                try finish()
            } else if byte == UInt8(ascii: "*") {
                stars += 1
            } else {
                key.append(byte)
            }
        }
        guard !isEscaped else { throw PathPatternError("the path ends with a lone backslash") }
        try finish()
        guard steps.count <= Self.longest else {
            throw PathPatternError("the path has more than \(Self.longest) steps")
        }
        self.text = text
        self.steps = steps
    }

    /// How many steps name a key: the rule with more of them is the more specific one.
    var namedSteps: Int { steps.count { if case .key = $0 { true } else { false } } }
    var deepSteps: Int { steps.count { $0 == .anyDepth } }
}

/// Why a text is no path.
public struct PathPatternError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    public init(_ message: String) { self.message = message }
    public var description: String { message }
}

/// What a policy says of one place and everything in it.
public struct PathRule: Hashable, Sendable {
    public enum Effect: Hashable, Sendable {
        /// Findings are treated so, whatever their kinds' own actions are. `remove` takes the whole member out, whatever it
        /// holds; `keep` does not keep secrets.
        case action(RedactionAction)
        /// Every text and number there is of this kind.
        case kind(PIIKind)
    }

    public var path: PathPattern
    public var effect: Effect

    public init(_ path: PathPattern, _ effect: Effect) {
        self.path = path
        self.effect = effect
    }
}
