import AuditEvents
import Testing

@Suite struct IdentifierTests {
    @Test func aUUIDv7HoldsTheTimeTheVersionAndTheVariant() {
        var generator = SeededGenerator(seed: 7)
        // The example of RFC 9562, appendix A.6: 2022-02-22T19:22:22Z.
        let id = EventID.uuidv7(at: Timestamp("2022-02-22T19:22:22Z")!, using: &generator)
        #expect(id.hasPrefix("017f22e2-79b0-7"))
        let parts = id.split(separator: "-")
        #expect(parts.map(\.count) == [8, 4, 4, 4, 12])
        #expect("89ab".contains(parts[3].first!))
        #expect(EventID.isValid(id))
    }

    @Test func uuidsUseEveryRandomBitAndDiffer() {
        var generator = SeededGenerator(seed: 1)
        var all: Set<String> = []
        var set = [Int](repeating: 0, count: 128)
        for _ in 0..<1000 {
            let id = EventID.uuidv7(at: Timestamp(microseconds: 0), using: &generator)
            all.insert(id)
            for (place, digit) in id.filter({ $0 != "-" }).enumerated() {
                for bit in 0..<4 where digit.hexDigitValue! & (8 >> bit) != 0 { set[place * 4 + bit] += 1 }
            }
        }
        #expect(all.count == 1000)
        let random = Array(52..<64) + Array(66..<128)
        #expect(random.allSatisfy { (350...650).contains(set[$0]) })
        #expect(set[0..<48].allSatisfy { $0 == 0 })
    }

    @Test(arguments: [
        ("a", true), (String(repeating: "x", count: 128), true), ("!~", true), ("", false),
        (String(repeating: "x", count: 129), false), ("a b", false), ("a\n", false), ("\u{e9}", false),
        ("\u{7F}", false),
    ])
    func anIDOfACallerIsPrintableASCII(id: String, isValid: Bool) {
        #expect(EventID.isValid(id) == isValid)
    }

    @Test func aTraceparentOfTheSpecificationIsRead() throws {
        let parent = try #require(TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
        #expect(parent.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(parent.parentID == "00f067aa0ba902b7")
        #expect(parent.isSampled)
        #expect(TraceParent("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-fe")?.isSampled == false)
        #expect(TraceParent("cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-what") != nil)
    }

    @Test(arguments: [
        "", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
        "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01",
        "cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01.what",
    ])
    func aTraceparentThatIsNotValidIsIgnored(header: String) {
        #expect(TraceParent(header) == nil)
        let context = RequestContext(tenantID: "t_demo", requestID: "r-1", traceparent: header)
        #expect(context.traceID == "r-1")
    }

    @Test func aContextTakesItsTraceIDFromTheTraceparent() {
        let context = RequestContext(
            tenantID: "t_demo", requestID: "r-1", traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        )
        #expect(context.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
    }
}
