extension TokenRule {
    /// Personal, OAuth, user, server and refresh tokens, and fine-grained ones
    /// (docs.github.com, "About authentication to GitHub").
    static let gitHub: [TokenRule] =
        each(.gitHubToken, ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], .of(.alphanumeric, 36...))
        + [TokenRule(.gitHubToken, "github_pat_", .of(.word, 36...))]
}
