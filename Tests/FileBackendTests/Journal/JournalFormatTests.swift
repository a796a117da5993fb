import AuditEvents
import FileBackend
import Testing

@Suite struct JournalFormatTests {
    /// RFC 3720 appendix B.4.
    private static let published: [([UInt8], UInt32)] = [
        ([UInt8](repeating: 0, count: 32), 0x8A91_36AA),
        ([UInt8](repeating: 0xFF, count: 32), 0x62A8_AB43),
        ([UInt8](0..<32), 0x46DD_794E),
        ([UInt8]((0..<32).reversed()), 0x113F_DB5C),
    ]

    @Test(arguments: published)
    func crc32cGivesThePublishedValues(_ bytes: [UInt8], _ expected: UInt32) {
        #expect(bytes.withUnsafeBytes(CRC32C.of) == expected)
    }

    @Test func crc32cOfPartsIsThatOfTheWhole() {
        let bytes = (0..<1_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let whole = bytes.withUnsafeBytes(CRC32C.of)
        for cut in [0, 1, 7, 8, 9, 500, 999, 1_000] {
            var crc = CRC32C()
            crc.update(Array(bytes[..<cut]))
            crc.update(Array(bytes[cut...]))
            #expect(crc.value == whole)
        }
    }

    /// The processor's instruction and the tables are one function.
    @Test func crc32cByTablesIsTheSame() {
        for count in [0, 1, 7, 8, 9, 63, 64, 1_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 151 &+ 7) }
            var crc = CRC32C()
            bytes.withUnsafeBytes { crc.updateByTables($0) }
            #expect(crc.value == bytes.withUnsafeBytes(CRC32C.of))
        }
    }

    @Test func segmentHeaderRoundTripsAndEveryFlippedBitIsSeen() {
        let header = SegmentHeader(number: 7, firstBatch: 99, supersedes: 7)
        let bytes = header.encoded
        #expect(bytes.count == JournalFormat.segmentHeaderSize)
        #expect(bytes.withUnsafeBytes { SegmentHeader($0) } == header)
        for bit in 0..<bytes.count * 8 {
            var damaged = bytes
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            #expect(damaged.withUnsafeBytes { SegmentHeader($0) } == nil, "bit \(bit)")
        }
    }

    private func batch(_ ids: [String], sequence: UInt64, in segment: SegmentHeader) -> [UInt8] {
        var batch = BatchEncoder()
        batch.begin()
        for (place, id) in ids.enumerated() {
            _ = Array(id.utf8).withUnsafeBytes { content in
                batch.append(
                    tenant: anna, index: UInt64(place), recordedAt: start, key: IDKey(tenant: anna, eventID: id),
                    isControl: place == 1, content: content)
            }
        }
        batch.finish(sequence: sequence, in: segment)
        return batch.bytes
    }

    private func scan(_ bytes: [UInt8]) throws -> (contents: [String], end: JournalScanner.End?) {
        let folder = Folder()
        let path = folder.path + "/segment"
        let file = try PosixFileSystem().open(path, .create)
        try file.write(bytes, at: 0)
        guard var scanner = try JournalScanner(file: file, path: path) else { return ([], nil) }
        var contents: [String] = []
        let end = try scanner.scan { record, content in
            #expect(record.tenant == anna && record.recordedAt == start)
            #expect(Array(bytes[record.content]) == Array(content))
            contents.append(String(decoding: content, as: UTF8.self))
        }
        return (contents, end)
    }

    @Test func scannerReadsWhatTheEncoderWrote() throws {
        let segment = SegmentHeader(number: 1, firstBatch: 5, supersedes: 0)
        let bytes =
            segment.encoded + batch(["a", "b"], sequence: 5, in: segment) + batch(["c"], sequence: 6, in: segment)
        let result = try scan(bytes + [UInt8](repeating: 0, count: 5_000))
        #expect(result.contents == ["a", "b", "c"])
        #expect(result.end == .clean)
    }

    @Test func everyFlippedBitOfABatchIsSeenAndNothingOfItIsRead() throws {
        let segment = SegmentHeader(number: 1, firstBatch: 1, supersedes: 0)
        let first = segment.encoded + batch(["first"], sequence: 1, in: segment)
        let second = batch(["second", "third"], sequence: 2, in: segment)
        let last = batch(["last"], sequence: 3, in: segment)
        for bit in stride(from: 0, to: second.count * 8, by: 3) {
            var damaged = second
            damaged[bit / 8] ^= 1 << UInt8(bit % 8)
            let atTheEnd = try scan(first + damaged)
            #expect(atTheEnd.contents == ["first"])
            #expect(atTheEnd.end == .torn, "bit \(bit)")
            let inTheMiddle = try scan(first + damaged + last)
            #expect(inTheMiddle.contents == ["first"])
            #expect(inTheMiddle.end == .damaged(next: first.count + second.count), "bit \(bit)")
        }
    }

    @Test func batchesOfAnotherSegmentsLifeAreNotTakenForThisOnes() throws {
        let segment = SegmentHeader(number: 1, firstBatch: 1, supersedes: 0)
        let earlier = SegmentHeader(number: 1, firstBatch: 1, supersedes: 0)
        let result = try scan(segment.encoded + batch(["stale"], sequence: 1, in: earlier))
        #expect(result.contents.isEmpty)
        #expect(result.end == .torn)
    }
}
