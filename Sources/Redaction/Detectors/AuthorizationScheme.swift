/// Credentials behind an HTTP authentication scheme in running text (RFC 6750 §2.1, RFC 7617 §2): `Bearer …`, `Basic …`.
///
/// Guard: `bearer token expired`, `basic authentication`: a bearer token has a digit or is long, basic credentials decode
/// to `user:password`.
struct AuthorizationScheme: Detector {
    var triggers: [Trigger] { [.bytes(ByteSet("bB"), then: ByteSet("eEaA"), then: ByteSet("aAsS"), after: .nonWord)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        if text.hasPrefix("bearer", at: index), text[index + 6] == 32 {
            examineBearer(&scan, at: index + 7)
        } else if text.hasPrefix("basic", at: index), text[index + 5] == 32 {
            examineBasic(&scan, at: index + 6)
        }
    }

    /// RFC 6750 `b64token`.
    private static let token = ByteSet.alphanumeric | ByteSet("-._~+/=")

    private func examineBearer(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        var length = text.run(from: index, of: Self.token)
        scan.resume = index + length
        while length > 0, text[index + length - 1] == UInt8(ascii: ".") { length -= 1 }
        let hasDigit = (index..<index + min(length, 64)).contains { text[$0].isDigit }
        guard length >= 24 || length >= 8 && hasDigit else { return }
        scan.report(.secret, .secret, index..<index + length)
    }

    private func examineBasic(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let length = text.run(from: index, of: .base64)
        scan.resume = index + length
        guard length >= 4, decodesToPair(text, index..<index + min(length, 512)) else { return }
        scan.report(.secret, .secret, index..<index + length)
    }

    /// Whether the decoded bytes are text with a colon.
    private func decodesToPair(_ text: Bytes, _ range: Range<Int>) -> Bool {
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        var hasColon = false
        for place in range {
            guard let value = Base64.value(text[place]) else { break }
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            guard bitCount >= 8 else { continue }
            bitCount -= 8
            let byte = UInt8(truncatingIfNeeded: bits >> bitCount)
            if byte < 32 { return false }
            if byte == UInt8(ascii: ":") { hasColon = true }
        }
        return hasColon
    }
}
