/// What was found, in upper-case words: `EMAIL`, `CREDIT_CARD`, `AWS_KEY`.
public struct PIIKind: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(stringLiteral value: String) { self.rawValue = value }

    public static let email: PIIKind = "EMAIL"
    public static let phone: PIIKind = "PHONE"
    public static let creditCard: PIIKind = "CREDIT_CARD"
    public static let iban: PIIKind = "IBAN"
    public static let usSSN: PIIKind = "US_SSN"
    public static let ipv4: PIIKind = "IPV4"
    public static let ipv6: PIIKind = "IPV6"
    public static let postalCode: PIIKind = "POSTAL_CODE"
    public static let swiftBIC: PIIKind = "SWIFT_BIC"
    /// Coordinates.
    public static let geo: PIIKind = "GEO"
    public static let address: PIIKind = "ADDRESS"
    public static let personName: PIIKind = "PERSON_NAME"
    /// What somebody is called in a system; off unless a policy turns it on.
    public static let username: PIIKind = "USERNAME"

    public static let macAddress: PIIKind = "MAC_ADDRESS"
    public static let cryptoWallet: PIIKind = "CRYPTO_WALLET"

    public static let jwt: PIIKind = "JWT"
    public static let privateKey: PIIKind = "PRIVATE_KEY"
    public static let awsKey: PIIKind = "AWS_KEY"
    public static let gitHubToken: PIIKind = "GITHUB_TOKEN"
    public static let slackToken: PIIKind = "SLACK_TOKEN"
    public static let stripeKey: PIIKind = "STRIPE_KEY"
    public static let googleKey: PIIKind = "GOOGLE_KEY"
    public static let gitLabToken: PIIKind = "GITLAB_TOKEN"
    public static let openAIKey: PIIKind = "OPENAI_KEY"
    public static let anthropicKey: PIIKind = "ANTHROPIC_KEY"
    public static let huggingFaceToken: PIIKind = "HUGGING_FACE_TOKEN"
    public static let npmToken: PIIKind = "NPM_TOKEN"
    public static let pyPIToken: PIIKind = "PYPI_TOKEN"
    public static let sendGridKey: PIIKind = "SENDGRID_KEY"
    public static let twilioKey: PIIKind = "TWILIO_KEY"
    public static let shopifyToken: PIIKind = "SHOPIFY_TOKEN"
    public static let digitalOceanToken: PIIKind = "DIGITALOCEAN_TOKEN"
    public static let vaultToken: PIIKind = "VAULT_TOKEN"
    public static let databricksToken: PIIKind = "DATABRICKS_TOKEN"
    public static let azureSecret: PIIKind = "AZURE_SECRET"
    /// A token whose shape says that it is one, of a service without a kind of its own.
    public static let apiKey: PIIKind = "API_KEY"
    public static let urlCredential: PIIKind = "URL_CREDENTIAL"
    /// A value that its key, or the scheme before it, calls a secret.
    public static let secret: PIIKind = "SECRET"

    /// Every kind that this version can write.
    public static let known: [PIIKind] =
        [
            .address, .creditCard, .cryptoWallet, .email, .geo, .iban, .ipv4, .ipv6, .macAddress, .personName, .phone,
            .postalCode, .swiftBIC, .usSSN, .username,
            .anthropicKey, .apiKey, .awsKey, .azureSecret, .databricksToken, .digitalOceanToken, .gitHubToken,
            .gitLabToken, .googleKey, .huggingFaceToken, .jwt, .npmToken, .openAIKey, .privateKey, .pyPIToken, .secret,
            .sendGridKey, .shopifyToken, .slackToken, .stripeKey, .twilioKey, .urlCredential, .vaultToken,
            .kept, .patternLimit, .removed,
        ] + identityNumbers

    /// The kinds of the table of identity numbers, each once.
    private static let identityNumbers: [PIIKind] = {
        var seen: Set<PIIKind> = [.usSSN]
        return IdentifierRule.families.map(\.kind).filter { seen.insert($0).inserted }
    }()

    /// What stands in the place of a finding: `[EMAIL]`.
    public var placeholder: String { "[\(rawValue)]" }
}
