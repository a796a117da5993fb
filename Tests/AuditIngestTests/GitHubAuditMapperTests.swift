import AuditEvents
import AuditIngest
import Testing

@Suite struct GitHubAuditMapperTests {
    private static func text(_ change: (inout JSONObject) -> Void = { _ in }) -> String {
        var record: JSONObject = [
            "@timestamp": 1_606_929_874_512, "action": "team.add_member", "actor": "octocat",
            "created_at": 1_606_929_874_512, "_document_id": "xJJFlFOhQ6b-5vaAFy9Rjw", "org": "octo-corp",
            "team": "octo-corp/example-team", "user": "monalisa", "actor_ip": "192.0.2.7", "user_agent": "Mozilla/5.0",
            "actor_location": ["country_code": "US"],
        ]
        change(&record)
        return String(decoding: record.canonicalBytes(), as: UTF8.self)
    }

    private static func record(_ change: (inout JSONObject) -> Void) throws -> IngestRecord {
        try Reading.records(text(change))[0]
    }

    @Test func aRecordIsMappedFieldByField() throws {
        let record = try Self.record { _ in }
        #expect(record.event.eventID == "xJJFlFOhQ6b-5vaAFy9Rjw")
        #expect(record.context.requestID == "xJJFlFOhQ6b-5vaAFy9Rjw")
        #expect(record.event.action == "github.team.add_member")
        #expect(record.event.time == Timestamp("2020-12-02T17:24:34.512Z"))
        #expect(record.event.resource == Resource("team", "octo-corp/example-team"))
        #expect(record.event.metadata["source_ips"] == ["192.0.2.7"])
        #expect(record.event.metadata["user_agent"] == "Mozilla/5.0")
        #expect(record.event.metadata["source"]?["actor_location"]?["country_code"] == "US")
        #expect(record.context.actor == Actor(.human, "octocat"))
        #expect(record.event.outcome == .success)
    }

    @Test func eventsOfOneRequestShareItsID() throws {
        #expect(try Self.record { $0["request_id"] = "AAAA:1" }.context.requestID == "AAAA:1")
    }

    @Test func appsAndGitHubItselfAreSystems() throws {
        #expect(try Self.record { $0["actor"] = "dependabot[bot]" }.context.actor == Actor(.system, "dependabot[bot]"))
        #expect(try Self.record { $0["actor_is_bot"] = true }.context.actor == Actor(.system, "octocat"))
        #expect(try Self.record { $0["actor"] = nil }.context.actor == Actor(.system, "github"))
    }

    @Test func aFailedSignInAndARefusedCallAreDenied() throws {
        #expect(try Self.record { $0["action"] = "user.failed_login" }.event.outcome == .denied)
        let call = try Self.record {
            $0["action"] = "api.request"
            $0["status_code"] = 403
            $0["request_body"] = "{}"
        }
        #expect(call.event.outcome == .denied)
        #expect(call.event.input == ["request_body": "{}"])
        #expect(try Self.record { $0["status_code"] = 500 }.event.outcome == .error)
    }

    @Test(arguments: [("@timestamp", JSONValue.string("soon")), ("@timestamp", 1e300), ("@timestamp", true)])
    func aTimeThatIsNoneIsRefused(field: String, value: JSONValue) {
        let error = Reading.refusal(Self.text { $0[field] = value })
        #expect(error?.code == .invalidField)
        #expect(error?.field == field)
    }

    @Test func aRecordWithoutTimeIsRefused() {
        let error = Reading.refusal(
            Self.text {
                $0["@timestamp"] = nil
                $0["created_at"] = nil
            })
        #expect(error?.code == .missingField)
        #expect(error?.field == "@timestamp")
    }
}
