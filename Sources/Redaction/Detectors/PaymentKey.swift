extension TokenRule {
    /// Shopify (shopify.dev, "Access tokens"), and, as API_KEY: Square, Flutterwave, EasyPost, Shippo, Duffel, Plaid, Adyen,
    /// Braintree, Razorpay, PayPal (Braintree), Lob and GoCardless (keyed elsewhere).
    static let payments: [TokenRule] =
        each(
            .shopifyToken, ["shpat_", "shpca_", "shppa_", "shpss_", "shpua_", "shptka_"], .of(.hexDigits, 32))
        + each(.apiKey, ["sq0atp-", "sq0csp-", "sq0idp-"], .of(.base64URL, 22...))
        + [
            TokenRule(.apiKey, "EAAA", .of(.base64URL, 22...60), mix: .all),
            TokenRule(.apiKey, "EZAK", .of(.alphanumeric, 54)),
            TokenRule(.apiKey, "EZTK", .of(.alphanumeric, 54)),
            TokenRule(.apiKey, "access_token$production$", .of(.lowerOrDigit, 16), "$", .of(.lowerHex, 32)),
            TokenRule(.apiKey, "access_token$sandbox$", .of(.lowerOrDigit, 16), "$", .of(.lowerHex, 32)),
            TokenRule(.apiKey, "AQE", .of(.alphanumeric, 1), "hm", .of(.base64, 60...), mix: .all),
        ]
        + ["FLWSECK_TEST-", "FLWSECK-", "FLWPUBK_TEST-", "FLWPUBK-"].flatMap {
            [
                TokenRule(.apiKey, $0, .of(.alphanumeric, 12)),
                TokenRule(.apiKey, $0, .of(.alphanumeric, 32), "-X"),
            ]
        }
        + each(.apiKey, ["shippo_live_", "shippo_test_"], .of(.hexDigits, 40))
        + each(.apiKey, ["duffel_live_", "duffel_test_"], .of(.base64URL | ByteSet("="), 43))
        + each(
            .apiKey, ["access-sandbox-", "access-development-", "access-production-"],
            .of(.lowerHex, 8), "-", .of(.lowerHex, 4), "-", .of(.lowerHex, 4), "-", .of(.lowerHex, 4), "-",
            .of(.lowerHex, 12))
        + each(.apiKey, ["rzp_live_", "rzp_test_"], .of(.alphanumeric, 14))
}
