extension TokenRule {
    /// All rows. Of two rows for one prefix the first that fits decides.
    static let all: [TokenRule] =
        aws + gitHub + gitLab + slack + stripe + google + modelProviders + packageRegistries + clouds + platforms
        + payments + services
}
