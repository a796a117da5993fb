extension TokenRule {
    /// DigitalOcean (docs.digitalocean.com, "Personal access tokens"), HashiCorp Vault
    /// (developer.hashicorp.com/vault, "Tokens": `hvs.`, `hvb.`, `hvr.`, and `s.` before 1.10), Databricks
    /// (docs.databricks.com, "Personal access tokens"), Twilio (twilio.com/docs, "API keys": an account's `AC…` is an id).
    static let clouds: [TokenRule] =
        each(.digitalOceanToken, ["dop_v1_", "doo_v1_", "dor_v1_", "DOR_V1_"], .of(.hexDigits, 64))
        + each(.vaultToken, ["hvs.", "hvb.", "hvr."], .of(.base64URL, 24...))
        + [
            TokenRule(.vaultToken, "s.", .of(.alphanumeric, 24), mix: .all),
            TokenRule(.databricksToken, "dapi", .of(.lowerHex, 32), "-", .of(.digits, 1)),
            TokenRule(.databricksToken, "dapi", .of(.lowerHex, 32)),
            TokenRule(.twilioKey, "SK", .of(.hexDigits, 32), mix: [.digit]),
        ]

    /// As API_KEY: Alibaba, Heroku, Fly, PlanetScale, Pulumi, Infracost, Doppler, Cloudflare origin CA, Scalingo, Supabase,
    /// Neon, Render, Tailscale, OpenShift, ClickHouse Cloud, Octopus Deploy, Harness, Prefect, Scaleway, Linode, Yandex,
    /// Azure DevOps (also behind `AZDO`).
    static let platforms: [TokenRule] =
        [
            TokenRule(.apiKey, "LTAI", .of(.alphanumeric, 12...24), mix: [.digit]),
            TokenRule(.apiKey, "HRKU-", .of(.base64URL, 36...)),
            TokenRule(.apiKey, "fo1_", .of(.base64URL, 43)),
            TokenRule(.apiKey, "pul-", .of(.lowerHex, 40)),
            TokenRule(.apiKey, "ico-", .of(.alphanumeric, 32)),
            TokenRule(.apiKey, "v1.0-", .of(.lowerHex, 24), "-", .of(.lowerHex, 146)),
            TokenRule(.apiKey, "tk-us-", .of(.base64URL, 48)),
            TokenRule(.apiKey, "sbp_", .of(.lowerHex, 40)),
            TokenRule(.apiKey, "sb_secret_", .of(.base64URL, 20...)),
            TokenRule(.apiKey, "napi_", .of(.lowerOrDigit, 60...)),
            TokenRule(.apiKey, "rnd_", .of(.alphanumeric, 28...40), mix: .all),
            TokenRule(.apiKey, "sha256~", .of(.base64URL, 43)),
            TokenRule(.apiKey, "4b1d", .of(.alphanumeric, 38), mix: .all),
            TokenRule(.apiKey, "API-", .of(.upperOrDigit, 26), mix: [.digit]),
            TokenRule(.apiKey, "pnu_", .of(.alphanumeric, 36)),
            TokenRule(.apiKey, "pnb_", .of(.alphanumeric, 36)),
            TokenRule(.apiKey, "AQVN", .of(.base64URL, 35...38), mix: .all),
            TokenRule(.apiKey, "t1.", .of(.base64URL, 10...250), ".", .of(.base64URL, 86), mix: .all),
        ]
        + each(.apiKey, ["fm1a_", "fm1r_", "fm2_"], .of(.base64, 100...))
        + each(.apiKey, ["pscale_tkn_", "pscale_oauth_", "pscale_pw_"], .of(.base64URL | ByteSet("=."), 32...))
        + each(.apiKey, ["dp.pt.", "dp.ct.", "dp.sa.", "dp.scim.", "dp.audit."], .of(.alphanumeric, 40...44))
        + each(.apiKey, ["dp.st."], .of(.base64URL | ByteSet("."), 40...80))
        + each(
            .apiKey, ["pat.", "sat."], .of(.base64URL, 22), ".", .of(.alphanumeric, 24), ".", .of(.alphanumeric, 20))
        + each(
            .apiKey, ["tskey-auth-", "tskey-api-", "tskey-client-", "tskey-webhook-", "tskey-scim-"],
            .of(.alphanumeric, 6...30), "-", .of(.alphanumeric, 20...))
}
