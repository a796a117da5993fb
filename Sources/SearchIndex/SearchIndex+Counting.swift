public import AuditEvents
public import AuditQuery
import GRDB
public import NexusAudit

extension SearchIndex {
    public func facet(
        _ field: QueryField, limit: Int, of scope: SearchScope
    ) async throws(AuditError) -> SearchFacet {
        guard (1...10_000).contains(limit) else {
            throw AuditError(
                .invalidQuery, "a facet has 1 to 10,000 values", field: "limit", limit: 10_000, actual: limit)
        }
        let question = try await question(scope)
        var scan = EventScan(question, order: .newestFirst, cursor: nil)
        var counts: [String: Int] = [:]
        var events = 0
        while events < options.facetLimit,
            let found = try await scan.next(
                wanted: options.facetLimit - events,
                look: { event in
                    for value in event.values(of: field) { counts[value, default: 0] += 1 }
                })
        {
            events += found.count
        }
        let values = counts.map { SearchFacet.Value(text: $0.key, count: $0.value) }
            .sorted { ($1.count, $0.text) < ($0.count, $1.text) }
        return SearchFacet(
            values: Array(values.prefix(limit)), events: SearchCount(events, isExact: scan.isAtEnd))
    }

    public func histogram(
        width: Int64, of scope: SearchScope
    ) async throws(AuditError) -> SearchHistogram {
        guard width >= 1_000 else {
            throw AuditError(
                .invalidQuery, "a stretch of a histogram is a millisecond or longer", field: "width", limit: 1_000,
                actual: Int(width))
        }
        let question = try await question(scope)
        if !question.plan.isExact { return try await readHistogram(width, question) }
        // The terms hold the tenant already, and the row need not be looked at for it.
        let rows = EventRows(plan: question.plan, tenant: nil, order: .oldestFirst)
        let counts = try await read { database in
            guard let first = try rows.end(isFirst: true, database), let last = try rows.end(isFirst: false, database)
            else {
                return BucketCounts(width: width)
            }
            var counts = BucketCounts(width: width)
            let (low, high) = (IndexSchema.milliseconds(of: first), IndexSchema.milliseconds(of: last))
            try counts.check(low * 1_000, high * 1_000)
            // A question costs something too: few events are looked at in one.
            let isFew = try rows.count(limit: HistogramPart.few, database).isExact
            let isSplit = !isFew && !rows.plan.terms.hasBeginning
            for part in HistogramPart.parts(of: first...last, width: width, isSplit: isSplit) {
                try rows.forEachMoment(part.ids, isExact: part.isAtEdge, database) { counts.add($0) }
            }
            return counts
        }
        return counts.histogram(isExact: true)
    }

    /// By reading the events, where the index alone cannot tell which match.
    private func readHistogram(_ width: Int64, _ question: Question) async throws(AuditError) -> SearchHistogram {
        var scan = EventScan(question, order: .newestFirst, cursor: nil)
        var counts = BucketCounts(width: width)
        while try await scan.next(
            wanted: 4_096,
            look: { event in
                let recorded = event.member(.recordedAt).flatMap { Timestamp(event.tape.string($0)) }
                counts.add(recorded?.microseconds ?? 0)
            }) != nil
        {
            if let (low, high) = counts.ends { try counts.check(low, high) }
        }
        return counts.histogram(isExact: scan.isAtEnd)
    }
}

/// A stretch of ids to be counted, by their milliseconds alone or each by its `recorded_at`.
struct HistogramPart: Hashable {
    var ids: ClosedRange<Int64>
    /// Whether some of it may have been recorded before the bucket's beginning, so that each must be looked at.
    var isAtEdge: Bool

    /// Events that are looked at sooner than asked for by bucket.
    static let few = 20_000

    /// Buckets of which each is asked for by itself, at most.
    private static let maximumQuestions: Int64 = 512

    /// - Parameters:
    ///   - width: Of a bucket, in microseconds.
    ///   - isSplit: Whether more than one question may be asked.
    static func parts(of ids: ClosedRange<Int64>, width: Int64, isSplit: Bool) -> [HistogramPart] {
        let slack = IndexSchema.orderSlack * 1_000
        let (low, high) = (
            IndexSchema.milliseconds(of: ids.lowerBound) * 1_000 / width,
            IndexSchema.milliseconds(of: ids.upperBound) * 1_000 / width
        )
        guard isSplit, width >= 2 * slack, high - low < maximumQuestions else {
            return [HistogramPart(ids: ids, isAtEdge: true)]
        }
        return (low...high).flatMap { bucket in
            let start = IndexSchema.firstID(of: bucket * width / 1_000)
            let inner = IndexSchema.firstID(of: (bucket * width + slack) / 1_000)
            let end = IndexSchema.firstID(of: (bucket + 1) * width / 1_000)
            return [
                HistogramPart(ids: start...(inner - 1), isAtEdge: true),
                HistogramPart(ids: inner...(end - 1), isAtEdge: false),
            ].filter { $0.ids.overlaps(ids) }.map { HistogramPart(ids: $0.ids.clamped(to: ids), isAtEdge: $0.isAtEdge) }
        }
    }
}

extension QueryDocument {
    /// Every value once.
    fileprivate func values(of field: QueryField) -> Set<String> {
        var values: Set<String> = []
        switch field {
        case .named(.resource): values.formUnion(resourceTexts().prefix(1))
        case .named(.train):
            _ = contains(.train) { place in
                values.insert(tape.bool(place) ? "yes" : "no")
                return false
            }
        case .named(let name):
            _ = contains(name) { place in
                values.insert(withText(place) { String(decoding: $0, as: UTF8.self) })
                return false
            }
        case .path(let keys):
            _ = contains(path: keys) { place in
                values.insert(withText(place) { String(decoding: $0, as: UTF8.self) })
                return false
            }
        }
        return values
    }
}

/// Counts of events by stretch of time.
private struct BucketCounts: Sendable {
    let width: Int64
    private var counts: [Int64: Int] = [:]
    private var last: (bucket: Int64, count: Int)?
    private var events = 0

    init(width: Int64) { self.width = width }

    private func bucket(_ microseconds: Int64) -> Int64 {
        let (quotient, remainder) = microseconds.quotientAndRemainder(dividingBy: width)
        return remainder < 0 ? quotient - 1 : quotient
    }

    mutating func add(_ microseconds: Int64) {
        events += 1
        let bucket = bucket(microseconds)
        // Events come in the order of time: one bucket after the other.
        if let current = last, current.bucket == bucket {
            last = (bucket, current.count + 1)
        } else {
            settle()
            last = (bucket, 1)
        }
    }

    private mutating func settle() {
        if let last { counts[last.bucket, default: 0] += last.count }
        last = nil
    }

    var ends: (Int64, Int64)? {
        let buckets = counts.keys.map(\.self) + [last?.bucket].compactMap(\.self)
        guard let low = buckets.min(), let high = buckets.max() else { return nil }
        return (low * width, high * width)
    }

    /// - Throws: `invalid_query` for a histogram with too many stretches.
    func check(_ low: Int64, _ high: Int64) throws(AuditError) {
        let count = bucket(high) - bucket(low) + 1
        guard count <= SearchHistogram.maximumBuckets else {
            throw AuditError(
                .invalidQuery, "a histogram of \(count) stretches: ask for longer ones, or for less time with created:",
                field: "width", limit: SearchHistogram.maximumBuckets, actual: Int(count))
        }
    }

    consuming func histogram(isExact: Bool) -> SearchHistogram {
        settle()
        guard let low = counts.keys.min(), let high = counts.keys.max() else {
            return SearchHistogram(buckets: [], events: SearchCount(0, isExact: isExact))
        }
        let buckets = (low...high).map { bucket in
            SearchHistogram.Bucket(start: Timestamp(microseconds: bucket * width), count: counts[bucket] ?? 0)
        }
        return SearchHistogram(buckets: buckets, events: SearchCount(events, isExact: isExact))
    }
}
