extension TokenRule {
    /// Secret and restricted keys and webhook signing secrets; publishable keys are public (docs.stripe.com, "API keys").
    static let stripe: [TokenRule] =
        ["sk_live_", "sk_test_", "sk_prod_", "rk_live_", "rk_test_", "rk_prod_"].map {
            TokenRule(.stripeKey, $0, .alphanumeric, 10...)
        } + [TokenRule(.stripeKey, "whsec_", .base64, 24...)]
}
