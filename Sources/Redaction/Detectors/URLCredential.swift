/// The user-info of a URL (RFC 3986 §3.2.1): `postgres://user:password@host` keeps its scheme and host.
///
/// Guard: `git@`.
struct URLCredential: Detector {
    var triggers: [Trigger] { [Trigger.bytes(ByteSet(":"), then: ByteSet("/"), after: .anything)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text[index + 2] == UInt8(ascii: "/"), text[index - 1].isAlphanumeric else { return }
        let start = index + 3
        guard let at = endOfUserInfo(text, from: start), at > start else { return }
        if Placeholder.end(in: text, at: start) == at { return }
        guard !(at - start == 3 && text.hasPrefix("git", at: start)) else { return }
        scan.userInfoEnd = at
        scan.report(.urlCredential, .secret, start..<at)
    }

    /// A password with an unescaped `/` goes on behind it, but not for ever.
    private static let longestBehindSlash = 128

    /// The last `@` of the authority.
    private func endOfUserInfo(_ text: Bytes, from start: Int) -> Int? {
        var at: Int?
        var colon: Int?
        var place = start
        while Self.authority.contains(text[place]) || text[place] >= 0x80 {
            if text[place] == UInt8(ascii: "@") { at = place }
            if text[place] == UInt8(ascii: ":"), colon == nil { colon = place }
            place += 1
        }
        guard at == nil, let colon, Self.afterAuthority.contains(text[place]) else { return at }
        guard colon + 1 + text.digits(from: colon + 1, limit: 6) < place else { return nil }
        let limit = place + Self.longestBehindSlash
        while place < limit, Self.authority.contains(text[place]) || Self.afterAuthority.contains(text[place]) {
            if text[place] == UInt8(ascii: "@") { return place }
            place += 1
        }
        return nil
    }

    private static let afterAuthority = ByteSet("/?#")
    private static let authority =
        ByteSet.alphanumeric | ByteSet("-._~%!$&'()*+,;=:@[]<>^{}|")
}
