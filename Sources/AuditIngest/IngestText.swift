public import AuditEvents

/// A line of a file, or a document of many lines, before it is known what it says.
public struct IngestText: Sendable {
    /// The number of its first line, from 1.
    public var line: Int
    public var bytes: [UInt8]
    /// Why it is not read at all.
    public var refusal: AuditError?

    init(line: Int, bytes: [UInt8], refusal: AuditError? = nil) {
        self.line = line
        self.bytes = bytes
        self.refusal = refusal
    }
}

extension Ingester {
    /// The records of a text.
    public func items(of text: IngestText) -> [IngestItem] {
        if let refusal = text.refusal { return [IngestItem(line: text.line, result: .failure(refusal))] }
        return items(in: text.bytes, line: text.line)
    }
}
