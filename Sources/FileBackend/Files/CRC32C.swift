import CNexusSystem

/// CRC-32C (Castagnoli, RFC 3720 appendix B.4): by the processor's own instruction where it has one, else eight bytes a
/// step by eight tables.
package struct CRC32C: Sendable {
    private var state: UInt32 = 0xFFFF_FFFF

    package init() {}

    package var value: UInt32 { ~state }

    private static let hasInstruction = nexus_has_crc32c() != 0

    package mutating func update(_ bytes: UnsafeRawBufferPointer) {
        if Self.hasInstruction {
            state = nexus_crc32c(state, bytes.baseAddress, bytes.count)
        } else {
            updateByTables(bytes)
        }
    }

    /// As `update`, on any processor.
    package mutating func updateByTables(_ bytes: UnsafeRawBufferPointer) {
        var crc = state
        var place = 0
        Self.tables.withUnsafeBufferPointer { tables in
            while bytes.count - place >= 8 {
                let word =
                    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) ^ UInt64(crc)
                crc = tables[7 * 256 + Int(word & 0xFF)]
                crc ^= tables[6 * 256 + Int(word >> 8 & 0xFF)]
                crc ^= tables[5 * 256 + Int(word >> 16 & 0xFF)]
                crc ^= tables[4 * 256 + Int(word >> 24 & 0xFF)]
                crc ^= tables[3 * 256 + Int(word >> 32 & 0xFF)]
                crc ^= tables[2 * 256 + Int(word >> 40 & 0xFF)]
                crc ^= tables[1 * 256 + Int(word >> 48 & 0xFF)]
                crc ^= tables[Int(word >> 56)]
                place += 8
            }
            while place < bytes.count {
                crc = crc >> 8 ^ tables[Int((crc ^ UInt32(bytes[place])) & 0xFF)]
                place += 1
            }
        }
        state = crc
    }

    package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

    package static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var crc = CRC32C()
        crc.update(bytes)
        return crc.value
    }

    /// Of a text and bytes behind it.
    static func of(_ text: String.UTF8View, _ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var crc = CRC32C()
        if text.withContiguousStorageIfAvailable({ crc.update(UnsafeRawBufferPointer($0)) }) == nil {
            crc.update(Array(text))
        }
        crc.update(bytes)
        return crc.value
    }

    /// `tables[k * 256 + b]` advances the byte `b` by `k` further zero bytes; the reflected polynomial is 0x82F63B78.
    private static let tables: [UInt32] = {
        var tables = [UInt32](repeating: 0, count: 8 * 256)
        for byte in 0..<256 {
            var crc = UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0x82F6_3B78 : crc >> 1 }
            tables[byte] = crc
        }
        for table in 1..<8 {
            for byte in 0..<256 {
                let previous = tables[(table - 1) * 256 + byte]
                tables[table * 256 + byte] = previous >> 8 ^ tables[Int(previous & 0xFF)]
            }
        }
        return tables
    }()
}
