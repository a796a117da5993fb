import AuditEvents
import Testing

@Suite struct EmitTests {
    @Test("the receipt has the fields that programs rely on, and no others")
    func receiptShape() throws {
        let tool = try Tool.withStore()
        let receipt = try tool.run(
            "emit", "--tenant", "t_demo", "--action", "maybes.create", "--actor", "human:u_1", "--request-id", "req-1",
            "--resource", "maybe:m_1", "--input", #"{"note":"mail ana@example.com"}"#, "--json"
        ).expectDone().object
        #expect(
            Set(receipt.map(\.key)) == [
                "log", "tenant_id", "index", "event_id", "leaf_hash", "recorded_at", "pii_flags", "train_ok",
                "train_reason", "duplicate",
            ])
        #expect(receipt["log"] == "audit.example.com/t_demo")
        #expect(receipt["tenant_id"] == "t_demo")
        #expect(receipt["index"] == 0)
        #expect(receipt["leaf_hash"]?.string?.count == 64)
        #expect(receipt["recorded_at"]?.string?.hasSuffix("Z") == true)
        #expect(receipt["recorded_at"]?.string?.count == 27)
        #expect(receipt["pii_flags"]?["kinds"]?["EMAIL"] == 1)
        #expect(receipt["pii_flags"]?["fields"] == ["input.note"])
        #expect(receipt["train_ok"] == false)
        #expect(receipt["train_reason"] == "pii")
        #expect(receipt["duplicate"] == false)
    }

    @Test("what is given on the command line is what is stored")
    func everyOptionArrives() throws {
        let tool = try Tool.withStore()
        try tool.run(
            "emit", "--tenant", "t_demo", "--action", "maybes.update", "--actor", "agent:a_1", "--on-behalf-of",
            "human:u_2", "--request-id", "req-9", "--trace-id", "4bf92f3577b34da6a3ce929d0e0e4736", "--resource",
            "maybe:m_1:x", "--outcome", "denied", "--input", #"{"a":1}"#, "--output", #"{"b":2}"#, "--metadata",
            #"{"c":3}"#, "--event-id", "event-1"
        ).expectDone()
        let event = try #require(
            try tool.run("show", "--tenant", "t_demo", "--event", "event-1", "--json").object["event"])
        #expect(event["actor"] == ["type": "agent", "id": "a_1", "on_behalf_of": ["type": "human", "id": "u_2"]])
        #expect(event["resource"] == ["type": "maybe", "id": "m_1:x"])
        #expect(event["outcome"] == "denied")
        #expect(event["surface"] == "cli")
        #expect(event["input"] == ["a": 1])
        #expect(event["output"] == ["b": 2])
        #expect(event["metadata"]?["c"] == 3)
        #expect(event["metadata"]?["request_id"] == "req-9")
        #expect(event["metadata"]?["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(event["metadata"]?["actor_type"] == "agent")
        #expect(event["metadata"]?["action"] == "maybes.update")
    }

    @Test("without actor and request the login and a new request id stand there")
    func defaultContext() throws {
        let tool = try Tool.withStore()
        for _ in 0..<2 { try tool.run("emit", "--tenant", "t_demo", "--action", "a.b").expectDone() }
        let events = try tool.run("log", "--tenant", "t_demo", "--json").objects.compactMap { $0["event"] }
        #expect(events.count == 2)
        #expect(events[0]["actor"]?["type"] == "human")
        #expect(events[0]["actor"]?["id"]?.string?.isEmpty == false)
        let requests = events.compactMap { $0["metadata"]?["request_id"]?.string }
        #expect(Set(requests).count == 2)
    }

    @Test("a repeated event id gives the first receipt again; other content under it is a conflict")
    func eventIDIsExactlyOnce() throws {
        let tool = try Tool.withStore()
        let arguments = ["emit", "--tenant", "t_demo", "--action", "a.b", "--event-id", "e-1", "--json", "--input"]
        var first = try tool.run(arguments + [#"{"n":1}"#]).expectDone().object
        let second = try tool.run(arguments + [#"{"n":1}"#]).expectDone().object
        #expect(second["duplicate"] == true)
        first["duplicate"] = true
        #expect(first == second)

        let other = try tool.run(arguments + [#"{"n":2}"#])
        #expect(other.code == 1)
        #expect(other.out.isEmpty)
        #expect(try other.error["code"] == "conflict")
        #expect(try other.error["event_id"] == "e-1")
        #expect(try tool.run("log", "--tenant", "t_demo", "--json").objects.count == 1)
    }

    @Test("large values come from a file or from stdin")
    func valuesFromFilesAndStdin() throws {
        let tool = try Tool.withStore()
        try Files.write(#"{"from":"file"}"#, to: tool.file("input.json"))
        try tool.run(
            "emit", "--tenant", "t_demo", "--action", "a.b", "--input", "@" + tool.file("input.json"), "--output", "-",
            input: #"{"from":"stdin"}"#
        ).expectDone()
        let event = try tool.run("log", "--tenant", "t_demo", "--json").object["event"]
        #expect(event?["input"] == ["from": "file"])
        #expect(event?["output"] == ["from": "stdin"])

        let missing = try tool.run("emit", "--tenant", "t_demo", "--action", "a.b", "--input", "@nowhere", "--json")
        #expect(missing.code == 2)
        #expect(try missing.error["code"] == "io")
    }

    @Test(
        "a refused event ends with 1, its code and its field, and is not written",
        arguments: [
            (["--tenant", "bad tenant", "--action", "a.b"], "invalid_tenant", "tenant_id"),
            (["--tenant", "t_demo", "--action", "not a verb"], "invalid_field", "action"),
            (["--tenant", "t_demo", "--action", "a.b", "--input", "{"], "malformed", "input"),
            (["--tenant", "t_demo", "--action", "a.b", "--input", "[1]"], "invalid_field", "input"),
            (["--tenant", "t_demo", "--action", "a.b", "--input", #"{"n":1e999}"#], "number_range", "input"),
            (
                ["--tenant", "t_demo", "--action", "a.b", "--input", #"{"n":9007199254740993}"#], "number_range",
                "input"
            ),
            (
                ["--tenant", "t_demo", "--action", "a.b", "--metadata", #"{"request_id":"other"}"#],
                "reserved_metadata", "metadata.request_id"
            ),
            (["--tenant", "t_demo", "--action", "a.b", "--event-id", "two words"], "invalid_field", "event_id"),
        ] as [([String], String, String)])
    func refused(arguments: [String], code: String, field: String) throws {
        let tool = try Tool.withStore()
        let json = try tool.run(["emit"] + arguments + ["--json"])
        #expect(json.code == 1)
        #expect(json.out.isEmpty)
        let error = try json.error
        #expect(error["code"]?.string == code)
        #expect(error["field"]?.string?.hasPrefix(field) == true)
        #expect(error["durability"] == "not_written")

        let plain = try tool.run(["emit"] + arguments)
        #expect(plain.code == 1)
        #expect(plain.errorText.contains(code))
        #expect(try tool.run("log", "--tenant", "t_demo", "--json").expectDone().objects.isEmpty)
    }

    @Test("beyond 16 MiB an input is refused with limit and actual size")
    func tooLarge() throws {
        let tool = try Tool.withStore()
        let text = String(repeating: "word ", count: 17 * 1024 * 1024 / 5)
        let outcome = try tool.run(
            "emit", "--tenant", "t_demo", "--action", "a.b", "--input", "-", "--json", input: #"{"t":"\#(text)"}"#)
        #expect(outcome.code == 1)
        let error = try outcome.error
        #expect(error["code"] == "too_large")
        #expect(error["field"] == "input")
        #expect(error["limit"] == 16_777_216)
        #expect((error["actual"]?.number ?? 0) > 16_777_216)
    }
}
