public import AuditEvents
public import AuditQuery

/// Answers questions about the events of a backend's logs.
///
/// A search is a view of the logs: what it answers with was read from them, and everything that it keeps can be deleted
/// and made again. It may lag behind; `SearchRequest.including` asks for an answer that holds a given entry.
///
/// An answer never holds an event of another tenant than `SearchRequest.tenant`, whatever the query says.
public protocol EventSearch: Sendable {
    /// The events that match, a page at a time.
    ///
    /// - Throws: `invalid_query` for limits that are out of bounds or a query too large; `not_found` when the entry that the
    ///   answer is to include is in no log; `corrupt`, `io`.
    func search(_ request: SearchRequest) async throws(AuditError) -> SearchPage

    /// The values of a field in the events that match, the most frequent first.
    ///
    /// - Parameter limit: Values, at most.
    func facet(_ field: QueryField, limit: Int, of scope: SearchScope) async throws(AuditError) -> SearchFacet

    /// How many events that match were recorded in each stretch of time.
    ///
    /// - Parameter width: Of a stretch, in microseconds; stretches begin at multiples of it since 1970.
    func histogram(width: Int64, of scope: SearchScope) async throws(AuditError) -> SearchHistogram
}

/// Which events are asked for.
public struct SearchScope: Sendable {
    public var query: EventQuery
    /// Whose events; nil for every tenant's, which is for whoever runs the instance.
    public var tenant: TenantID?
    /// What `-24h` is counted from; the search's own clock when nil.
    public var now: Timestamp?
    /// An entry that must be in what is searched, such as the one of a receipt just received.
    public var including: EntryPosition?

    public init(
        _ query: EventQuery = .all, tenant: TenantID? = nil, now: Timestamp? = nil, including: EntryPosition? = nil
    ) {
        self.query = query
        self.tenant = tenant
        self.now = now
        self.including = including
    }
}

/// The place of an entry among all logs.
public struct EntryPosition: Hashable, Sendable {
    public var tenant: TenantID
    public var index: UInt64

    public init(tenant: TenantID, index: UInt64) {
        self.tenant = tenant
        self.index = index
    }

    public init(_ receipt: Receipt) { self.init(tenant: receipt.tenantID, index: receipt.index) }
}

/// Which events are asked for, and which page of them.
public struct SearchRequest: Sendable {
    public enum Order: String, Sendable, CaseIterable {
        case newestFirst, oldestFirst
    }

    public var scope: SearchScope
    /// By when the logs took events in; entries of one log always in the order of their indexes.
    public var order: Order
    /// Events on a page, 1 to `maximumLimit`.
    public var limit: Int
    /// Where the page before ended.
    public var cursor: SearchCursor?
    /// Whether to count.
    public var wantsTotal: Bool

    public static let maximumLimit = 1_000

    public init(
        _ scope: SearchScope = SearchScope(), order: Order = .newestFirst, limit: Int = 50, cursor: SearchCursor? = nil,
        wantsTotal: Bool = false
    ) {
        self.scope = scope
        self.order = order
        self.limit = limit
        self.cursor = cursor
        self.wantsTotal = wantsTotal
    }
}

/// A page of events.
public struct SearchPage: Sendable {
    public var hits: [SearchHit]
    /// Where the next page begins; nil after the last.
    public var next: SearchCursor?
    /// How many there are on all pages; nil if that was not asked.
    public var total: SearchCount?

    public init(hits: [SearchHit], next: SearchCursor?, total: SearchCount? = nil) {
        self.hits = hits
        self.next = next
        self.total = total
    }
}

/// An event that matches.
public struct SearchHit: Hashable, Sendable {
    public var tenant: TenantID
    public var entry: LogEntry
    /// Why it matches.
    public var highlights: [QueryHighlight]

    public init(tenant: TenantID, entry: LogEntry, highlights: [QueryHighlight]) {
        self.tenant = tenant
        self.entry = entry
        self.highlights = highlights
    }

    /// - Throws: What `DatasetEvent(leaf:)` throws.
    public func event() throws(AuditError) -> DatasetEvent { try DatasetEvent(leaf: entry.bytes) }
}

/// A number that is exact, or a lower bound.
public struct SearchCount: Hashable, Sendable {
    public var value: Int
    /// Whether there are no more than `value`.
    public var isExact: Bool

    public init(_ value: Int, isExact: Bool) {
        self.value = value
        self.isExact = isExact
    }
}

/// The most frequent values of a field.
public struct SearchFacet: Hashable, Sendable {
    public struct Value: Hashable, Sendable {
        public var text: String
        /// Events that have it.
        public var count: Int

        public init(text: String, count: Int) {
            self.text = text
            self.count = count
        }
    }

    /// By count, then by text.
    public var values: [Value]
    /// The events that were counted: all that match, or the newest of them.
    public var events: SearchCount

    public init(values: [Value], events: SearchCount) {
        self.values = values
        self.events = events
    }
}

/// Events by stretch of time, in the order of time; stretches without events are among them.
public struct SearchHistogram: Hashable, Sendable {
    public struct Bucket: Hashable, Sendable {
        public var start: Timestamp
        public var count: Int

        public init(start: Timestamp, count: Int) {
            self.start = start
            self.count = count
        }
    }

    public var buckets: [Bucket]
    /// The events that were counted: all that match, or the newest of them.
    public var events: SearchCount

    /// Stretches in one histogram, at most.
    public static let maximumBuckets = 10_000

    public init(buckets: [Bucket], events: SearchCount) {
        self.buckets = buckets
        self.events = events
    }
}
