import Testing

@testable import Redaction

#if DEBUG
    /// Counts bytes read instead of time: a debug build counts every read of the text.
    @Suite struct LinearWorkTests {
        static let units = [
            "a", "@", "a@", "a@b.", "1", "1 ", "1.", "1-", "1.1.", "1:", "::", ":", "a:", ":a", "=", "token=", "token:",
            "token=,",
            "token=\"", "token='", "pin=a", "pin=\"", "\"card\":{", "\"card\":[", "password: |\n ", "pin: |\n ",
            "cookie: ", "--token ",
            "eyJ", "eyJ.", "eyJ-", "eyJhbGciOiJub25lIn0.", "AKIA", "aws ", "aws", "aws/", "ghp_", "-", "--",
            "-----BEGIN PRIVATE KEY-----",
            "-----BEGIN ", "-----END PRIVATE KEY-----", "-----END PRIVATE KEY----- A", "AAAA ", "://", "a://",
            "a://b:c/", "a://b@",
            "+", "+1", "+1 ", "+49 30 ", "(", "(4", "415 ", "415-555-", "phone 1 2 3 ", "zip 1 ", "ZIP A1 ", "4111 ",
            "4111-", "41 ",
            "DE89 ", "DE89", "A1 ", "A1B2 ", "Bearer ", "Basic ", "Basic A", "Bearer a", "[", "<", "[EMAIL",
            "<EMAIL:k1:", "\\", "\"",
            "'", "\\\"", "\n", " ", "{", "é", "邮@", "1234567890 call ", "0:0:", "f:f:", "123-45-", "\u{0}", "_1", "$",
            "1-", "AB12 ", "AB12-", "99.999.", "12/", "A-A 1 ", "A A 1 ", "AAA AA 9 ", "9A", "9A9A9A ", "1+", "12:",
            "99-99-", "999 99 9999 ", "X9 X9 X9 ", "steuer 9 ", "A9:", "1.1/", "9é", "AAAAAAAA1", "AAAAAAAA 1 ",
            "DEUTDEFF ", "BIC DEUTDEFF", "AAAA", "BIC ", "1.23456, ", "lat 1.23456 ", "location 1.2", "1.2°",
            "12 Main ", "12 Main Street", "12 A B C D E ", "12 rue de ", "rue de ", "Hauptstraße ", "Hauptstraße 1",
            "straße", "Calle A B C 1 ", "A B C 1 ", "born 2024-01-31 ", "2024-01-31 ", "born ", "2024-01-31",
            "token=$A", "a%40", "%40", "<token>", "<token>a", "a>", "token=${",
            "sk-", "sk-proj-", "sk-ant-", "sk_live_", "s.", "SG.", "SG.a", "xoxb-", "xoxe.xoxp-", "hvs.", "dp.pt.",
            "key-",
            "pat.", "t1.", "t1.a", "MTA", "A3-", "A3-A", "sc_a", "sc_aaaaa.aaaa.acc_", "eyJrIjoi", "ZXlKaGJHY2lPaU",
            "1//0",
            "AAAA", "EAAA", "glcbt-a_", "pypi-AgEIcHlwaS5vcmc", "hooks.slack.com/services/", "_gitlab_session=", "8Q~",
            "Q~",
            "aaa8Q~", ":A", "1:A", "123456789:AA", ".atlasv1.", "aaaaaaaaaaaaaa.atlasv1.", "-us1", "0-us1", "_mmk",
            "a_mmk",
            "00:", "00-", "00:00:00:00:00:", "0000.", "aabb.ccdd.", "bc1", "bc1q", "BC1", "1A", "3", "1 1A", "0x",
            "0xa", "0xA",
            "eth 0x", "key=", "key=a", "key:a1B", "key = \"", "auth: ", "datadog:", "a1B2c3", "key=a1B2c3D4,", "key?=",
            "?=",
            "||=", "value=", "value: ", "name=\"password\" value=\"", "name: password\n value: ", "(\"token\", ",
            "(\"token\", \"", "\", ", "', '", "password is ", "password is a", " is", " was ", "curl -u ", "-u ",
            " -u a:b ",
            " -pa1 ", "mysql -p", " -a b", "--user a:b ", "curl --user=a:b ", "token=process.env.",
            "token=os.environ[\"",
            "token=getenv(\"", "token=${{", "token={{", "token=f(", "token=f(\"", "token=self.", "token=op://",
            "token=arn:aws",
            "token=getenv(\"A\", ", "token=a ||", "token=a, ", "(token=token,", "kind: Secret\n",
            "kind: Secret\ndata:\n a: b\n", "kind: Secret\n---\n", "kind: Secret ", "data:\n a: b\n",
            "a:b@tcp(", "@unix(", "oracle:thin:", "oracle:thin:a/b", "first_name=", "first_name: A ",
            "full name: A B C ", "name:", "address_line_1:", "street: A 1 ",
            "surname=\"", "customer_name:de ", "?sig=", "&sig=a%2B", "x-amz-signature=",
        ]

        @Test(arguments: units) func workGrowsWithTheTextOnly(unit: String) {
            func reads(_ bytes: Int) -> Int {
                var redactor = TextRedactor(pseudonymizer: nil)
                let text = String(repeating: unit, count: max(1, bytes / unit.utf8.count))
                _ = redactor.candidates(in: text, mode: .text, hint: [])
                return redactor.reads
            }
            let small = reads(8_000)
            let large = reads(32_000)
            #expect(large < 5 * small, "\(small) reads for 8 kB, \(large) for 32 kB")
            #expect(large < 80 * 32_000, "\(large / 32_000) reads a byte")
        }

        @Test func cleanTextIsReadAboutOnce() {
            var redactor = TextRedactor(pseudonymizer: nil)
            let text = String(repeating: "The quick brown fox jumps over the lazy dog and goes home. ", count: 100)
            _ = redactor.candidates(in: text, mode: .text, hint: [])
            #expect(redactor.reads < 2 * text.utf8.count)
        }
    }
#endif
