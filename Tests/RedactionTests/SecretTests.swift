import Testing

@testable import Redaction

@Suite struct SecretTests {
    // Assembled, so that no scanner of repositories mistakes a test for a leak.
    static let jwt =
        "eyJhbGciOiJIUzI1NiJ9" + ".eyJzdWIiOiIxMjM0NTY3ODkwIn0" + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    static let accessKey = "AKIA" + "IOSFODNN7EXAMPLE"
    static let secretKey = "wJalrXUtnFEMI/K7MDENG" + "/bPxRfiCYEXAMPLEKEY"
    static let gitHub = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
    static let slack = "xoxb-" + "17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy"
    static let stripe = "sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc"
    static let google = "AIza" + "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe"

    @Test(arguments: [
        Case("t \(jwt).", "t [JWT]."),
        Case("eyJhbGciOiJub25lIn0.eyJzdWIiOiIxIn0.", "[JWT]"),
        Case("eyJ2IjoibWV0YS5rOHMuaW8vdjEifQ.abc"),
        Case("eyJhbGciOiJIUzI1NiJ9 alone, eyJunk.eyJunk"),
        Case("id \(accessKey)!", "id [AWS_KEY]!"),
        Case("AKIAIOSFODNN7EXAMPL, XAKIAIOSFODNN7EXAMPLE, AKIAIOSFODNN7EXAMPLE7"),
        Case("aws \(secretKey) end", "aws [AWS_KEY] end"),
        Case("\(accessKey) / \(secretKey)", "[AWS_KEY] / [AWS_KEY]"),
        Case("\(secretKey) alone, aws da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        Case("export T=\(gitHub)", "export T=[GITHUB_TOKEN]"),
        Case("x_\(gitHub)", "x_[GITHUB_TOKEN]"),
        Case("ghp_short, xghp_16C7e42F292c6912E7710c838347Ae178B4a"),
        Case("github_pat_" + "11ABCDEFG0abcdefghijkl_MNOPQRSTUVWXYZ0123456789", "[GITHUB_TOKEN]"),
        Case("bot \(slack)", "bot [SLACK_TOKEN]"),
        Case(
            "https://hooks.slack.com/services/T00000000/B00000000/" + "XXXXXXXXXXXXXXXXXXXXXXXX",
            "https://[SLACK_TOKEN]"),
        Case("\(stripe), whsec_" + "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "[STRIPE_KEY], [STRIPE_KEY]"),
        Case("pk_live_4eC39HqLyjWDarjtT1zdp7dc is public, sk_live_short"),
        Case("?key=\(google)&x=1", "?key=[GOOGLE_KEY]&x=1"),
        Case("AIzaTooShort"),
    ]) func tokenWithAShape(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("postgres://app:s3cret@db:5432/x", "postgres://[URL_CREDENTIAL]@db:5432/x"),
        Case("redis://:hunter2@cache", "redis://[URL_CREDENTIAL]@cache"),
        Case("https://jane@example.com/path", "https://[URL_CREDENTIAL]@example.com/path"),
        Case("amqp://u:p/w@host", "amqp://[URL_CREDENTIAL]@host"),
        Case("ssh://git@github.com/x, https://example.com/@handle, https://host:8080/a@b"),
        Case("https://example.com/?q=a:b"),
        Case("app:s3cret@tcp(db:3306)/x", "[URL_CREDENTIAL]@tcp(db:3306)/x"),
        Case("dsn=\"app:s3c@ret@unix(/tmp/s)/x\"", "dsn=\"[URL_CREDENTIAL]@unix(/tmp/s)/x\""),
        Case("jdbc:oracle:thin:scott/tiger@//db:1521/x", "jdbc:oracle:thin:[URL_CREDENTIAL]@//db:1521/x"),
        Case("jdbc:oracle:thin:@db:1521:x, app@tcp(db), @tcp(db:3306), then: a/b@c"),
    ]) func userInfoInURL(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case(
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\nAQ==\n-----END PRIVATE KEY-----\nafter",
            "[PRIVATE_KEY]\nafter"),
        Case(
            #"k -----BEGIN RSA PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END RSA PRIVATE KEY-----\n"#,
            #"k [PRIVATE_KEY]\n"#),
        Case(
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nMIIEvQIBADANBgkqhkiG9w0B\n",
            "[PRIVATE_KEY]\n"),
        Case(
            "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0B then the log went on",
            "[PRIVATE_KEY] then the log went on"),
        Case("x:\nAQAB+kqhkiG9w0B/AQ==\n-----END EC PRIVATE KEY----- y", "x:\n[PRIVATE_KEY] y"),
        Case(
            "-----BEGIN PGP PRIVATE KEY BLOCK-----\n\nlQOYBF0AAAABCADKqhkiG9w0B\n=abcd\n-----END PGP PRIVATE KEY BLOCK-----",
            "[PRIVATE_KEY]"),
        Case("-----BEGIN CERTIFICATE-----\nMIIEvQIBADANBgkqhkiG9w0B\n-----END CERTIFICATE-----"),
        Case("-----BEGIN PUBLIC KEY-----, ----------, -- PRIVATE KEY"),
    ]) func privateKeyBlock(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("Authorization: Bearer abc.def-123", "Authorization: Bearer [SECRET]"),
        Case("sent Bearer 0123456789abcdef0123", "sent Bearer [SECRET]"),
        Case("curl -H 'Authorization: Basic dXNlcjpwYXNz'", "curl -H 'Authorization: Basic [SECRET]'"),
        Case("got Basic dXNlcjpwYXNz", "got Basic [SECRET]"),
        Case("Authorization: Digest username=\"a\", nonce=\"b\"\nHost: x", "Authorization: Digest [SECRET]\nHost: x"),
        Case("Cookie: sid=1; theme=dark\nHost: x", "Cookie: [SECRET]\nHost: x"),
        Case("bearer token expired, Bearer of news, basic authentication, Basic dGVzdA"),
    ]) func authorizationHeader(_ row: Case) { #expect(redacted(row.input) == row.output) }
}
