import AuditEvents
import Testing

@testable import Redaction

/// Presidio's own recogniser tests, one kind at a time and with everything on.
@Suite struct ScoreboardTests {
    /// Dates and URLs are an audit log's substance, and stay.
    private static let unscored: Set<String> = ["DATE_TIME", "URL"]

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

    private static func vectors() throws -> [Vector] {
        let all = try vectorLines("presidio-recognizers.jsonl").compactMap(Vector.init)
        #expect(all.count == 291)
        return all.filter { !unscored.contains($0.entity) }
    }

    private static func spans(_ found: [Finding], in text: String) -> [Range<Int>] {
        Redactor().scalarSpans(of: found, in: text).map(\.range)
    }

    @Test func everyVectorIsFoundExactlyWhenItsKindAloneIsAskedFor() throws {
        for vector in try Self.vectors() {
            let kinds = KindInfo.kinds(named: vector.entity)
            let spans = Self.spans(Redactor(only: kinds).findings(in: vector.text), in: vector.text)
            #expect(spans.count == vector.count, "\(vector.entity): \(vector.text)")
            if let expected = vector.spans { #expect(spans == expected, "\(vector.entity): \(vector.text)") }
        }
    }

    @Test func nothingPersonalSurvivesWithEverythingOn() throws {
        for vector in try Self.vectors() where vector.count > 0 {
            let spans = Self.spans(Redactor().findings(in: vector.text), in: vector.text)
            #expect(!spans.isEmpty, "\(vector.entity): \(vector.text)")
            for expected in vector.spans ?? [] {
                #expect(
                    spans.contains { $0.lowerBound <= expected.lowerBound && $0.upperBound >= expected.upperBound },
                    "\(vector.entity): \(vector.text)")
            }
        }
    }

    /// A number that is none of its own kind may be one of another: these are.
    private static let ofAnotherKind: [String: PIIKind] = [
        "ABC123456": .esPassport, "44051401459": .ngNIN, "234567601": .usSSN,
    ]

    @Test func negativesStayWithEverythingOn() throws {
        for vector in try Self.vectors() where vector.count == 0 {
            let found = Redactor().findings(in: vector.text).map(\.kind)
            let expected = Self.ofAnotherKind[vector.text].map { [$0] } ?? []
            #expect(found == expected, "\(vector.entity): \(vector.text)")
        }
    }
}
