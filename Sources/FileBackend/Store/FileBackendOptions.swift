import AuditEvents

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

    /// - Throws: `invalid_field` naming the option that no store can run with.
    func check() throws(AuditError) {
        let bounds: [(name: String, value: Int, range: ClosedRange<Int>)] = [
            ("segmentSize", segmentSize, 1_024...(1 << 40)),
            ("queueLimit", queueLimit, 1...10_000_000),
            ("queueByteLimit", queueByteLimit, 65_536...(1 << 40)),
            // A batch may pass this by one entry, and a reader must be able to hold it.
            ("batchBytes", batchBytes, 1...(JournalFormat.maximumPayload / 2)),
            ("backlogLimit", backlogLimit, 1...100_000_000),
            ("backlogByteLimit", backlogByteLimit, 65_536...(1 << 40)),
            ("publishBudget", publishBudget, 1...1_000_000),
        ]
        for (name, value, range) in bounds where !range.contains(value) {
            throw AuditError(
                .invalidField, "\(name) must be between \(range.lowerBound) and \(range.upperBound)", field: name,
                limit: value < range.lowerBound ? range.lowerBound : range.upperBound, actual: value)
        }
    }
}
