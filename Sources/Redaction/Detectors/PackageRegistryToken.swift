extension TokenRule {
    /// npm (docs.npmjs.com, "About access tokens"), PyPI (pypi.org/help, "API tokens": a macaroon whose first field names
    /// the host), and, as API_KEY: RubyGems, Clojars, crates.io, NuGet, JFrog Artifactory, Docker Hub, Packagist, Conda.
    static let packageRegistries: [TokenRule] =
        each(.npmToken, ["npm_", "NPM_"], .of(.alphanumeric, 36))
        + [
            TokenRule(.pyPIToken, "pypi-AgEIcHlwaS5vcmc", .of(.base64URL, 50...)),
            TokenRule(.pyPIToken, "pypi-AgENdGVzdC5weXBpLm9yZw", .of(.base64URL, 50...)),
            TokenRule(.apiKey, "rubygems_", .of(.lowerHex, 48)),
            TokenRule(.apiKey, "cio", .of(.alphanumeric, 32), mix: .all),
            TokenRule(.apiKey, "oy2", .of(.lowerOrDigit, 43), mix: [.digit, .lower]),
            TokenRule(.apiKey, "AKCp", .of(.alphanumeric, 69)),
            TokenRule(.apiKey, "cmVmd", .of(.alphanumeric, 59), mix: .all),
            TokenRule(.apiKey, "dckr_pat_", .of(.base64URL, 27...)),
            TokenRule(.apiKey, "dckr_oat_", .of(.base64URL, 32...)),
        ] + each(.apiKey, ["CLOJARS_", "clojars_"], .of(.alphanumeric, 60))
}
