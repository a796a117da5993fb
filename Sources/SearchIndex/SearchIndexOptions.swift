/// How a search index is run; the defaults suit a service on one machine.
public struct SearchIndexOptions: Sendable {
    /// How often the follower looks for new entries.
    public var interval: Duration = .milliseconds(100)
    /// Entries that one transaction takes, at most.
    public var batchEntries = 32_768
    /// Bytes of entries that one transaction takes, about.
    public var batchBytes = 24 * 1024 * 1024
    /// Events that are counted, at most: beyond it a count says that there are more.
    public var countLimit = 10_000
    /// Events that a facet counts, at most, the newest ones.
    public var facetLimit = 20_000
    /// Events that one page may read from the logs because the index alone cannot tell whether they match.
    public var readLimit = 100_000

    public init() {}
}
