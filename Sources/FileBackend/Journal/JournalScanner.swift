package import AuditEvents

/// Reads a segment from front to back, batch by batch; recovery, readers and `verify` all walk the journal with it.
///
/// Remembers where it stands, so that a growing segment can be followed.
package struct JournalScanner: Sendable {
    /// Why the walk ended where it did.
    package enum End: Hashable, Sendable {
        /// Nothing after the last batch: the end of the file, or zeros.
        case clean
        /// Something after the last batch that is no whole batch, and nothing valid after it: a write that was cut off.
        case torn
        /// Something that is no whole batch, with a valid batch after it at `next`: damage.
        case damaged(next: Int)
    }

    package let header: SegmentHeader
    package let path: String
    private let file: any OpenFile
    /// Where the next batch begins.
    package private(set) var offset = JournalFormat.segmentHeaderSize
    /// The sequence that the next batch must have.
    package private(set) var nextSequence: UInt64

    /// - Returns: nil if the segment's header is damaged or cut.
    package init?(file: any OpenFile, path: String) throws(FileError) {
        let bytes = try file.bytes(at: 0, count: JournalFormat.segmentHeaderSize)
        guard let header = bytes.withUnsafeBytes({ SegmentHeader($0) }) else { return nil }
        self.file = file
        self.path = path
        self.header = header
        nextSequence = header.firstBatch
    }

    /// Walks the whole batches that follow.
    ///
    /// - Parameter visit: Gets each record and its leaf's bytes, which are valid during the call only.
    /// - Returns: What follows them.
    package mutating func scan(
        _ visit: (JournalRecord, UnsafeRawBufferPointer) throws(AuditError) -> Void
    ) throws(AuditError) -> End {
        try scanBatches(visit)
        return try AuditError.wrap { () throws(FileError) in try whatFollows() }
    }

    /// Walks the whole batches that follow, and does not look at what is behind them.
    package mutating func scanBatches(
        _ visit: (JournalRecord, UnsafeRawBufferPointer) throws(AuditError) -> Void
    ) throws(AuditError) {
        while let batch = try AuditError.wrap({ () throws(FileError) in try readBatch(at: offset) }) {
            guard batch.header.sequence == nextSequence else { break }
            try batch.bytes.withUnsafeBytesThrowing { (bytes) throws(AuditError) in
                for record in batch.records {
                    let local = record.content.lowerBound - batch.start..<record.content.upperBound - batch.start
                    try visit(record, UnsafeRawBufferPointer(rebasing: bytes[local]))
                }
            }
            offset = batch.start + batch.bytes.count
            nextSequence += 1
        }
    }

    private struct Batch {
        var header: BatchHeader
        var start: Int
        /// Header and payload.
        var bytes: [UInt8]
        var records: [JournalRecord]
    }

    private func readBatch(at start: Int) throws(FileError) -> Batch? {
        let head = try file.bytes(at: start, count: JournalFormat.batchHeaderSize)
        guard let batchHeader = head.withUnsafeBytes({ BatchHeader($0, in: header) }),
            batchHeader.payloadSize <= JournalFormat.maximumPayload
        else { return nil }
        let size = JournalFormat.batchHeaderSize + batchHeader.payloadSize
        let bytes = try file.bytes(at: start, count: size)
        guard bytes.count == size, let records = bytes.withUnsafeBytes({ Self.records(of: batchHeader, $0, at: start) })
        else { return nil }
        return Batch(header: batchHeader, start: start, bytes: bytes, records: records)
    }

    /// The batch's records, every checksum verified; nil if one fails.
    private static func records(
        of header: BatchHeader, _ bytes: UnsafeRawBufferPointer, at start: Int
    ) -> [JournalRecord]? {
        var records: [JournalRecord] = []
        records.reserveCapacity(min(header.recordCount, bytes.count / JournalFormat.recordHeaderSize))
        var frames = CRC32C()
        var place = JournalFormat.batchHeaderSize
        while place < bytes.count {
            guard bytes.count - place >= JournalFormat.recordHeaderSize else { return nil }
            let frame = UnsafeRawBufferPointer(rebasing: bytes[place..<place + JournalFormat.recordHeaderSize])
            frames.update(frame)
            let contentSize = Int(frame.little(0, UInt32.self))
            let nameSize = Int(frame[41])
            let body = place + JournalFormat.recordHeaderSize
            guard bytes.count - body >= nameSize + contentSize else { return nil }
            let content = body + nameSize..<body + nameSize + contentSize
            guard
                CRC32C.of(UnsafeRawBufferPointer(rebasing: bytes[body..<content.upperBound]))
                    == frame.little(4, UInt32.self),
                let tenant = TenantID(String(decoding: bytes[body..<body + nameSize], as: UTF8.self))
            else { return nil }
            records.append(
                JournalRecord(
                    tenant: tenant, index: frame.little(8, UInt64.self),
                    recordedAt: Timestamp(microseconds: Int64(bitPattern: frame.little(16, UInt64.self))),
                    key: IDKey(high: frame.little(24, UInt64.self), low: frame.little(32, UInt64.self)),
                    isControl: frame[40] & 1 == 1, offset: start + place,
                    content: start + content.lowerBound..<start + content.upperBound))
            place = content.upperBound
        }
        guard records.count == header.recordCount, frames.value == header.framesCRC else { return nil }
        return records
    }

    /// Looks for anything after the last good batch, a window at a time.
    private func whatFollows() throws(FileError) -> End {
        let window = 1 << 20
        var start = offset
        var isZero = true
        while true {
            // Windows overlap by a header, so that none is missed at a seam.
            let bytes = try file.bytes(at: start, count: window + JournalFormat.batchHeaderSize)
            if isZero { isZero = bytes.allSatisfy { $0 == 0 } }
            if !isZero {
                var place = start == offset ? 1 : 0
                while place + JournalFormat.batchHeaderSize <= bytes.count, place < window {
                    if bytes[place] == UInt8(truncatingIfNeeded: JournalFormat.batchMagic),
                        let found = bytes.withUnsafeBytes({ buffer in
                            BatchHeader(UnsafeRawBufferPointer(rebasing: buffer[place...]), in: header)
                        }), found.sequence >= nextSequence, try readBatch(at: start + place) != nil
                    {
                        return .damaged(next: start + place)
                    }
                    place += 1
                }
            }
            if bytes.count <= window { return isZero ? .clean : .torn }
            start += window
        }
    }

    /// The first record of the batch at `offset` whose checksum fails, for a finding; nil if the headers are damaged.
    package func firstDamagedRecord() throws(FileError) -> Int? {
        let head = try file.bytes(at: offset, count: JournalFormat.batchHeaderSize)
        guard let batchHeader = head.withUnsafeBytes({ BatchHeader($0, in: header) }),
            batchHeader.payloadSize <= JournalFormat.maximumPayload
        else { return nil }
        let bytes = try file.bytes(at: offset, count: JournalFormat.batchHeaderSize + batchHeader.payloadSize)
        return bytes.withUnsafeBytes { buffer in
            var place = JournalFormat.batchHeaderSize
            while buffer.count - place >= JournalFormat.recordHeaderSize {
                let body = place + JournalFormat.recordHeaderSize
                let end = body + Int(buffer[place + 41]) + Int(buffer.little(place, UInt32.self))
                guard end <= buffer.count,
                    CRC32C.of(UnsafeRawBufferPointer(rebasing: buffer[body..<end]))
                        == buffer.little(place + 4, UInt32.self)
                else { return offset + place }
                place = end
            }
            return nil
        }
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` for a body with a typed error.
    func withUnsafeBytesThrowing<Failure: Error>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        let result = withUnsafeBytes { bytes in
            Result { () throws(Failure) in try body(bytes) }
        }
        try result.get()
    }
}
