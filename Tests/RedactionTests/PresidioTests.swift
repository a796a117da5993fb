import AuditEvents
import Testing

@testable import Redaction

/// Presidio's own recogniser tests, for the kinds that we cover.
@Suite struct PresidioTests {
    private static let kinds: [String: Set<PIIKind>] = [
        "EMAIL_ADDRESS": [.email], "PHONE_NUMBER": [.phone], "CREDIT_CARD": [.creditCard], "IBAN_CODE": [.iban],
        "US_SSN": [.usSSN], "IP_ADDRESS": [.ipv4, .ipv6], "DE_PLZ": [.postalCode],
        "MAC_ADDRESS": [.macAddress], "CRYPTO": [.cryptoWallet],
    ]

    /// What we decide otherwise, and why.
    private static let knownMisses: [String: String] = [
        "078051121": "nine digits without a word such as `ssn` are more often an id",
        "Use local ipv6 ::": "the unspecified address is nobody's",
        "2001:db8::/32": "a whole network is nobody's",
        "Prefix: 2001:db8::/32": "a whole network is nobody's",
        "Use 2001:db8::/32.": "a whole network is nobody's",
    ]

    private struct Vector {
        let entity: String
        let text: String
        let count: Int
        let spans: [Range<Int>]?

        init?(_ line: String) {
            guard let json = try? JSONValue(parsing: line), let entity = json["entity"]?.string,
                let text = json["text"]?.string, let count = json["count"]?.number
            else { return nil }
            self.entity = entity
            self.text = text
            self.count = Int(count)
            spans = json["spans"]?.array?.compactMap { span in
                guard let pair = span.array, let start = pair[0].number, let end = pair[1].number else { return nil }
                return Int(start)..<Int(end)
            }
        }
    }

    @Test func everyVectorOfACoveredKindIsFoundExactly() throws {
        let vectors = try vectorLines("presidio-recognizers.jsonl").compactMap(Vector.init)
        #expect(vectors.count == 291)
        let redactor = Redactor()
        var checked = 0
        var missed: Set<String> = []
        for vector in vectors {
            guard let kinds = Self.kinds[vector.entity] else { continue }
            checked += 1
            let found = redactor.findings(in: vector.text).filter { kinds.contains($0.kind) }
            let spans = redactor.scalarSpans(of: found, in: vector.text).map(\.range)
            if Self.knownMisses[vector.text] != nil {
                #expect(spans.isEmpty)
                missed.insert(vector.text)
                continue
            }
            #expect(spans.count == vector.count, "\(vector.entity): \(vector.text)")
            if let expected = vector.spans { #expect(spans == expected, "\(vector.entity): \(vector.text)") }
        }
        #expect(checked == 122)
        #expect(missed.count == Self.knownMisses.count)
    }

    @Test func noNegativeIsFoundAsAnotherKind() throws {
        let vectors = try vectorLines("presidio-recognizers.jsonl").compactMap(Vector.init)
        let touched = vectors.filter { $0.count == 0 && !Redactor().findings(in: $0.text).isEmpty }
        #expect(touched.map(\.text) == [])
    }
}
