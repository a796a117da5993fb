/// The file `ids/runs`: a line for each run that counts, and a last line with their number and the CRC-32C of what is
/// above it in hex.
struct IDManifest: Hashable, Sendable {
    var runs: [String]

    init(runs: [String]) { self.runs = runs }

    /// - Returns: nil unless the bytes are exactly what `encoded` makes.
    init?(_ bytes: [UInt8]) {
        runs = String(decoding: bytes, as: UTF8.self).split(separator: "\n").dropLast().map(String.init)
        guard runs.allSatisfy({ $0.hasSuffix(".run") }), encoded == bytes else { return nil }
    }

    var encoded: [UInt8] {
        let list = Array(runs.map { $0 + "\n" }.joined().utf8)
        let checksum = list.withUnsafeBytes(CRC32C.of)
        return list + Array("\(runs.count) \(String(checksum, radix: 16))\n".utf8)
    }
}
