extension TokenRule {
    /// docs.gitlab.com, "Token overview": token prefixes. Routable tokens go on behind a dot.
    static let gitLab: [TokenRule] =
        each(
            .gitLabToken,
            [
                "glpat-", "gldt-", "glrt-", "glrtr-", "glsoat-", "glft-", "glffct-", "glwt-", "glimt-", "glagent-",
                "gloas-", "GR1348941",
            ], .of(.base64URL | ByteSet("."), 20...))
        + [
            TokenRule(.gitLabToken, "glptt-", .of(.lowerHex, 40)),
            TokenRule(.gitLabToken, "glptt-", .of(.base64URL | ByteSet("."), 20...)),
            TokenRule(.gitLabToken, "glcbt-", .of(.alphanumeric, 1...5), "_", .of(.base64URL | ByteSet("."), 20...)),
            TokenRule(.gitLabToken, "_gitlab_session=", .of(.lowerHex, 32)),
        ]
}
