/// How an embedded store is run; the defaults suit a service on one machine.
public struct FileBackendOptions: Sendable {
    /// Whether a missing store is made (with the given instance name).
    public var createsIfMissing = true
    /// Bytes of a journal segment, after which the next begins.
    public var segmentSize = 64 * 1024 * 1024
    /// Entries that may wait to be written; one more is `overloaded`.
    public var queueLimit = 16_384
    /// Bytes that may wait to be written.
    public var queueByteLimit = 64 * 1024 * 1024
    /// Bytes that one flush carries, about.
    public var batchBytes = 8 * 1024 * 1024
    /// Entries in the journal that may wait for publication; one more is `overloaded`.
    public var backlogLimit = 400_000
    /// Bytes in the journal that may wait for publication.
    public var backlogByteLimit = 256 * 1024 * 1024
    /// How often logs are published, at the most.
    public var publishInterval: Duration = .milliseconds(500)
    /// Logs that a round takes only because they are the oldest: ten thousand take at most 25 s.
    public var publishBudget = 200

    public init(createsIfMissing: Bool = true) { self.createsIfMissing = createsIfMissing }
}
