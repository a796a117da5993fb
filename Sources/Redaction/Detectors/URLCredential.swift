/// The user-info of a URL (RFC 3986 §3.2.1): `postgres://user:password@host` keeps its scheme and host; and of connection
/// strings that have no scheme: `user:password@tcp(host:3306)/db` (Go), `jdbc:oracle:thin:user/password@host`.
///
/// Guard: `git@`.
struct URLCredential: Detector {
    var triggers: [Trigger] {
        [
            .bytes(ByteSet(":"), then: ByteSet("/"), then: ByteSet("/"), after: .anything),
            .bytes(ByteSet("@"), then: ByteSet("tu"), after: .anything),
            .bytes(ByteSet("n"), then: ByteSet(":"), after: .anything),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        if text[index] == UInt8(ascii: "@") { return examineAddress(&scan, at: index) }
        if text[index] != UInt8(ascii: ":") { return examineThin(&scan, at: index) }
        guard text[index + 2] == UInt8(ascii: "/"), text[index - 1].isAlphanumeric else { return }
        let start = index + 3
        guard let at = endOfUserInfo(text, from: start), at > start else { return }
        if Placeholder.end(in: text, at: start) == at { return }
        guard !(at - start == 3 && text.hasPrefix("git", at: start)) else { return }
        scan.userInfoEnd = at
        scan.report(.urlCredential, .secret, start..<at)
    }

    /// How long a user name and a password without a scheme may be together, in bytes.
    private static let longestBare = 64

    /// `…@tcp(` and `…@unix(` (github.com/go-sql-driver/mysql, "DSN").
    private func examineAddress(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text.hasExactly("tcp(", at: index + 1) || text.hasExactly("unix(", at: index + 1) else { return }
        var start = index
        var colon: Int?
        while index - start < Self.longestBare, Self.authority.contains(text[start - 1]) || text[start - 1] >= 0x80,
            !text[start - 1].isQuote
        {
            start -= 1
            if text[start] == UInt8(ascii: ":") { colon = start }
        }
        guard let colon, colon > start, colon + 1 < index, Placeholder.end(in: text, at: start) != index else { return }
        scan.report(.urlCredential, .secret, start..<index)
    }

    /// `…thin:user/password@…` (docs.oracle.com, "JDBC URLs").
    private func examineThin(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text.hasExactly("oracle:thin:", at: index - 10) else { return }
        let start = index + 2
        var end = start
        var hasSlash = false
        while end - start < Self.longestBare, Self.authority.contains(text[end]) || text[end] == UInt8(ascii: "/"),
            text[end] != UInt8(ascii: "@")
        {
            if text[end] == UInt8(ascii: "/") { hasSlash = true }
            end += 1
        }
        guard hasSlash, end > start, text[end] == UInt8(ascii: "@") else { return }
        scan.report(.urlCredential, .secret, start..<end)
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
