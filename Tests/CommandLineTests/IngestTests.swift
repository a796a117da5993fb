import AuditEvents
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct IngestTests {
    static func line(_ n: Int, _ more: String = "") -> String {
        #"{"event_id":"e-\#(n)","tenant_id":"t_demo","request_id":"r-\#(n)","action":"test.count","input":{"n":\#(n)}\#(more)}"#
    }

    private func numbers(_ tool: Tool) throws -> [Double] {
        try tool.run("log", "--tenant", "t_demo", "--json").expectDone().objects
            .compactMap { $0["event"]?["input"]?["n"]?.number }
    }

    @Test("the Kubernetes sample comes in whole once, and adds nothing the second time")
    func kubernetesTwice() throws {
        let tool = try Tool.withStore()
        let arguments = ["ingest", "--tenant", "t_k8s", Files.sample("k8s-audit.ndjson"), "--json"]
        let first = try tool.run(arguments).expectDone().object
        #expect(first == ["accepted": 51, "duplicate": 0, "refused": 0, "refusals": []])
        let second = try tool.run(arguments).expectDone().object
        #expect(second == ["accepted": 0, "duplicate": 51, "refused": 0, "refusals": []])

        let events = try tool.run("log", "--tenant", "t_k8s", "--json").objects.compactMap { $0["event"] }
        #expect(events.count == 51)
        #expect(Set(events.compactMap { $0["event_id"]?.string }).count == 51)
        #expect(events.allSatisfy { $0["recorded_by"] != nil })
        try tool.run("verify").expectDone()
    }

    @Test("our own sample comes in, each event under its own tenant, and is told as a story")
    func ownSample() throws {
        let tool = try Tool.withStore()
        let lines = try Files.lines(Files.sample("agents.ndjson"))
        let report = try tool.run("ingest", Files.sample("agents.ndjson"), "--json").expectDone().object
        #expect(report["accepted"]?.number == Double(lines.count))

        let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
        let objects = try tool.run("trace", trace, "--json").expectDone().objects
        #expect(objects.count == lines.count { $0.contains(trace) })
        let times = objects.compactMap { $0["event"]?["time"]?.string }
        #expect(times == times.sorted())
        for object in objects where object["event"]?["actor"]?["type"] == "agent" {
            #expect((object["depth"]?.number ?? 0) >= 1)
        }
        for object in objects where object["event"]?["actor"]?["type"] == "tool" {
            #expect((object["depth"]?.number ?? 0) >= 2)
        }
        let text = try tool.run("trace", trace).expectDone().text
        #expect(text.split(separator: "\n").count == objects.count + 1)
        #expect(text.contains("\n    "))
        let request = try #require(objects[0]["event"]?["metadata"]?["request_id"]?.string)
        #expect(try tool.run("trace", request, "--json").expectDone().objects.count >= 1)
    }

    @Test("the log has the order of the file")
    func orderIsKept() throws {
        let tool = try Tool.withStore()
        let count = 3000
        // Of very different lengths, so that redaction takes very different times.
        let lines = (0..<count).map { n in
            Self.line(n, n % 7 == 0 ? #","output":{"text":"\#(String(repeating: "word ", count: 800))"}"# : "")
        }
        try tool.run("ingest", "-", input: lines.joined(separator: "\n")).expectDone()
        #expect(try numbers(tool) == (0..<count).map(Double.init))
    }

    @Test("bad lines are named with line, code and field, and the rest is accepted")
    func refusals() throws {
        let tool = try Tool.withStore()
        let lines = [
            Self.line(0), "", "no json", Self.line(1, #","train_ok":true"#), Self.line(2), #"{"event_id":"x"}"#,
            Self.line(0, #","output":{"other":1}"#), Self.line(3),
        ]
        try Files.write(lines.joined(separator: "\n") + "\n", to: tool.file("in"))
        let outcome = try tool.run(
            "ingest", tool.file("in"), "--json", "--refusals", tool.file("refusals"), "--receipts",
            tool.file("receipts"))
        #expect(outcome.code == 1)
        #expect(outcome.err.isEmpty)
        let report = try outcome.object
        #expect(report["accepted"] == 3)
        #expect(report["duplicate"] == 0)
        #expect(report["refused"] == 4)
        let refusals = try #require(report["refusals"]?.array)
        #expect(refusals.compactMap { $0["line"]?.number } == [3, 4, 6, 7])
        #expect(
            refusals.compactMap { $0["code"]?.string } == ["malformed", "reserved_field", "missing_field", "conflict"])
        #expect(refusals[1]["field"] == "train_ok")
        #expect(refusals.allSatisfy { $0["message"]?.string?.isEmpty == false })
        #expect(try numbers(tool) == [0, 2, 3])

        let told = try Files.lines(tool.file("refusals")).map { try JSONValue(parsing: $0) }
        #expect(told == refusals)
        let receipts = try Files.lines(tool.file("receipts")).map { try JSONValue(parsing: $0) }
        #expect(receipts.compactMap { $0["event_id"]?.string } == ["e-0", "e-2", "e-3"])
        #expect(receipts.compactMap { $0["index"]?.number } == [0, 1, 2])
        let shown = try tool.run("show", "--tenant", "t_demo", "--index", "1", "--json").object
        #expect(receipts[1]["leaf_hash"] == shown["leaf_hash"])
    }

    @Test("the report names the first hundred refusals, the file all of them")
    func manyRefusals() throws {
        let tool = try Tool.withStore()
        let lines = (0..<250).map { $0 == 200 ? Self.line(200) : "bad \($0)" }
        let outcome = try tool.run(
            "ingest", "-", "--json", "--refusals", tool.file("refusals"), input: lines.joined(separator: "\n"))
        #expect(outcome.code == 1)
        let report = try outcome.object
        #expect(report["accepted"] == 1)
        #expect(report["refused"] == 249)
        #expect(report["refusals"]?.array?.count == 100)
        #expect(try Files.lines(tool.file("refusals")).count == 249)
        let text = try tool.run("ingest", "-", input: lines.joined(separator: "\n")).text
        #expect(text.contains("149 more"))
        #expect(text.contains("line 1: malformed"))
    }

    @Test("--strict stops at the first bad line and reports it")
    func strict() throws {
        let tool = try Tool.withStore()
        let lines = [Self.line(0), Self.line(1), "bad", Self.line(2), "bad again", Self.line(3)]
        let outcome = try tool.run("ingest", "-", "--strict", "--json", input: lines.joined(separator: "\n"))
        #expect(outcome.code == 1)
        let report = try outcome.object
        #expect(report["accepted"] == 2)
        #expect(report["refused"] == 1)
        #expect(report["refusals"]?.array?.first?["line"] == 3)
        #expect(try numbers(tool) == [0, 1])
    }

    @Test("several files are read in turn and refusals say which")
    func severalFiles() throws {
        let tool = try Tool.withStore()
        for name in ["a", "b"] { try Files.write(Self.line(name == "a" ? 0 : 1) + "\nbad\n", to: tool.file(name)) }
        let report = try tool.run("ingest", tool.file("a"), tool.file("b"), "--json").object
        #expect(report["accepted"] == 2)
        #expect(report["refusals"]?.array?.compactMap { $0["file"]?.string } == [tool.file("a"), tool.file("b")])

        let missing = try tool.run("ingest", tool.file("a"), tool.file("nowhere"), "--json")
        #expect(missing.code == 2)
        #expect(try missing.error["code"] == "io")
        #expect(missing.out.isEmpty)
    }

    @Test("a foreign format without a tenant is wrong usage; a tenant that contradicts an event refuses it")
    func tenants() throws {
        let tool = try Tool.withStore()
        #expect(try tool.run("ingest", "--format", "cloudtrail", "-").code == 64)
        let outcome = try tool.run("ingest", "--tenant", "t_other", "-", "--json", input: Self.line(0))
        #expect(outcome.code == 1)
        #expect(try outcome.object["refusals"]?.array?.first?["field"] == "tenant_id")
    }

    @Test("lists of records are read: CloudTrail's Records and Kubernetes' EventList")
    func lists() throws {
        let tool = try Tool.withStore()
        let sample = try Files.lines(Files.sample("k8s-audit.ndjson"))
        let list =
            #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":["# + sample[0..<3].joined(separator: ",\n")
            + "]}"
        let report = try tool.run("ingest", "--tenant", "t_k8s", "-", "--json", input: list).expectDone().object
        #expect(report["accepted"] == 3)
        let records = #"{"Records":[{"eventVersion":"1.08"}]}"#
        let refused = try tool.run(
            "ingest", "--tenant", "t_aws", "--format", "cloudtrail", "-", "--json", input: records)
        #expect(refused.code == 1)
        #expect(try refused.object["refusals"]?.array?.first?["part"] == 1)
    }

    @Test("Ctrl-C ends reading, waits for what is on its way, reports and ends with 130")
    func interrupted() async throws {
        let tool = try Tool.withStore()
        let fifo = try Fifo(tool.file("fifo"))
        let ingest = try tool.start(["ingest", "-", "--json"], inputPath: fifo.path)
        try fifo.write((0..<50).map { Self.line($0) + "\n" }.joined())
        // Half a line: it must not be taken for a record.
        try fifo.write(#"{"event_id":"e-50","#)
        try await tool.waitForEntries(50)
        ingest.signal(SIGINT)
        let outcome = try ingest.finish()
        fifo.close()
        #expect(outcome.code == 130)
        #expect(outcome.err.isEmpty)
        #expect(try outcome.object == ["accepted": 50, "duplicate": 0, "refused": 0, "refusals": []])
        #expect(try numbers(tool).count == 50)
        // Closed cleanly: the lock is free and everything is published.
        try tool.run("emit", "--tenant", "t_demo", "--action", "a.b").expectDone()
        try tool.run("verify").expectDone()
    }

    @Test("receipts that cannot be written stop the work with 2 and a report of what was accepted")
    func unwritableReceipts() throws {
        let tool = try Tool.withStore()
        let lines = (0..<20).map { Self.line($0) }.joined(separator: "\n")
        let outcome = try tool.run("ingest", "-", "--receipts", "/dev/full", "--json", input: lines)
        #expect(outcome.code == 2)
        #expect(try outcome.error["code"] == "io")
        #expect(try outcome.object["accepted"] == 20)
        #expect(try tool.run("ingest", "-", "--json", input: lines).object["duplicate"] == 20)
    }

    @Test(
        "memory stays bounded, whatever the length of the file",
        .enabled(if: !isSanitized, "the sanitizer's own memory would be measured"), .timeLimit(.minutes(10)))
    func memory() async throws {
        let tool = try Tool.withStore()
        let count = runsEverything ? 300_000 : 20_000
        let event = #"{"tenant_id":"t_demo","request_id":"r-%d","action":"test.count","input":{"n":%d,"text":"%s"}}"#
        let text = "some words that fill the event up to a length that is usual for an event of a service"
        let quoted = event.replacing("\"", with: "\\\"")
        let made = try tool.shell(
            """
            awk 'BEGIN { for (n = 0; n < \(count); n++) printf "\(quoted)\\n", n, n, "\(text)" }' > \(tool.file("in"))
            """)
        #expect(made.code == 0, "\(made.errorText)")
        let ingest = try tool.start(["ingest", tool.file("in"), "--json"])
        let peak = try await ingest.peakMemory()
        let outcome = try ingest.finish().expectDone()
        #expect(try outcome.object["accepted"]?.number == Double(count))
        #expect(peak > 0 && peak < 300 * 1024, "\(peak) KiB")
        try tool.run("verify").expectDone()
    }
}
