extension TokenRule {
    /// API keys, OAuth client secrets and access tokens (cloud.google.com, "API keys", "Token types").
    static let google: [TokenRule] = [
        TokenRule(.googleKey, "AIza", .base64URL, 35...),
        TokenRule(.googleKey, "GOCSPX-", .base64URL, 28...),
        TokenRule(.googleKey, "ya29.", .base64URL | ByteSet("."), 20...),
    ]
}
