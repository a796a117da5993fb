public import AuditEvents
public import AuditQuery

/// Events that match a query, as they are accepted: an endless sequence that misses nothing and repeats nothing.
///
/// It reads the logs themselves, so that it needs no index and lags by a tenth of a second at most. Entries of one log come
/// in the order of their indexes. A consumer that notes `Event.cursor` goes on from there after any interruption.
///
/// ```swift
/// for try await event in audit.events(matching: try EventQuery("outcome:denied"), tenant: tenant) {
///     print(try event.hit.event().action)
/// }
/// ```
public struct LogTail: AsyncSequence, Sendable {
    /// From where on.
    public enum Start: Sendable {
        /// What is accepted from now on.
        case now
        /// Everything.
        case beginning
        case cursor(TailCursor)
    }

    /// An event, and where to go on behind it.
    public struct Event: Sendable {
        public let hit: SearchHit
        public let cursor: TailCursor
    }

    let reader: any LogReader
    let matcher: QueryMatcher
    let tenant: TenantID?
    let start: Start
    let interval: Duration

    /// - Parameters:
    ///   - reader: Of the logs.
    ///   - tenant: Whose log; nil for all of them.
    ///   - now: What relative times in the query are counted from.
    ///   - interval: How often to look for new entries.
    public init(
        _ query: EventQuery, of reader: any LogReader, tenant: TenantID?, from start: Start = .now,
        now: Timestamp = .now(), interval: Duration = .milliseconds(100)
    ) {
        self.reader = reader
        matcher = QueryMatcher(query, now: now)
        self.tenant = tenant
        self.start = start
        self.interval = interval
    }

    public func makeAsyncIterator() -> Iterator { Iterator(tail: self) }

    public struct Iterator: AsyncIteratorProtocol {
        private let tail: LogTail
        private let box = QueryDocument.Box()
        /// The next index of each log; what is not in it has not been seen.
        private var cursor: TailCursor?
        private var waiting: [(tenant: TenantID, size: UInt64)] = []
        private var entries: ArraySlice<LogEntry> = []

        fileprivate init(tail: LogTail) { self.tail = tail }

        /// Where to go on behind everything that was looked at, whether it matched or not.
        public var position: TailCursor? { cursor }

        /// - Returns: nil once the task is cancelled.
        /// - Throws: `AuditError`: `corrupt`, `io`, `store_closed`.
        public mutating func next() async throws(AuditError) -> Event? {
            while !Task.isCancelled {
                if var cursor = try await begin() {
                    let tenant = waiting.last?.tenant
                    while let entry = entries.popFirst(), let tenant {
                        cursor[tenant] = entry.index + 1
                        guard try tail.matcher.matches(entry.bytes, &box.document) else { continue }
                        self.cursor = cursor
                        let hit = SearchHit(
                            tenant: tenant, entry: entry, highlights: try tail.matcher.highlights(entry.bytes))
                        return Event(hit: hit, cursor: cursor)
                    }
                    self.cursor = cursor
                }
                if try await readOn() { continue }
                do { try await Task.sleep(for: tail.interval) } catch { return nil }
            }
            return nil
        }

        private mutating func begin() async throws(AuditError) -> TailCursor? {
            if let cursor { return cursor }
            switch tail.start {
            case .beginning: cursor = TailCursor()
            case .cursor(let given): cursor = given
            case .now: cursor = TailCursor(next: try await tail.sizes())
            }
            return cursor
        }

        /// Reads the next entries of a log that has grown.
        ///
        /// - Returns: Whether there may be any.
        private mutating func readOn() async throws(AuditError) -> Bool {
            if waiting.isEmpty {
                for (tenant, size) in try await tail.sizes() where size > (cursor?[tenant] ?? 0) {
                    waiting.append((tenant, size))
                }
                waiting.sort { $0.tenant > $1.tenant }
            }
            guard let (tenant, size) = waiting.last else { return false }
            let next = cursor?[tenant] ?? 0
            if next >= size {
                waiting.removeLast()
                return true
            }
            entries = try await tail.reader.entries(
                of: tenant, from: next, limit: Int(Swift.min(256, size - next)))[...]
            if entries.isEmpty { waiting.removeLast() }
            return true
        }
    }

    private func sizes() async throws(AuditError) -> [TenantID: UInt64] {
        guard let tenant else { return try await reader.sizes() }
        return [tenant: try await reader.size(of: tenant)]
    }
}

/// Where to go on in every log: opaque to whoever passes it on.
public struct TailCursor: Hashable, Sendable {
    private var next: [TenantID: UInt64]

    init(next: [TenantID: UInt64] = [:]) { self.next = next }

    /// The first index not seen yet.
    package subscript(tenant: TenantID) -> UInt64 {
        get { next[tenant] ?? 0 }
        set { next[tenant] = newValue }
    }
}

extension TailCursor: CustomStringConvertible, LosslessStringConvertible {
    public var description: String {
        let places = next.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        return OpaqueText.encoded("1 " + places.joined(separator: " "))
    }

    /// - Returns: nil for a text that is no cursor.
    public init?(_ text: String) {
        guard let parts = OpaqueText.decoded(text)?.split(separator: " "), parts.first == "1" else { return nil }
        next = [:]
        for part in parts.dropFirst() {
            let sides = part.split(separator: "=")
            guard sides.count == 2, let tenant = TenantID(String(sides[0])), let index = UInt64(sides[1]) else {
                return nil
            }
            next[tenant] = index
        }
    }
}
