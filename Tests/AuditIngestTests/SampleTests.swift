import AuditEvents
import AuditIngest
import Testing

/// The samples that come with the project, read whole.
@Suite struct SampleTests {
    @Test func everyKubernetesEventIsReadUnderAnIDOfItsOwn() throws {
        let records = try Reading.items(try Reading.sample("k8s-audit.ndjson")).map { try $0.result.get() }
        #expect(records.count == 51)
        #expect(Set(records.map(\.event.eventID)).count == 51)
        // Two pairs share an auditID and nothing else.
        #expect(Set(records.map(\.context.requestID)).count == 49)
        for record in records {
            try EventRules.check(record.event)
            try EventRules.check(record.context)
            #expect(record.event.time != nil)
            #expect(record.event.action.hasPrefix("k8s."))
            #expect(record.event.metadata["source_format"] == "k8s-audit")
        }
    }

    @Test func theFirstKubernetesEventIsMappedFieldByField() throws {
        let record = try #require(
            try Reading.items(try Reading.sample("k8s-audit.ndjson")).first.map { try $0.result.get() })
        #expect(record.event.action == "k8s.namespaces.create")
        #expect(record.event.time == Timestamp("2018-10-25T13:58:49.736141Z"))
        #expect(record.event.resource == Resource("namespaces", "foo"))
        #expect(record.event.outcome == .success)
        #expect(record.event.durationMilliseconds == 5.553)
        #expect(record.event.input["requestObject"]?["kind"] == "Namespace")
        #expect(record.event.output == ["responseStatus": ["code": 201, "metadata": [:]]])
        #expect(record.event.metadata["source_ips"] == ["192.168.99.1"])
        #expect(record.event.metadata["source"]?["user"]?["groups"] == ["system:masters", "system:authenticated"])
        #expect(record.event.metadata["source"]?["level"] == "Request")
        #expect(record.event.tenantID == "t_demo")
        #expect(record.context.actor == Actor(.system, "system:anonymous"))
        #expect(record.context.requestID == "841d3e6d-90d2-43df-8da4-684738bee3d5")
        #expect(record.context.traceID == "841d3e6d-90d2-43df-8da4-684738bee3d5")
        #expect(record.context.surface == "kubernetes")
        #expect(record.context.recordedBy == "key_1")
    }

    @Test func ourOwnEventsAreReadWithTheirRequests() throws {
        let records = try Reading.items(try Reading.sample("agents.ndjson"), tenant: nil).map { try $0.result.get() }
        #expect(records.count == 37)
        #expect(Set(records.map(\.event.eventID)).count == 37)
        for record in records {
            try EventRules.check(record.context)
            #expect(record.context.tenantID == "t_demo")
            #expect(record.context.w3cTraceID?.count == 32)
            #expect(record.context.actor == record.event.actor)
        }
        #expect(Set(records.map(\.context.traceID)).count == 6)
        #expect(Set(records.map(\.event.surface)).count >= 5)
        #expect(Set(records.map(\.event.outcome)) == Set(Outcome.allCases))
        #expect(records.filter { $0.event.eventID?.hasPrefix("mac_") == false }.count == 2)
        #expect(records.filter { $0.event.callerTrainOK == false }.count == 1)
    }

    @Test(arguments: ["k8s-audit.ndjson", "agents.ndjson"], [1, 7, 4096])
    func theSameFileGivesTheSameEventsInWhateverPiecesItComes(name: String, chunk: Int) throws {
        let bytes = try Reading.sample(name)
        let whole = try Reading.items(bytes).map { try $0.result.get() }
        let pieces = try Reading.items(bytes, chunk: chunk).map { try $0.result.get() }
        #expect(whole == pieces)
    }

    /// Whatever stood in a record stands somewhere in its event.
    @Test func nothingOfAKubernetesEventIsLost() throws {
        func leaves(_ value: JSONValue, into found: inout [JSONValue: Int]) {
            switch value {
            case .array(let items): for item in items { leaves(item, into: &found) }
            case .object(let object): for member in object.members { leaves(member.value, into: &found) }
            default: found[value, default: 0] += 1
            }
        }
        let bytes = try Reading.sample("k8s-audit.ndjson")
        let lines = bytes.split(separator: 0x0A)
        for (line, item) in zip(lines, Reading.items(bytes)) {
            var before: [JSONValue: Int] = [:]
            leaves(try JSONValue(parsing: line), into: &before)
            let event = try item.result.get().event
            var after: [JSONValue: Int] = [:]
            for part in [event.input, event.output, event.metadata] { leaves(.object(part), into: &after) }
            for (value, count) in before { #expect(after[value, default: 0] >= count) }
        }
    }
}
