extension TokenRule {
    /// API keys, OAuth client secrets, access and refresh tokens (cloud.google.com, "API keys", "Token types").
    static let google: [TokenRule] = [
        TokenRule(.googleKey, "AIza", .of(.base64URL, 35...)),
        TokenRule(.googleKey, "GOCSPX-", .of(.base64URL, 28...)),
        TokenRule(.googleKey, "ya29.", .of(.base64URL | ByteSet("."), 20...)),
        TokenRule(.googleKey, "1//0", .of(.base64URL, 40...), mix: .all),
    ]
}
