extension TokenRule {
    /// SendGrid (docs.sendgrid.com, "API keys": `SG.` id `.` secret), and, as API_KEY, services that mail, watch, chat and
    /// plan: Mailgun, Brevo, Resend, Mapbox, New Relic, Grafana, Dynatrace, Sentry, Linear, Notion, Atlassian, Airtable,
    /// Typeform, Figma, Asana, Postman, ReadMe, Frame.io, Contentful, Dropbox, HubSpot, SonarQube, Sourcegraph, Snyk,
    /// CircleCI, Buildkite, LaunchDarkly, Authress, Settlemint, 42 Intra, Defined Networking, Adobe, age, 1Password,
    /// Facebook, Instagram, Discord bots.
    static let services: [TokenRule] =
        [
            TokenRule(.sendGridKey, "SG.", .of(.base64URL, 16...32), ".", .of(.base64URL, 16...64)),
            TokenRule(.sendGridKey, "SG.", .of(.base64URL | ByteSet(".="), 66)),
        ]
        + mail + observability + planning + development + vaults + social

    private static let mail: [TokenRule] = [
        TokenRule(.apiKey, "key-", .of(.lowerHex, 32), mix: [.digit]),
        TokenRule(.apiKey, "pubkey-", .of(.lowerHex, 32), mix: [.digit]),
        TokenRule(.apiKey, "xkeysib-", .of(.lowerHex, 64), "-", .of(.alphanumeric, 16)),
        TokenRule(.apiKey, "xsmtpsib-", .of(.lowerHex, 64), "-", .of(.alphanumeric, 16)),
        TokenRule(.apiKey, "re_", .of(.alphanumeric, 8), "_", .of(.alphanumeric, 24), mix: .all),
        TokenRule(.apiKey, "md-", .of(.base64URL, 22), mix: .all),
    ]

    private static let observability: [TokenRule] =
        [
            TokenRule(.apiKey, "NRAK-", .of(.alphanumeric, 27)),
            TokenRule(.apiKey, "NRII-", .of(.base64URL, 32)),
            TokenRule(.apiKey, "NRIQ-", .of(.base64URL, 32)),
            TokenRule(.apiKey, "NRJS-", .of(.lowerHex, 19)),
            TokenRule(.apiKey, "NRRA-", .of(.lowerHex, 42)),
            TokenRule(.apiKey, "glsa_", .of(.alphanumeric, 32), "_", .of(.hexDigits, 8)),
            TokenRule(.apiKey, "glc_", .of(.base64, 32...)),
            TokenRule(.apiKey, "eyJrIjoi", .of(.base64, 70...)),
            TokenRule(.apiKey, "sntryu_", .of(.lowerHex, 64)),
            TokenRule(.apiKey, "sntrys_", .of(.base64 | ByteSet("_-"), 40...)),
            TokenRule(.apiKey, "ddp_", .of(.alphanumeric, 36)),
        ]
        + each(
            .apiKey, ["dt0c01.", "dt0s01.", "dt0s16.", "dt0s06."], .of(.alphanumeric, 24), ".", .of(.alphanumeric, 64))

    private static let planning: [TokenRule] =
        [
            TokenRule(.apiKey, "lin_api_", .of(.alphanumeric, 40)),
            TokenRule(.apiKey, "lin_oauth_", .of(.alphanumeric, 40...)),
            TokenRule(.apiKey, "ntn_", .of(.alphanumeric, 43...50)),
            TokenRule(.apiKey, "secret_", .of(.alphanumeric, 43), mix: .all),
            TokenRule(.apiKey, "pat", .of(.alphanumeric, 14), ".", .of(.lowerHex, 64)),
            TokenRule(.apiKey, "tfp_", .of(.base64URL | ByteSet(".="), 40...)),
            TokenRule(.apiKey, "fio-u-", .of(.base64URL | ByteSet("="), 64)),
            TokenRule(.apiKey, "CFPAT-", .of(.base64URL, 43)),
            TokenRule(.apiKey, "sl.", .of(.base64URL | ByteSet("="), 130...), mix: .all),
            TokenRule(.apiKey, "pat-na1-", .of(.lowerHex | ByteSet("-"), 36)),
            TokenRule(.apiKey, "pat-eu1-", .of(.lowerHex | ByteSet("-"), 36)),
            TokenRule(.apiKey, "sk.eyJ", .of(.base64URL | ByteSet("."), 60...)),
        ]
        + each(.apiKey, ["ATATT3", "ATCTT3", "ATSTT3", "ATBB"], .of(.base64URL | ByteSet("="), 28...), mix: .all)
        + each(.apiKey, ["figd_", "figoh_", "figu_", "figor_"], .of(.base64URL, 35...))

    private static let development: [TokenRule] =
        [
            TokenRule(.apiKey, "PMAK-", .of(.hexDigits, 24), "-", .of(.hexDigits, 34)),
            TokenRule(.apiKey, "rdme_", .of(.lowerOrDigit, 70)),
            TokenRule(.apiKey, "sgp_", .of(.hexDigits, 40)),
            TokenRule(.apiKey, "sgp_", .of(.hexDigits, 16), "_", .of(.hexDigits, 40)),
            TokenRule(.apiKey, "sgp_local_", .of(.hexDigits, 40)),
            TokenRule(.apiKey, "CCIPAT_", .of(.word, 40...)),
            TokenRule(.apiKey, "CCIPRJ_", .of(.word, 40...)),
            TokenRule(.apiKey, "bkua_", .of(.lowerHex, 40)),
            TokenRule(.apiKey, "snyk_uat.", .of(.base64URL | ByteSet("."), 40...)),
            TokenRule(.apiKey, "dnkey-", .of(.base64URL | ByteSet("="), 79)),
            TokenRule(.apiKey, "p8e-", .of(.alphanumeric, 32)),
            TokenRule(.apiKey, "s-s4t2ud-", .of(.hexDigits, 64)),
            TokenRule(.apiKey, "s-s4t2af-", .of(.hexDigits, 64)),
        ]
        + each(.apiKey, ["squ_", "sqp_", "sqa_"], .of(.lowerHex, 40))
        + each(.apiKey, ["sm_aat_", "sm_pat_", "sm_sat_"], .of(.alphanumeric, 16))
        + each(
            .apiKey, ["sdk-", "mob-", "api-"], .of(.lowerHex, 8), "-", .of(.lowerHex, 4), "-4", .of(.lowerHex, 3), "-",
            .of(.lowerHex, 4), "-", .of(.lowerHex, 12))
        + ["sc_", "ext_", "scauth_", "authress_"].flatMap { prefix in
            ["acc_", "acc-"].map { account in
                TokenRule(
                    .apiKey, prefix,
                    [
                        .of(.alphanumeric, 5...30), ".", .of(.alphanumeric, 4...6), ".", .text(Array(account.utf8)),
                        .of(.lowerOrDigit | ByteSet("-"), 10...32), ".", .of(.base64 | ByteSet("_-"), 30...),
                    ])
            }
        }

    private static let vaults: [TokenRule] =
        [
            // Bech32 (BIP-173) in capitals.
            TokenRule(.apiKey, "AGE-SECRET-KEY-1", .of(.upperOrDigit, 58)),
            TokenRule(.apiKey, "ops_eyJ", .of(.base64 | ByteSet("_-"), 100...)),
            TokenRule(
                .apiKey, "A3-", .of(.upperOrDigit, 6), "-", .of(.upperOrDigit, 11), "-", .of(.upperOrDigit, 5), "-",
                .of(.upperOrDigit, 5), "-", .of(.upperOrDigit, 5)),
            TokenRule(
                .apiKey, "A3-", .of(.upperOrDigit, 6), "-", .of(.upperOrDigit, 6), "-", .of(.upperOrDigit, 5), "-",
                .of(.upperOrDigit, 5), "-", .of(.upperOrDigit, 5), "-", .of(.upperOrDigit, 5)),
        ]
        // A JSON Web Token in base64 once more: `alg`, `typ`, `kid` and `enc` as its first member.
        + each(
            .jwt, ["ZXlKaGJHY2lPaU", "ZXlKMGVYQWlPaU", "ZXlKcmFXUWlP", "ZXlKbGJtTWlPaU"],
            .of(.base64 | ByteSet("_-"), 40...))

    private static let social: [TokenRule] =
        [
            TokenRule(.apiKey, "EAA", .of(.alphanumeric, 97...), mix: .all),
            TokenRule(.apiKey, "IGQV", .of(.base64URL, 60...), mix: .all),
            TokenRule(.apiKey, "AAAAAAAAAAAAAAAAAAAAAA", .of(.alphanumeric | ByteSet("%"), 60...), mix: .all),
        ]
        // Base64 of a snowflake's digits, a time, a MAC (discord.com/developers, "Reference: authentication").
        + each(
            .apiKey, ["MT", "Mj", "Mz", "ND", "NT", "Nj", "Nz", "OD", "OT"],
            .of(.alphanumeric, 22...26), ".", .of(.base64URL, 6), ".", .of(.base64URL, 27...45), mix: .all)
}
