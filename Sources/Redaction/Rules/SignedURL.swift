/// Signatures in URLs, with which anybody may do what the URL says: `&sig=…` of Azure's shared access signatures,
/// `X-Amz-Signature=…`, `X-Goog-Signature=…`.
enum SignedURL {
    private static let azureBytes = ByteSet.alphanumeric | ByteSet("%+/_-=")
    private static let longest = 600

    /// The signature behind the `=` at `index`.
    static func signature(in text: Bytes, at index: Int) -> Range<Int>? {
        guard text[index] == UInt8(ascii: "=") else { return nil }
        if text.hasPrefix("sig", at: index - 3),
            text[index - 4] == UInt8(ascii: "&") || text[index - 4] == UInt8(ascii: "?")
        {
            // 32 bytes in base64, percent-encoded or not.
            let length = text.run(from: index + 1, of: azureBytes, limit: 80)
            return (43...79).contains(length) ? index + 1..<index + 1 + length : nil
        }
        if text.hasPrefix("x-amz-signature", at: index - 15) || text.hasPrefix("x-goog-signature", at: index - 16) {
            let length = text.run(from: index + 1, of: .hexDigits, limit: longest)
            return length >= 64 && length < longest ? index + 1..<index + 1 + length : nil
        }
        return nil
    }
}
