extension TokenRule {
    /// Personal, OAuth, user, server and refresh tokens, and fine-grained ones
    /// (docs.github.com, "About authentication to GitHub").
    static let gitHub: [TokenRule] =
        ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { TokenRule(.gitHubToken, $0, .alphanumeric, 36...) }
        + [TokenRule(.gitHubToken, "github_pat_", .alphanumeric | ByteSet("_"), 36...)]
}
