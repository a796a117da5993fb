package import AuditEvents

/// The journal's bytes. All integers are little-endian; `Docs/Formats.md` shows the layout.
///
/// A segment is a header and batches. A batch is a header and records; it is written by one call and flushed by one
/// `fdatasync`. Every byte is under a checksum: the batch header under its own, salted with the segment's salt, the
/// record headers under the batch header's, the records' content under their headers'.
package enum JournalFormat {
    package static let segmentHeaderSize = 64
    package static let batchHeaderSize = 32
    package static let recordHeaderSize = 44
    static let segmentMagic: UInt64 = 0x3130_4A53_5558_454E  // "NEXUSJ01"
    static let batchMagic: UInt32 = 0x3142_584E  // "NXB1"
    /// A batch's records, at most: what one flush may carry, and what a reader must be able to hold.
    package static let maximumPayload = 64 * 1024 * 1024
}

/// The first 64 bytes of a segment.
package struct SegmentHeader: Hashable, Sendable {
    /// Rises by one from segment to segment.
    package var number: UInt64
    /// Random: batches of another segment's life in the same blocks cannot be taken for this one's.
    package var salt: (UInt64, UInt64)
    /// The sequence of the segment's first batch.
    package var firstBatch: UInt64
    /// Segments below this number are superseded: this one begins with a copy of what they held unpublished.
    package var supersedes: UInt64

    package static func == (left: Self, right: Self) -> Bool {
        left.number == right.number && left.salt == right.salt && left.firstBatch == right.firstBatch
            && left.supersedes == right.supersedes
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(number) }

    package var encoded: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(JournalFormat.segmentHeaderSize)
        bytes.append(little: JournalFormat.segmentMagic)
        bytes.append(little: number)
        bytes.append(little: salt.0)
        bytes.append(little: salt.1)
        bytes.append(little: firstBatch)
        bytes.append(little: supersedes)
        bytes.append(contentsOf: repeatElement(0, count: 12))
        bytes.append(little: bytes.withUnsafeBytes(CRC32C.of))
        return bytes
    }

    /// - Returns: nil if the bytes are not an undamaged header.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= JournalFormat.segmentHeaderSize,
            bytes.little(0, UInt64.self) == JournalFormat.segmentMagic,
            CRC32C.of(UnsafeRawBufferPointer(rebasing: bytes[..<60])) == bytes.little(60, UInt32.self)
        else { return nil }
        number = bytes.little(8, UInt64.self)
        salt = (bytes.little(16, UInt64.self), bytes.little(24, UInt64.self))
        firstBatch = bytes.little(32, UInt64.self)
        supersedes = bytes.little(40, UInt64.self)
    }

    package init(number: UInt64, firstBatch: UInt64, supersedes: UInt64) {
        self.number = number
        self.firstBatch = firstBatch
        self.supersedes = supersedes
        salt = (.random(in: .min ... .max), .random(in: .min ... .max))
    }
}

/// The first 32 bytes of a batch.
package struct BatchHeader: Hashable, Sendable {
    package var recordCount: Int
    package var sequence: UInt64
    /// Bytes after this header.
    package var payloadSize: Int
    /// CRC-32C over all record headers of the batch, one after the other.
    package var framesCRC: UInt32

    /// - Returns: nil if these are not an undamaged batch header of the segment.
    init?(_ bytes: UnsafeRawBufferPointer, in segment: SegmentHeader) {
        guard bytes.count >= JournalFormat.batchHeaderSize,
            bytes.little(0, UInt32.self) == JournalFormat.batchMagic,
            Self.checksum(UnsafeRawBufferPointer(rebasing: bytes[..<28]), segment) == bytes.little(28, UInt32.self)
        else { return nil }
        recordCount = Int(bytes.little(4, UInt32.self))
        sequence = bytes.little(8, UInt64.self)
        payloadSize = Int(bytes.little(16, UInt32.self))
        framesCRC = bytes.little(20, UInt32.self)
    }

    static func checksum(_ bytes: UnsafeRawBufferPointer, _ segment: SegmentHeader) -> UInt32 {
        var crc = CRC32C()
        withUnsafeBytes(of: segment.salt.0.littleEndian) { crc.update($0) }
        withUnsafeBytes(of: segment.salt.1.littleEndian) { crc.update($0) }
        crc.update(bytes)
        return crc.value
    }
}

/// What the journal says of a record besides its content.
package struct JournalRecord: Hashable, Sendable {
    package var tenant: TenantID
    package var index: UInt64
    package var recordedAt: Timestamp
    package var key: IDKey
    package var isControl: Bool
    /// Where the record's header begins in the segment.
    package var offset: Int
    /// Where the leaf's bytes are in the segment.
    package var content: Range<Int>
}

/// Builds one batch in a buffer that is used again and again.
package struct BatchEncoder: Sendable {
    package private(set) var bytes: [UInt8] = []
    private var frames = CRC32C()
    package private(set) var recordCount = 0

    package init() {}

    package mutating func begin() {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(contentsOf: repeatElement(0, count: JournalFormat.batchHeaderSize))
        frames = CRC32C()
        recordCount = 0
    }

    /// - Returns: Where in the batch the leaf's bytes stand.
    package mutating func append(
        tenant: TenantID, index: UInt64, recordedAt: Timestamp, key: IDKey, isControl: Bool,
        content: UnsafeRawBufferPointer
    ) -> Range<Int> {
        let name = tenant.description.utf8
        withUnsafeTemporaryAllocation(byteCount: JournalFormat.recordHeaderSize, alignment: 8) { header in
            func put(_ value: some FixedWidthInteger, at offset: Int) {
                header.storeBytes(of: value.littleEndian, toByteOffset: offset, as: type(of: value))
            }
            put(UInt32(content.count), at: 0)
            put(CRC32C.of(name, content), at: 4)
            put(index, at: 8)
            put(UInt64(bitPattern: recordedAt.microseconds), at: 16)
            put(key.high, at: 24)
            put(key.low, at: 32)
            put(UInt8(isControl ? 1 : 0), at: 40)
            put(UInt8(name.count), at: 41)
            put(UInt16(0), at: 42)
            frames.update(UnsafeRawBufferPointer(header))
            bytes.append(contentsOf: header)
        }
        bytes.append(contentsOf: name)
        let place = bytes.count
        bytes.append(contentsOf: content)
        recordCount += 1
        return place..<bytes.count
    }

    /// Fills in the header; the batch is then `bytes`.
    package mutating func finish(sequence: UInt64, in segment: SegmentHeader) {
        let payload = bytes.count - JournalFormat.batchHeaderSize
        let count = recordCount
        let framesCRC = frames.value
        bytes.withUnsafeMutableBytes { buffer in
            buffer.storeBytes(of: JournalFormat.batchMagic.littleEndian, toByteOffset: 0, as: UInt32.self)
            buffer.storeBytes(of: UInt32(count).littleEndian, toByteOffset: 4, as: UInt32.self)
            buffer.storeBytes(of: sequence.littleEndian, toByteOffset: 8, as: UInt64.self)
            buffer.storeBytes(of: UInt32(payload).littleEndian, toByteOffset: 16, as: UInt32.self)
            buffer.storeBytes(of: framesCRC.littleEndian, toByteOffset: 20, as: UInt32.self)
            buffer.storeBytes(of: UInt32(0), toByteOffset: 24, as: UInt32.self)
            let crc = BatchHeader.checksum(UnsafeRawBufferPointer(rebasing: buffer[..<28]), segment)
            buffer.storeBytes(of: crc.littleEndian, toByteOffset: 28, as: UInt32.self)
        }
    }
}

extension [UInt8] {
    mutating func append(little value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }
}

extension UnsafeRawBufferPointer {
    func little<Value: FixedWidthInteger>(_ offset: Int, _ type: Value.Type) -> Value {
        Value(littleEndian: loadUnaligned(fromByteOffset: offset, as: type))
    }
}
