package import AuditEvents

/// The file `control/<tenant>`: what must be known of a log before its entries are read.
///
/// The first line says up to which size it holds, the newest `recorded_at` in microseconds (`-` for none), how many
/// indexes follow, and the CRC-32C of the other three and of the lines below in hex; each further line is the index of
/// a control event. Written with every publication: a log whose summary is missing or behind its checkpoint is not
/// opened, because a forgotten opt-out would be a silent one.
package struct LogSummary: Hashable, Sendable {
    package var size: UInt64 = 0
    package var newest: Timestamp?
    package var controls: [UInt64] = []

    package init() {}

    /// - Returns: nil unless the bytes are exactly what `encoded` makes.
    package init?(_ bytes: [UInt8]) {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        let head = lines.first?.split(separator: " ") ?? []
        guard head.count == 4, let size = UInt64(head[0]) else { return nil }
        self.size = size
        newest = Int64(head[1]).map { Timestamp(microseconds: $0) }
        controls = lines.dropFirst().compactMap { UInt64($0) }
        guard encoded == bytes else { return nil }
    }

    package var encoded: [UInt8] {
        let head = "\(size) \(newest.map { String($0.microseconds) } ?? "-") \(controls.count) "
        let list = controls.map { "\($0)\n" }.joined()
        let checksum = Array((head + list).utf8).withUnsafeBytes(CRC32C.of)
        return Array("\(head)\(String(checksum, radix: 16))\n\(list)".utf8)
    }
}
