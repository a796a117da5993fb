package import AuditEvents
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A sorted, immutable file of event-id keys and their indexes, searched in place.
///
/// 24 bytes of header (magic, count, CRC-32C of the records), then 24 bytes a record: key and index, little-endian.
/// Mapped read-only: the page cache holds what is hot, the process nothing.
package final class IDRun: Sendable {
    static let magic: UInt64 = 0x3130_4449_5558_454E  // "NEXUID01"
    static let headerSize = 24
    package static let recordSize = 24

    package struct Record: Hashable, Sendable {
        package var key: IDKey
        package var index: UInt64

        package init(key: IDKey, index: UInt64) {
            self.key = key
            self.index = index
        }
    }

    package let name: String
    package let count: Int
    private let checksum: UInt32
    // The map is read-only and lives as long as this object.
    nonisolated(unsafe) private let map: UnsafeRawBufferPointer

    /// - Throws: `corrupt` for a file that is no whole run, `io`.
    package init(folder: String, name: String) throws(AuditError) {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw AuditError(
                .corrupt, "the event-id run \(path) cannot be opened (\(Errno(rawValue: errno))); run nexus rebuild")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size >= Self.headerSize,
            let base = mmap(nil, Int(status.st_size), PROT_READ, MAP_SHARED, descriptor, 0), base != MAP_FAILED
        else { throw AuditError(.corrupt, "the event-id run \(path) is cut short; run nexus rebuild") }
        let map = UnsafeRawBufferPointer(start: base, count: Int(status.st_size))
        let records = (map.count - Self.headerSize) / Self.recordSize
        guard map.little(0, UInt64.self) == Self.magic, map.little(8, UInt64.self) == UInt64(records),
            map.count == Self.headerSize + records * Self.recordSize
        else {
            munmap(base, map.count)
            throw AuditError(.corrupt, "the event-id run \(path) is not whole; run nexus rebuild")
        }
        self.map = map
        self.name = name
        count = records
        checksum = map.little(16, UInt32.self)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: map.baseAddress!), map.count) }

    package func record(_ place: Int) -> Record {
        let offset = Self.headerSize + place * Self.recordSize
        return Record(
            key: IDKey(high: map.little(offset, UInt64.self), low: map.little(offset + 8, UInt64.self)),
            index: map.little(offset + 16, UInt64.self))
    }

    /// Whether the records are what was written.
    package var isIntact: Bool {
        CRC32C.of(UnsafeRawBufferPointer(rebasing: map[Self.headerSize...])) == checksum
    }

    /// Interpolation first, since keys are uniform; halving when that does not close in.
    package func index(of key: IDKey) -> UInt64? {
        var low = 0
        var high = count
        var step = 0
        while low < high {
            let middle: Int
            if step < 4, high - low > 8 {
                let first = record(low).key.high
                let last = record(high - 1).key.high
                guard key.high >= first, key.high <= last else { return nil }
                let share = last == first ? 0 : Double(key.high - first) / Double(last - first)
                middle = low + min(high - low - 1, Int(share * Double(high - low)))
                step += 1
            } else {
                middle = (low + high) / 2
            }
            let found = record(middle)
            if found.key == key { return found.index }
            if found.key < key { low = middle + 1 } else { high = middle }
        }
        return nil
    }
}
