/// Why an expression is no query: where, what, and what would be right.
public struct QueryError: Error, Hashable, Sendable {
    /// Counted from 1, in Unicode scalars.
    public let column: Int
    /// One sentence; it names fields and what they take, never a value that was typed.
    public let message: String

    init(_ message: String, column: Int) {
        self.message = message
        self.column = column
    }
}

extension QueryError: CustomStringConvertible {
    public var description: String { "column \(column): \(message)" }
}
