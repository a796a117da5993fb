/// Why a note could not be signed. Equal by code.
public struct NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong; more may come.
    public struct Code: Hashable, Sendable {
        private let name: String
        /// A key name is empty or holds white space, `+` or control characters.
        public static let invalidName = Code(name: "invalid_name")
        /// A seed is not 32 bytes.
        public static let invalidSeed = Code(name: "invalid_seed")
        /// A text does not end in a newline, or holds what a note must not.
        public static let invalidText = Code(name: "invalid_text")
    }

    /// What is wrong.
    public let code: Code
    /// The same for people.
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public static func == (left: NoteError, right: NoteError) -> Bool { left.code == right.code }
    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}
