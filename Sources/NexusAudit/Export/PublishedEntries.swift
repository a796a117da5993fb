import AuditEvents
import MerkleLog

/// The entries of a log that are under its last checkpoint.
struct PublishedEntries: Sendable {
    private static let blockLength: UInt64 = 256

    let reader: any LogReader
    let tenant: TenantID
    let checkpoint: SignedCheckpoint
    var size: UInt64 { checkpoint.checkpoint.size }

    /// - Throws: `not_found` without a log, `not_published` without a checkpoint, `corrupt` for one that is not the
    ///   log's own.
    init(reader: any LogReader, tenant: TenantID) async throws(AuditError) {
        self.reader = reader
        self.tenant = tenant
        guard let checkpoint = try await reader.checkpoint(of: tenant) else {
            if try await reader.size(of: tenant) == 0 {
                throw AuditError(.notFound, "there is no log of \(tenant)", tenantID: tenant.description)
            }
            throw AuditError(
                .notPublished, "the log of \(tenant) has no checkpoint yet: publish it", isRetryable: true,
                tenantID: tenant.description)
        }
        guard checkpoint.isSigned(by: reader.verifier.named(reader.origin(of: tenant))) == true else {
            throw AuditError(
                .corrupt, "the checkpoint of \(tenant) is not signed by the instance's key: verify the log",
                tenantID: tenant.description)
        }
        self.checkpoint = checkpoint
    }

    /// Calls `body` with every entry of a range, in order.
    func forEach(
        in range: Range<UInt64>, progress: (@Sendable (UInt64, UInt64) -> Void)? = nil,
        _ body: (LogEntry) throws(AuditError) -> Void
    ) async throws(AuditError) {
        var next = range.lowerBound
        while next < range.upperBound {
            let block = try await block(from: next, upTo: range.upperBound)
            for entry in block { try body(entry) }
            next += UInt64(block.count)
            progress?(next - range.lowerBound, range.upperBound - range.lowerBound)
        }
    }

    /// One or more entries.
    private func block(from index: UInt64, upTo end: UInt64) async throws(AuditError) -> ArraySlice<LogEntry> {
        let limit = Int(min(Self.blockLength, end - index))
        let block = try await reader.entries(of: tenant, from: index, limit: limit).prefix(limit)
        guard !block.isEmpty, block.indices.allSatisfy({ block[$0].index == index + UInt64($0) }) else {
            throw corrupt("entry \(index) of \(tenant) cannot be read")
        }
        return block
    }

    private func corrupt(_ what: String) -> AuditError {
        AuditError(.corrupt, "\(what): verify the log", tenantID: tenant.description)
    }

    // MARK: - Time

    /// The smallest contiguous range that holds every entry recorded within a span.
    ///
    /// The order of stamps is only true to ten seconds. Two binary searches find the stretch outside of which no entry
    /// can be in the span, reading a few entries; what is in the stretch and not in the span is within a margin of
    /// twice the tolerance on either side, and is read through.
    ///
    /// - Returns: An empty range if there is no such entry.
    func indexes(recordedIn span: TimeSpan) async throws(AuditError) -> Range<UInt64> {
        let start = try await boundary(in: 0..<size) { span.isCertainlyAfter($0) }
        let end = try await boundary(in: start..<size) { !span.isCertainlyBefore($0) }
        guard let first = try await firstIndex(in: start..<end, span) else { return start..<start }
        return first..<(try await lastIndex(in: first..<end, span) + 1)
    }

    /// An index to the left of which `isLeft` holds at the neighbour, and at which it does not; not the only one, where
    /// stamps are out of order.
    private func boundary(
        in range: Range<UInt64>, isLeft: (Timestamp) -> Bool
    ) async throws(AuditError) -> UInt64 {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            let entry = try await block(from: middle, upTo: middle + 1)[0]
            if isLeft(try recordedAt(entry)) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func firstIndex(in range: Range<UInt64>, _ span: TimeSpan) async throws(AuditError) -> UInt64? {
        var next = range.lowerBound
        while next < range.upperBound {
            let block = try await block(from: next, upTo: range.upperBound)
            for entry in block where span.contains(try recordedAt(entry)) { return entry.index }
            next += UInt64(block.count)
        }
        return nil
    }

    /// - Precondition: The first entry of `range` is in the span.
    private func lastIndex(in range: Range<UInt64>, _ span: TimeSpan) async throws(AuditError) -> UInt64 {
        var end = range.upperBound
        while end > range.lowerBound {
            let start = end - min(Self.blockLength, end - range.lowerBound)
            var last: UInt64?
            var next = start
            while next < end {
                let block = try await block(from: next, upTo: end)
                for entry in block where span.contains(try recordedAt(entry)) { last = entry.index }
                next += UInt64(block.count)
            }
            if let last { return last }
            end = start
        }
        return range.lowerBound
    }

    private func recordedAt(_ entry: LogEntry) throws(AuditError) -> Timestamp {
        guard let time = entry.bytes.withUnsafeBytes({ LeafScan($0)?.recordedAt(in: $0) }) else {
            throw corrupt("entry \(entry.index) of \(tenant) does not say when it was recorded")
        }
        return time
    }
}
