/// The line in `journal/published`: the last batch that the published logs cover, and its CRC-32C in hex.
///
/// An open that finds a journal ending before that batch has lost something that was under a checkpoint.
struct JournalNote: Hashable, Sendable {
    var sequence: UInt64

    init(sequence: UInt64) { self.sequence = sequence }

    /// - Returns: nil unless the bytes are exactly what `encoded` makes.
    init?(_ bytes: [UInt8]) {
        guard let digits = String(decoding: bytes, as: UTF8.self).split(separator: " ").first,
            let sequence = UInt64(digits)
        else { return nil }
        self.init(sequence: sequence)
        guard encoded == bytes else { return nil }
    }

    var encoded: [UInt8] {
        let digits = String(sequence)
        let checksum = Array(digits.utf8).withUnsafeBytes(CRC32C.of)
        return Array("\(digits) \(String(checksum, radix: 16))\n".utf8)
    }
}
