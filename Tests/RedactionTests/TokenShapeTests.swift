import AuditEvents
import Testing

@testable import Redaction

/// A token's shape, its kind, and whether one character less or more still is one.
struct TokenShape: Sendable, CustomTestStringConvertible {
    let kind: PIIKind
    let pattern: String
    /// Whether the last part has exactly this length.
    let isExact: Bool

    init(_ kind: PIIKind, _ pattern: String, isExact: Bool = true) {
        self.kind = kind
        self.pattern = pattern
        self.isExact = isExact
    }

    var testDescription: String { "\(kind.rawValue) \(pattern)" }

    static let all: [TokenShape] = named + tail + moreOfTheTail

    private static let named = [
        TokenShape(.awsKey, "AKIA<c16>"), TokenShape(.awsKey, "ASIA<c16>"), TokenShape(.awsKey, "ABIA<c16>"),
        TokenShape(.awsKey, "ACCA<c16>"), TokenShape(.awsKey, "ABSK<a110>", isExact: false),
        TokenShape(.gitHubToken, "ghp_<a36>", isExact: false), TokenShape(.gitHubToken, "gho_<a36>", isExact: false),
        TokenShape(.gitHubToken, "ghu_<a36>", isExact: false), TokenShape(.gitHubToken, "ghs_<a36>", isExact: false),
        TokenShape(.gitHubToken, "ghr_<a36>", isExact: false),
        TokenShape(.gitHubToken, "github_pat_<a22>_<a59>", isExact: false),
        TokenShape(.gitLabToken, "glpat-<u20>", isExact: false), TokenShape(.gitLabToken, "gldt-<u20>", isExact: false),
        TokenShape(.gitLabToken, "glrt-<u20>", isExact: false), TokenShape(.gitLabToken, "glptt-<h40>", isExact: false),
        TokenShape(.gitLabToken, "glcbt-<a2>_<u20>", isExact: false),
        TokenShape(.gitLabToken, "glsoat-<u20>", isExact: false),
        TokenShape(.gitLabToken, "glft-<u20>", isExact: false),
        TokenShape(.gitLabToken, "glimt-<u25>", isExact: false),
        TokenShape(.gitLabToken, "glagent-<u50>", isExact: false),
        TokenShape(.gitLabToken, "gloas-<u64>", isExact: false),
        TokenShape(.gitLabToken, "glffct-<u20>", isExact: false),
        TokenShape(.gitLabToken, "GR1348941<u20>", isExact: false),
        TokenShape(.gitLabToken, "glpat-<u27>.<l9>", isExact: false),
        TokenShape(.slackToken, "xoxb-<d12>-<d12>-<a24>", isExact: false),
        TokenShape(.slackToken, "xoxp-<d12>-<d12>-<d12>-<a32>", isExact: false),
        TokenShape(.slackToken, "xapp-1-<c11>-<d13>-<h64>", isExact: false),
        TokenShape(.slackToken, "xoxe.xoxp-1-<a163>", isExact: false),
        TokenShape(.slackToken, "xwfp-<a30>", isExact: false),
        TokenShape(.slackToken, "hooks.slack.com/services/T<c8>/B<c10>/<a24>", isExact: false),
        TokenShape(.stripeKey, "sk_live_<a24>", isExact: false),
        TokenShape(.stripeKey, "rk_test_<a99>", isExact: false),
        TokenShape(.stripeKey, "whsec_<a32>", isExact: false),
        TokenShape(.googleKey, "AIza<u35>", isExact: false), TokenShape(.googleKey, "GOCSPX-<u28>", isExact: false),
        TokenShape(.googleKey, "ya29.<u120>", isExact: false),
        TokenShape(.openAIKey, "sk-<a20>T3BlbkFJ<a20>"),
        TokenShape(.openAIKey, "sk-proj-<u74>T3BlbkFJ<u74>", isExact: false),
        TokenShape(.openAIKey, "sk-svcacct-<u58>T3BlbkFJ<u58>", isExact: false),
        TokenShape(.openAIKey, "sk-admin-<u58>T3BlbkFJ<u58>", isExact: false),
        TokenShape(.anthropicKey, "sk-ant-api03-<u93>AA", isExact: false),
        TokenShape(.anthropicKey, "sk-ant-admin01-<u93>AA", isExact: false),
        TokenShape(.huggingFaceToken, "hf_<z34>", isExact: false),
        TokenShape(.huggingFaceToken, "api_org_<z34>", isExact: false), TokenShape(.npmToken, "npm_<a36>"),
        TokenShape(.pyPIToken, "pypi-AgEIcHlwaS5vcmc<u80>", isExact: false),
        TokenShape(.sendGridKey, "SG.<u22>.<u43>", isExact: false), TokenShape(.twilioKey, "SK<h32>"),
        TokenShape(.shopifyToken, "shpat_<h32>"), TokenShape(.shopifyToken, "shpca_<h32>"),
        TokenShape(.shopifyToken, "shppa_<h32>"), TokenShape(.shopifyToken, "shpss_<h32>"),
        TokenShape(.digitalOceanToken, "dop_v1_<h64>"), TokenShape(.digitalOceanToken, "doo_v1_<h64>"),
        TokenShape(.digitalOceanToken, "dor_v1_<h64>"), TokenShape(.vaultToken, "hvs.<u92>", isExact: false),
        TokenShape(.vaultToken, "hvb.<u140>", isExact: false), TokenShape(.vaultToken, "s.<a24>"),
        TokenShape(.databricksToken, "dapi<h32>"), TokenShape(.databricksToken, "dapi<h32>-2", isExact: false),
        TokenShape(.azureSecret, "<a3>8Q~<a34>", isExact: false),
        TokenShape(.jwt, "ZXlKaGJHY2lPaU<a60>", isExact: false),
    ]

    private static let tail = [
        "pplx-<a48>", "gsk_<a52>", "xai-<a80>", "r8_<a37>", "nvapi-<u64>", "rubygems_<h48>", "AKCp<a69>", "cmVmd<a59>",
        "dckr_pat_<u27>", "CLOJARS_<l60>", "LTAI<a20>", "HRKU-AA<u58>", "fo1_<u43>", "fm2_<a120>", "pul-<h40>",
        "ico-<a32>",
        "v1.0-<h24>-<h146>", "tk-us-<u48>", "sbp_<h40>", "sha256~<u43>", "4b1d<a38>", "API-<c26>", "pnu_<a36>",
        "pscale_tkn_<u43>", "pscale_pw_<u43>", "pscale_oauth_<u43>", "dp.pt.<a43>", "pat.<u22>.<a24>.<a20>",
        "sat.<u22>.<a24>.<a20>", "sq0atp-<u22>", "EAAA<u60>", "EZAK<a54>", "EZTK<a54>", "FLWSECK_TEST-<h12>",
        "FLWSECK_TEST-<h32>-X", "shippo_live_<h40>", "shippo_test_<h40>", "duffel_test_<u43>",
    ].map { TokenShape(.apiKey, $0, isExact: false) }

    private static let moreOfTheTail = [
        "access-sandbox-<h8>-<h4>-<h4>-<h4>-<h12>", "key-<h32>", "xkeysib-<h64>-<l16>", "re_<a8>_<a24>", "NRAK-<c27>",
        "NRJS-<h19>", "NRII-<u32>", "glsa_<a32>_<h8>", "glc_<a60>", "eyJrIjoi<a90>", "sntryu_<h64>", "sntrys_<a120>",
        "dt0c01.<c24>.<c64>", "lin_api_<a40>", "ntn_<d11><a35>", "secret_<a43>", "pat<a14>.<h64>", "tfp_<u59>",
        "fio-u-<u64>", "ATATT3<u186>", "figd_<u40>", "PMAK-<h24>-<h34>", "rdme_<l70>", "sgp_<h40>", "sgp_<h16>_<h40>",
        "sgp_local_<h40>", "dnkey-<l26>-<l52>", "p8e-<l32>", "s-s4t2ud-<h64>", "squ_<h40>", "sm_aat_<a16>",
        "api-<h8>-<h4>-4<h3>-<h4>-<h12>", "sc_<l10>.<l4>.acc_<l12>.<a60>", "AGE-SECRET-KEY-1<c58>", "ops_eyJ<a260>",
        "A3-<c6>-<c11>-<c5>-<c5>-<c5>", "A3-<c6>-<c6>-<c5>-<c5>-<c5>-<c5>", "EAAC<a120>",
        "MTA<a23>.<u6>.<u38>", "<a14>.atlasv1.<u67>", "<h32>-us12", "<a6>_<a29>_mmk", "1<d9>:AA<u33>",
    ].map { TokenShape(.apiKey, $0, isExact: false) }
}

@Suite struct TokenShapeTests {
    private func kinds(_ text: String) -> [PIIKind] { Redactor().findings(in: text).map(\.kind) }

    @Test(arguments: TokenShape.all) func tokenIsFoundWholeWhereverItStands(shape: TokenShape) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            var made = MadeUpToken(seed: seed)
            let token = made.fill(shape.pattern)
            let place = "[\(shape.kind.rawValue)]"
            #expect(redacted(token) == place, "\(token)")
            for (before, after) in [
                ("see ", " now"), ("\"", "\""), ("(", ")"), ("x: ", ", y"), ("https://example.com/?q=", "&n=1"),
                ("", "\n"),
                ("\\\"", "\\\""), ("é: ", ""), ("<b>", "</b>"),
            ] {
                let text = before + token + after
                let once = redacted(text)
                #expect(once == before + place + after, "\(text)")
                #expect(redacted(once) == once)
            }
            #expect(redacted("{\"a\":\"\(token)\",\"b\":1}") == "{\"a\":\"\(place)\",\"b\":1}")
            #expect(kinds("jane@example.com \(token) 203.0.113.9") == [.email, shape.kind, .ipv4])
        }
    }

    @Test(arguments: TokenShape.all) func tokenInsideAWordIsNone(shape: TokenShape) {
        var made = MadeUpToken(seed: 5)
        let token = made.fill(shape.pattern)
        // One Slack token has another one inside.
        if !token.hasPrefix("xoxe.") { #expect(!kinds("x" + token).contains(shape.kind), "x\(token)") }
        if shape.isExact { #expect(!kinds(token + "x").contains(shape.kind), "\(token)x") }
    }

    @Test(arguments: TokenShape.all.filter(\.isExact)) func oneCharacterLessOrMoreIsNone(shape: TokenShape) {
        var made = MadeUpToken(seed: 6)
        let token = made.fill(shape.pattern)
        let isBehindDash = token.dropLast().last == "-"
        if !isBehindDash { #expect(!kinds(String(token.dropLast())).contains(shape.kind), "\(token.dropLast())") }
        #expect(!kinds(token + "0").contains(shape.kind), "\(token)0")
    }

    @Test func aTokenUnderAKeyKeepsItsOwnKind() {
        var made = MadeUpToken(seed: 7)
        let token = made.fill("sk_live_<a24>")
        #expect(redacted("api_key=\(token)") == "api_key=[STRIPE_KEY]")
        #expect(redacted("key: \(token)") == "key: [STRIPE_KEY]")
    }

    @Test(arguments: [
        "ghp_<a35>", "glpat-<u19>", "AIza<u34>", "hf_<z20>", "npm_<a30>", "SG.<u22>", "SK<h31>z", "shpat_<h31>g",
        "dop_v1_<h63>g",
        "hvs.<u10>", "dapi<h31>g", "sk-ant-<u10>", "s.<z24>", "key-<z32>", "MT<a30>.<u6>", "<h31>-us12",
        "<a13>.atlasv1.<u67>",
        "<a2>8Q~<a34>", "<a3>xQ~<a34>", "12345:AA<u33>", "1<d9>:BA<u33>", "<a5>_<a29>_mmk",
    ]) func aNearMissIsNone(pattern: String) {
        for seed in 1...4 as ClosedRange<UInt64> {
            var made = MadeUpToken(seed: seed)
            let text = made.fill(pattern)
            #expect(redacted(text) == text)
        }
    }

    @Test func everyRowHasADistinctPlaceAndABoundedBeginning() {
        #expect(TokenRule.all.count > 200)
        for rule in TokenRule.all {
            #expect(rule.prefix.count >= 2)
            for part in rule.parts.dropLast() {
                if case .run(_, let counts) = part { #expect(counts.upperBound <= 512, "only a last part may be open") }
            }
            if case .run(let set, let counts)? = rule.parts.last, counts.upperBound == .max {
                // Else a letter behind an open run could turn down what was read without bound.
                #expect((UInt8.min...UInt8.max).allSatisfy { !$0.isDigit || set.contains($0) })
            }
            #expect(PIIKind.known.contains(rule.kind))
        }
    }
}
