/// JSON Web Tokens (RFC 7515 §7.1, RFC 7516): the header decodes to JSON and names an algorithm.
struct JSONWebToken: Detector {
    var triggers: [Trigger] { [.bytes(ByteSet("e"), then: ByteSet("y"), then: ByteSet("J"))] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text[index + 2] == UInt8(ascii: "J") else { return }
        let header = text.run(from: index, of: .base64URL, limit: Self.longestHeader)
        // What follows in this run was looked at: a token inside it would share its header's characters.
        scan.resume = index + header
        guard header < Self.longestHeader, text[index + header] == UInt8(ascii: "."),
            hasAlgorithm(text, index..<index + header)
        else { return }
        var end = index + header
        for part in 1...4 {
            guard text[end] == UInt8(ascii: ".") else { break }
            let length = text.run(from: end + 1, of: .base64URL)
            // Only an unsecured token's signature is empty; another dot ends a sentence.
            guard length > 0 || part == 2 else { break }
            end += 1 + length
        }
        guard end > index + header + 1 else { return }
        scan.report(.jwt, .secret, index..<end)
        scan.resume = end
    }

    /// In base64 characters; no issuer comes near.
    private static let longestHeader = 4096

    /// Whether the decoded header is an object with a member `alg`.
    private func hasAlgorithm(_ text: Bytes, _ range: Range<Int>) -> Bool {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(range.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for place in range {
            bits = bits << 6 | UInt32(Base64.value(text[place]) ?? 0)
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                decoded.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        guard decoded.first == UInt8(ascii: "{"), decoded.last == UInt8(ascii: "}") else { return false }
        let name = Array(#""alg""#.utf8)
        return decoded.indices.contains { decoded[$0...].starts(with: name) }
    }
}

/// RFC 4648 §4 and §5 together.
enum Base64 {
    static func value(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - 65
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - 71
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte + 4
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
