/// A row for each kind: add one here with each kind in `PIIKind.known`. Rows of kinds that are not known are not shown.
enum KindTable {
    static let rows: [PIIKind: KindInfo] = {
        var rows: [PIIKind: KindInfo] = [:]
        for row in everywhere + national + secrets { rows[row.kind] = row }
        return rows
    }()

    private static func row(
        _ kind: PIIKind, _ category: KindInfo.Category, _ title: String, country: String? = nil, presidio: [String] = []
    ) -> KindInfo {
        KindInfo(kind: kind, country: country, category: category, title: title, presidio: presidio)
    }

    /// A national kind under Presidio's own name.
    private static func national(_ country: String, _ kind: PIIKind, _ title: String) -> KindInfo {
        row(kind, .national, title, country: country, presidio: [kind.rawValue])
    }

    private static let everywhere = [
        row(.email, .person, "e-mail address", presidio: ["EMAIL_ADDRESS"]),
        row(.phone, .person, "telephone number", presidio: ["PHONE_NUMBER"]),
        row(.personName, .person, "name of a person", presidio: ["PERSON"]),
        row(.address, .person, "street address"),
        row(.geo, .person, "geographical position"),
        row(.username, .person, "name of an account"),
        row("DATE_OF_BIRTH", .person, "date of birth"),
        row("PASSPORT", .person, "passport number"),
        row("DRIVER_LICENCE", .person, "driving licence number"),
        row("LICENCE_PLATE", .person, "licence plate"),
        row("VIN", .person, "vehicle identification number"),
        row(.postalCode, .person, "postal code"),
        row(.creditCard, .financial, "payment card number", presidio: ["CREDIT_CARD"]),
        row("CARD_EXPIRY", .financial, "payment card's expiry date"),
        row("CVV", .financial, "payment card's check code"),
        row(.iban, .financial, "international bank account number", presidio: ["IBAN_CODE"]),
        row("SWIFT_BIC", .financial, "bank identifier code"),
        row("CRYPTO_WALLET", .financial, "address of a crypto wallet", presidio: ["CRYPTO"]),
        row(.ipv4, .network, "IPv4 address", presidio: ["IP_ADDRESS"]),
        row(.ipv6, .network, "IPv6 address", presidio: ["IP_ADDRESS"]),
        row("MAC_ADDRESS", .network, "MAC address", presidio: ["MAC_ADDRESS"]),
        row(.kept, .policy, "finding that the policy keeps, counted beside its kind"),
        row(.removed, .policy, "whole value that a path rule removed"),
        row(.patternLimit, .policy, "whole value for which own patterns needed too much work"),
    ]

    private static let national =
        northAmerica + britain + germany + southernEurope + restOfEurope + smallerEurope + easternEurope + latinAmerica
        + furtherAsia + india + asiaAndPacific + elsewhere

    private static let northAmerica = [
        national("US", .usSSN, "US social security number"),
        national("US", "US_ITIN", "US individual taxpayer identification number"),
        row("US_BANK", .national, "US bank account number", country: "US", presidio: ["US_BANK_NUMBER"]),
        national("US", "US_DRIVER_LICENSE", "US driving licence number"),
        national("US", "US_PASSPORT", "US passport number"),
        national("US", "US_NPI", "US national provider identifier"),
        national("US", "US_MBI", "US Medicare beneficiary identifier"),
        row("US_ROUTING", .national, "US bank routing number", country: "US", presidio: ["ABA_ROUTING_NUMBER"]),
        row("US_DEA", .national, "US medical licence number (DEA)", country: "US", presidio: ["MEDICAL_LICENSE"]),
        national("CA", "CA_SIN", "Canadian social insurance number"),
    ]

    private static let britain = [
        national("GB", "UK_NHS", "British NHS number"),
        national("GB", "UK_NINO", "British national insurance number"),
        national("GB", "UK_PASSPORT", "British passport number"),
        national("GB", "UK_DRIVING_LICENCE", "British driving licence number"),
        national("GB", "UK_POSTCODE", "British postcode"),
        national("GB", "UK_VEHICLE_REGISTRATION", "British licence plate"),
    ]

    private static let germany = [
        national("DE", "DE_TAX_ID", "German tax id"),
        national("DE", "DE_TAX_NUMBER", "German tax number"),
        national("DE", "DE_SOCIAL_SECURITY", "German pension insurance number"),
        national("DE", "DE_HEALTH_INSURANCE", "German health insurance number"),
        national("DE", "DE_PASSPORT", "German passport number"),
        national("DE", "DE_ID_CARD", "German identity card number"),
        national("DE", "DE_FUEHRERSCHEIN", "German driving licence number"),
        national("DE", "DE_KFZ", "German licence plate"),
        national("DE", "DE_PLZ", "German postal code"),
        national("DE", "DE_HANDELSREGISTER", "German commercial register number"),
        national("DE", "DE_VAT_ID", "German VAT id"),
        national("DE", "DE_BSNR", "German medical practice number"),
        national("DE", "DE_LANR", "German physician's number"),
    ]

    private static let southernEurope = [
        national("ES", "ES_NIF", "Spanish tax id (NIF)"),
        national("ES", "ES_NIE", "Spanish foreigner's id (NIE)"),
        national("ES", "ES_PASSPORT", "Spanish passport number"),
        national("IT", "IT_FISCAL_CODE", "Italian fiscal code"),
        national("IT", "IT_DRIVER_LICENSE", "Italian driving licence number"),
        national("IT", "IT_IDENTITY_CARD", "Italian identity card number"),
        national("IT", "IT_PASSPORT", "Italian passport number"),
        national("IT", "IT_VAT_CODE", "Italian VAT code"),
        national("TR", "TR_NATIONAL_ID", "Turkish national id"),
        national("TR", "TR_LICENSE_PLATE", "Turkish licence plate"),
        row("TR_PHONE", .national, "Turkish mobile number", country: "TR", presidio: ["TR_PHONE_NUMBER"]),
    ]

    private static let restOfEurope = [
        national("FI", "FI_PERSONAL_IDENTITY_CODE", "Finnish personal identity code"),
        row("FR_NIR", .national, "French social security number (NIR)", country: "FR"),
        row("NL_BSN", .national, "Dutch citizen service number (BSN)", country: "NL"),
        national("PL", "PL_PESEL", "Polish PESEL number"),
        national("SE", "SE_PERSONNUMMER", "Swedish personal number"),
        national("SE", "SE_ORGANISATIONSNUMMER", "Swedish organisation number"),
    ]

    private static let india = [
        national("IN", "IN_AADHAAR", "Indian Aadhaar number"),
        national("IN", "IN_PAN", "Indian permanent account number"),
        national("IN", "IN_GSTIN", "Indian goods and services tax number"),
        national("IN", "IN_VOTER", "Indian voter id"),
        national("IN", "IN_PASSPORT", "Indian passport number"),
        national("IN", "IN_VEHICLE_REGISTRATION", "Indian licence plate"),
    ]

    private static let asiaAndPacific = [
        national("AU", "AU_ABN", "Australian business number"),
        national("AU", "AU_ACN", "Australian company number"),
        national("AU", "AU_MEDICARE", "Australian Medicare number"),
        national("AU", "AU_TFN", "Australian tax file number"),
        national("KR", "KR_RRN", "Korean resident registration number"),
        national("KR", "KR_FRN", "Korean foreigner registration number"),
        national("KR", "KR_BRN", "Korean business registration number"),
        national("KR", "KR_DRIVER_LICENSE", "Korean driving licence number"),
        national("KR", "KR_PASSPORT", "Korean passport number"),
        row("PH_PHONE", .national, "Philippine mobile number", country: "PH", presidio: ["PH_MOBILE_NUMBER"]),
        national("PH", "PH_TIN", "Philippine taxpayer identification number"),
        national("SG", "SG_NRIC_FIN", "Singaporean NRIC or FIN"),
        national("SG", "SG_UEN", "Singaporean unique entity number"),
        national("TH", "TH_TNIN", "Thai national id"),
    ]

    private static let elsewhere = [
        national("NG", "NG_NIN", "Nigerian national identification number"),
        national("NG", "NG_VEHICLE_REGISTRATION", "Nigerian licence plate"),
        national("ZA", "ZA_ID_NUMBER", "South African id number"),
    ]

    private static let smallerEurope = [
        row("BE_NATIONAL_NUMBER", .national, "Belgian national number", country: "BE"),
        row("CH_AHV", .national, "Swiss social security number (AHV)", country: "CH"),
        row("AT_SVNR", .national, "Austrian social insurance number", country: "AT"),
        row("PT_NIF", .national, "Portuguese tax number (NIF)", country: "PT"),
        row("IE_PPS", .national, "Irish personal public service number", country: "IE"),
        row("DK_CPR", .national, "Danish personal number (CPR)", country: "DK"),
        row("NO_FODSELSNUMMER", .national, "Norwegian national identity number", country: "NO"),
    ]

    private static let easternEurope = [
        row("CZ_RODNE_CISLO", .national, "Czech and Slovak birth number", country: "CZ"),
        row("RO_CNP", .national, "Romanian personal code (CNP)", country: "RO"),
        row("BG_EGN", .national, "Bulgarian civil number (EGN)", country: "BG"),
        row("HR_OIB", .national, "Croatian personal number (OIB)", country: "HR"),
        row("GR_AFM", .national, "Greek tax number (AFM)", country: "GR"),
        row("UA_RNOKPP", .national, "Ukrainian taxpayer number", country: "UA"),
        row("RU_INN", .national, "Russian taxpayer number (INN)", country: "RU"),
        row("RU_SNILS", .national, "Russian pension insurance number (SNILS)", country: "RU"),
    ]

    private static let latinAmerica = [
        row("BR_CNPJ", .national, "Brazilian company number (CNPJ)", country: "BR"),
        row("BR_CPF", .national, "Brazilian taxpayer number (CPF)", country: "BR"),
        row("MX_CURP", .national, "Mexican population registry code (CURP)", country: "MX"),
        row("MX_RFC", .national, "Mexican taxpayer code (RFC)", country: "MX"),
        row("AR_CUIT", .national, "Argentinian tax id (CUIT)", country: "AR"),
        row("CL_RUT", .national, "Chilean tax id (RUT)", country: "CL"),
    ]

    private static let furtherAsia = [
        row("CN_RESIDENT_ID", .national, "Chinese resident identity number", country: "CN"),
        row("JP_MY_NUMBER", .national, "Japanese individual number", country: "JP"),
        row("TW_NATIONAL_ID", .national, "Taiwanese national id", country: "TW"),
        row("HK_ID", .national, "Hong Kong identity card number", country: "HK"),
        row("ID_NIK", .national, "Indonesian identity number (NIK)", country: "ID"),
        row("MY_NRIC", .national, "Malaysian identity card number", country: "MY"),
        row("IL_ID", .national, "Israeli identity number", country: "IL"),
    ]

    private static let secrets = [
        row("ANTHROPIC_KEY", .secret, "Anthropic API key"),
        row("API_KEY", .secret, "API key or token of another service"),
        row(.awsKey, .secret, "AWS access key"),
        row("AZURE_SECRET", .secret, "Azure client secret or account key"),
        row("DATABRICKS_TOKEN", .secret, "Databricks token"),
        row("DIGITALOCEAN_TOKEN", .secret, "DigitalOcean token"),
        row(.gitHubToken, .secret, "GitHub token"),
        row("GITLAB_TOKEN", .secret, "GitLab token"),
        row(.googleKey, .secret, "Google API key"),
        row("HUGGING_FACE_TOKEN", .secret, "Hugging Face token"),
        row(.jwt, .secret, "JSON web token"),
        row("NPM_TOKEN", .secret, "npm token"),
        row("OPENAI_KEY", .secret, "OpenAI API key"),
        row(.privateKey, .secret, "private key (PEM)"),
        row("PYPI_TOKEN", .secret, "PyPI token"),
        row(.secret, .secret, "value that its key or scheme calls a secret"),
        row("SENDGRID_KEY", .secret, "SendGrid API key"),
        row("SHOPIFY_TOKEN", .secret, "Shopify token"),
        row(.slackToken, .secret, "Slack token or webhook"),
        row(.stripeKey, .secret, "Stripe key"),
        row("TWILIO_KEY", .secret, "Twilio key"),
        row(.urlCredential, .secret, "user and password in a URL"),
        row("VAULT_TOKEN", .secret, "HashiCorp Vault token"),
    ]
}
