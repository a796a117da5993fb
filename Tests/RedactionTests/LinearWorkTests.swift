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
