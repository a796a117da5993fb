import AuditEvents
import AuditIngest
import Testing

@Suite struct KubernetesAuditMapperTests {
    private static func text(_ change: (inout JSONObject) -> Void) -> String {
        var record: JSONObject = [
            "kind": "Event", "apiVersion": "audit.k8s.io/v1", "auditID": "a-1", "verb": "get",
            "stage": "ResponseComplete", "stageTimestamp": "2026-01-01T00:00:00.5Z", "user": ["username": "jane"],
            "requestURI": "/api/v1/namespaces/default/pods/nginx?watch=true",
            "objectRef": ["resource": "pods", "namespace": "default", "name": "nginx"], "responseStatus": ["code": 200],
        ]
        change(&record)
        return String(decoding: record.canonicalBytes(), as: UTF8.self)
    }

    private static func record(_ change: (inout JSONObject) -> Void) throws -> IngestRecord {
        try Reading.records(text(change))[0]
    }

    @Test(arguments: [
        (101.0, Outcome.success), (200, .success), (302, .success), (401, .denied), (403, .denied), (404, .error),
        (409, .error), (500, .error),
    ])
    func theStatusTellsTheOutcome(code: Double, outcome: Outcome) throws {
        let record = try Self.record { $0["responseStatus"] = ["code": .number(code)] }
        #expect(record.event.outcome == outcome)
        #expect(record.event.severity == (outcome == .success ? .info : .warning))
    }

    @Test func withoutAStatusDecisionAndStageTellTheOutcome() throws {
        #expect(try Self.record { $0["responseStatus"] = nil }.event.outcome == .success)
        let forbidden = try Self.record {
            $0["responseStatus"] = nil
            $0["annotations"] = ["authorization.k8s.io/decision": "forbid"]
        }
        #expect(forbidden.event.outcome == .denied)
        let panic = try Self.record {
            $0["responseStatus"] = nil
            $0["stage"] = "Panic"
        }
        #expect(panic.event.outcome == .error)
    }

    @Test(arguments: [
        ("jane", Actor.Kind.human), ("system:serviceaccount:kube-system:replicaset-controller", .system),
        ("system:node:minikube", .system), ("system:kube-controller-manager", .system), ("system:anonymous", .system),
    ])
    func theUserNameTellsTheActor(name: String, kind: Actor.Kind) throws {
        let record = try Self.record { $0["user"] = ["username": .string(name)] }
        #expect(record.context.actor == Actor(kind, name))
    }

    @Test func anImpersonatedUserIsTheOneActedFor() throws {
        let record = try Self.record { $0["impersonatedUser"] = ["username": "joe"] }
        #expect(record.context.actor == Actor(.human, "jane", onBehalfOf: Actor(.human, "joe")))
    }

    @Test func aRequestThatFailedToAuthenticateHasAnActorToo() throws {
        #expect(try Self.record { $0["user"] = [:] }.context.actor == Actor(.system, "system:unauthenticated"))
    }

    @Test func theObjectTellsActionAndResource() throws {
        let exec = try Self.record {
            $0["verb"] = "create"
            $0["objectRef"] = ["resource": "pods", "subresource": "exec", "namespace": "default", "name": "nginx"]
        }
        #expect(exec.event.action == "k8s.pods.exec.create")
        #expect(exec.event.resource == Resource("pods/exec", "default/nginx"))
        let made = try Self.record {
            $0["objectRef"] = ["resource": "pods", "namespace": "default"]
            $0["responseObject"] = ["metadata": ["name": "nginx-x1"]]
        }
        #expect(made.event.resource == Resource("pods", "default/nginx-x1"))
        let list = try Self.record { $0["objectRef"] = ["resource": "nodes"] }
        #expect(list.event.resource == Resource("nodes", "*"))
        let url = try Self.record {
            $0["objectRef"] = nil
            $0["requestURI"] = "/healthz?verbose=1"
        }
        #expect(url.event.action == "k8s.url.get")
        #expect(url.event.resource == Resource("url", "/healthz"))
        let odd = try Self.record { $0["objectRef"] = ["resource": "Widgets@X"] }
        #expect(odd.event.action == "k8s.widgets-x.get")
    }

    @Test func theFormatIsToldWithoutAnAPIVersion() throws {
        #expect(try Self.record { $0["apiVersion"] = nil }.event.action == "k8s.pods.get")
        let noID = try Self.record { $0["auditID"] = nil }
        #expect(noID.context.requestID == noID.event.eventID)
    }

    @Test func anOlderEventHasItsTimeInAnotherField() throws {
        let record = try Self.record {
            $0["stageTimestamp"] = nil
            $0["timestamp"] = "2018-10-25T13:58:49Z"
        }
        #expect(record.event.time == Timestamp("2018-10-25T13:58:49Z"))
    }

    @Test func aRecordWithoutTimeOrVerbIsRefused() {
        let noTime = Reading.refusal(Self.text { $0["stageTimestamp"] = nil })
        #expect(noTime?.code == .missingField)
        #expect(noTime?.field == "stageTimestamp")
        let badTime = Reading.refusal(Self.text { $0["stageTimestamp"] = "noon" })
        #expect(badTime?.code == .invalidField)
        #expect(badTime?.field == "stageTimestamp")
        #expect(Reading.refusal(Self.text { $0["verb"] = nil })?.field == "verb")
    }

    @Test func anEventListHoldsItsEvents() throws {
        let event = Self.text { _ in }
        let list = #"{"kind":"EventList","apiVersion":"audit.k8s.io/v1","items":[\#(event),\#(event),7]}"#
        let items = Reading.items(Array(list.utf8))
        #expect(items.map(\.part) == [1, 2, 3])
        #expect(items.map(\.line) == [1, 1, 1])
        let first = try items[0].result.get()
        let second = try items[1].result.get()
        #expect(first.event.eventID != second.event.eventID)
        #expect(first.context == second.context)
        #expect(throws: AuditError(.malformed, "")) { try items[2].result.get() }
    }

    @Test func aNumberThatNoDoubleHoldsIsKeptAsText() throws {
        let text = Self.text { $0["requestObject"] = ["uid": 5] }
            .replacing(#""uid":5"#, with: #""uid":18446744073709551615"#)
        for format in [IngestFormat.auto, .k8sAudit] {
            let record = try Reading.records(text, format: format)[0]
            #expect(record.event.input["requestObject"]?["uid"] == "18446744073709551615")
        }
    }
}
