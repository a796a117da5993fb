extension TokenRule {
    /// Keys of those who serve language models.
    ///
    /// OpenAI (platform.openai.com, "API keys": project, service account and admin keys) writes `T3BlbkFJ`, base64 of
    /// "OpenAI", into the middle of a key; Anthropic (docs.anthropic.com, "API keys"); Hugging Face (huggingface.co/docs,
    /// "User access tokens"). The others share API_KEY: Perplexity, Groq, xAI, Replicate, Fireworks, NVIDIA, OpenRouter,
    /// LangSmith, Langfuse, Pinecone, Tavily, Jina.
    static let modelProviders: [TokenRule] =
        each(.anthropicKey, ["sk-ant-"], .of(.base64URL, 32...))
        + each(.openAIKey, ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-None-"], .of(.base64URL, 32...))
        + [
            TokenRule(.openAIKey, "sk-", .of(.alphanumeric, 48), mix: .all),
            TokenRule(.openAIKey, "sess-", .of(.alphanumeric, 40), mix: .all),
            TokenRule(.huggingFaceToken, "hf_", .of(.alphanumeric, 30...)),
            TokenRule(.huggingFaceToken, "api_org_", .of(.alphanumeric, 30...)),
        ]
        + each(.apiKey, ["sk-or-v1-"], .of(.lowerHex, 64))
        + each(.apiKey, ["sk-lf-", "pk-lf-"], .of(.lowerHex | ByteSet("-"), 36))
        + [
            // DeepSeek, Moonshot, DashScope and others that copied OpenAI's prefix.
            TokenRule(.apiKey, "sk-", .of(.alphanumeric, 32...64), mix: [.digit, .lower]),
            TokenRule(.apiKey, "pplx-", .of(.alphanumeric, 40...)),
            TokenRule(.apiKey, "gsk_", .of(.alphanumeric, 48...)),
            TokenRule(.apiKey, "xai-", .of(.alphanumeric, 64...)),
            TokenRule(.apiKey, "r8_", .of(.alphanumeric, 37)),
            TokenRule(.apiKey, "fw_", .of(.alphanumeric, 22...24), mix: .all),
            TokenRule(.apiKey, "nvapi-", .of(.base64URL, 60...)),
            TokenRule(.apiKey, "lsv2_pt_", .of(.lowerHex, 32), "_", .of(.lowerHex, 10)),
            TokenRule(.apiKey, "lsv2_sk_", .of(.lowerHex, 32), "_", .of(.lowerHex, 10)),
            TokenRule(.apiKey, "pcsk_", .of(.word, 50...)),
            TokenRule(.apiKey, "tvly-", .of(.base64URL, 30...), mix: [.digit]),
            TokenRule(.apiKey, "jina_", .of(.base64URL, 50...)),
            TokenRule(.apiKey, "key_", .of(.lowerHex, 64)),
        ]
}
