extension TokenRule {
    /// Bot, user, app, configuration, refresh, workflow and legacy tokens, and incoming webhooks
    /// (api.slack.com, "Token types", "Sending messages using incoming webhooks").
    static let slack: [TokenRule] =
        each(
            .slackToken,
            [
                "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxo-", "xoxc-", "xoxd-", "xoxe-", "xoxe.", "xapp-",
                "xwfp-",
            ], .of(.base64URL | ByteSet(".%"), 10...))
        + each(
            .slackToken, ["services/", "workflows/", "triggers/"].map { "hooks.slack.com/\($0)" },
            .of(.base64 | ByteSet("_-"), 20...))
}
