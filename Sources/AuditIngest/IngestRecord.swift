public import AuditEvents

/// An event of another log, ready for the engine: what happened, and in which request.
public struct IngestRecord: Hashable, Sendable {
    /// Its `eventID` is always set, so that reading the same record again adds nothing.
    public var event: IncomingEvent
    public var context: RequestContext

    public init(event: IncomingEvent, context: RequestContext) {
        self.event = event
        self.context = context
    }
}

/// What became of one record of a file.
public struct IngestItem: Sendable {
    /// The line that the record starts on, counted from 1; for a record inside a list, the line the list starts on.
    public var line: Int
    /// The place in a list, counted from 1; nil for a record that stands alone.
    public var part: Int?
    public var result: Result<IngestRecord, AuditError>

    public init(line: Int, part: Int? = nil, result: Result<IngestRecord, AuditError>) {
        self.line = line
        self.part = part
        self.result = result
    }
}
