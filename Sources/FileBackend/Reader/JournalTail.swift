import AuditEvents
import MerkleLog
import NexusAudit

/// What a reader without a lock knows of the journal: where each log's records are, followed as the writer goes on.
///
/// A batch is seen as soon as it is whole; the last one can be seen a moment before its flush is confirmed.
struct JournalTail {
    private struct Log {
        /// The index of the first record kept.
        var first: UInt64
        var places: [JournalPlace] = []
        var controls: [UInt64] = []
        var keys: [IDKey: UInt64] = [:]
        var next: UInt64 { first + UInt64(places.count) }

        /// Drops what was in segments that are no longer there: the log's oldest records.
        mutating func forget(_ segments: Set<UInt64>) {
            let count = places.prefix { segments.contains($0.segment) }.count
            guard count > 0 else { return }
            places.removeFirst(count)
            first += UInt64(count)
            controls.removeAll { $0 < first }
            keys = keys.filter { $0.value >= first }
        }

        mutating func append(_ record: JournalRecord, segment: UInt64) {
            // A fresh segment repeats what the one before it held unpublished.
            guard record.index == next else { return }
            places.append(
                JournalPlace(segment: segment, offset: record.content.lowerBound, count: record.content.count))
            keys[record.key] = record.index
            if record.isControl { controls.append(record.index) }
        }
    }

    private let layout: StoreLayout
    private let files: any FileSystem
    private var scanners: [UInt64: JournalScanner] = [:]
    private var open: [UInt64: any OpenFile] = [:]
    private var logs: [TenantID: Log] = [:]
    /// The index after the last record of each log that was ever seen.
    private(set) var ends: [TenantID: UInt64] = [:]
    /// Segments that have come and gone: some may have done both between two looks.
    private(set) var turnover = 0

    init(_ layout: StoreLayout, _ files: any FileSystem) {
        self.layout = layout
        self.files = files
    }

    /// Reads on from where the last call stopped.
    mutating func follow() throws(AuditError) {
        let numbers = try AuditError.wrap { () throws(FileError) in try files.segments(in: layout) }
        // What the writer has reclaimed is in bundles, what it has copied in the segments that follow.
        let gone = Set(scanners.keys).subtracting(numbers)
        if !gone.isEmpty {
            turnover += 1
            for number in gone {
                scanners[number] = nil
                open[number] = nil
            }
            for tenant in logs.keys { logs[tenant]!.forget(gone) }
            logs = logs.filter { !$0.value.places.isEmpty }
        }
        for number in numbers where scanners[number] == nil {
            let path = layout.segment(number)
            do throws(FileError) {
                let file = try files.open(path, .read)
                // A damaged header is for `verify` to report; what is in the bundles can still be read.
                guard let scanner = try JournalScanner(file: file, path: path) else { continue }
                scanners[number] = scanner
                open[number] = file
                turnover += 1
            } catch {
                if !error.isMissing { throw AuditError(error) }
            }
        }
        let superseded = scanners.values.map(\.header.supersedes).max() ?? 0
        for number in scanners.keys.sorted() where number >= superseded {
            var scanner = scanners[number]!
            try scanner.scanBatches { (record, _) throws(AuditError) in
                logs[record.tenant, default: Log(first: record.index)].append(record, segment: number)
                ends[record.tenant] = max(ends[record.tenant] ?? 0, record.index + 1)
            }
            scanners[number] = scanner
        }
    }

    var tenants: [TenantID] { Array(logs.keys) }

    /// The index after the log's last record; nil if the journal has none.
    func end(of tenant: TenantID) -> UInt64? { logs[tenant]?.next }

    func place(of index: UInt64, tenant: TenantID) -> (place: JournalPlace, file: any OpenFile)? {
        guard let log = logs[tenant], index >= log.first, index < log.next else { return nil }
        let place = log.places[Int(index - log.first)]
        return open[place.segment].map { (place, $0) }
    }

    func controls(of tenant: TenantID) -> [UInt64] { logs[tenant]?.controls ?? [] }

    func index(of key: IDKey, tenant: TenantID) -> UInt64? { logs[tenant]?.keys[key] }
}
