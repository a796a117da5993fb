extension TokenRule {
    /// Bot, user, app, configuration, refresh and legacy tokens, and incoming webhooks (api.slack.com, "Token types").
    static let slack: [TokenRule] =
        ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxe-", "xoxe.", "xapp-"].map {
            TokenRule(.slackToken, $0, .base64URL | ByteSet("."), 10...)
        }
        + ["services/", "workflows/", "triggers/"].map {
            TokenRule(.slackToken, "hooks.slack.com/\($0)", .base64 | ByteSet("_-"), 20...)
        }
}
