extension TokenRule {
    /// Secret and restricted keys and webhook signing secrets; publishable keys are public (docs.stripe.com, "API keys").
    static let stripe: [TokenRule] =
        each(
            .stripeKey, ["sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_"],
            .of(.alphanumeric, 10...))
        + [TokenRule(.stripeKey, "whsec_", .of(.base64, 24...))]
}
