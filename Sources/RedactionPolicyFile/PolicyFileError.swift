/// What is wrong with a policy file, and where.
public struct PolicyFileProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// From 1; 0 where the file as a whole is meant.
    public var line: Int
    /// In Unicode scalars, from 1.
    public var column: Int
    /// What is wrong, and what would be right. Holds nothing that redaction would take out.
    public var message: String

    public init(line: Int, column: Int, message: String) {
        self.line = line
        self.column = column
        self.message = message
    }

    public var description: String { line == 0 ? message : "line \(line), column \(column): \(message)" }
}

/// All problems of a policy file at once.
public struct PolicyFileError: Error, Hashable, Sendable, CustomStringConvertible {
    /// In the order of the file; never empty.
    public var problems: [PolicyFileProblem]

    public init(problems: [PolicyFileProblem]) { self.problems = problems }

    public var description: String { problems.map(\.description).joined(separator: "\n") }
}
