import AuditEvents
import Testing

@testable import Redaction

@Suite struct EventRedactionTests {
    private func redact(_ event: DatasetEvent) throws(AuditError) -> (event: DatasetEvent, flags: PIIFlags) {
        var copy = event
        let flags = try Redactor().redact(&copy, pseudonymizer: demoPseudonymizer)
        return (copy, flags)
    }

    private func input(_ input: JSONObject) throws(AuditError) -> (JSONValue, PIIFlags) {
        let (event, flags) = try redact(event(input: input))
        return (.object(event.input), flags)
    }

    @Test func cleanEventIsUntouched() throws {
        let clean = event(
            input: ["note": "Call Ana", "tags": ["a", "b"], "n": 5, "t": 1_697_040_000_123], output: ["ok": true])
        let (after, flags) = try redact(clean)
        #expect(after == clean)
        #expect(flags == PIIFlags(policy: "nexus-3"))
        #expect(flags.isEmpty)
    }

    @Test func everyDepthIsWalked() throws {
        let (after, flags) = try input([
            "note": "from jane@example.com", "to": ["x", "joan@example.org", ["4111 1111 1111 1111"]],
            "nested": ["deep": [["ip": "203.0.113.9 and jane@example.com"]]],
        ])
        #expect(after["note"] == "from [EMAIL]")
        #expect(after["to"] == ["x", "[EMAIL]", ["[CREDIT_CARD]"]])
        let ip = try #require(after["nested"]?["deep"]?.array?.first?["ip"]?.string)
        #expect(ip.hasPrefix("<IPV4:k1:") && ip.hasSuffix(":203.0.113.0/24> and [EMAIL]"))
        #expect(flags.kinds == ["EMAIL": 3, "CREDIT_CARD": 1, "IPV4": 1])
        #expect(flags.fields == ["input.nested.deep.0.ip", "input.note", "input.to.1", "input.to.2.0"])
    }

    @Test func secretKeyTakesItsWholeValue() throws {
        let (after, flags) = try input([
            "password": "hunter2", "apiKey": 12345, "credentials": ["user": "a", "pass": ["b"]], "token": ["x", "y"],
            "secret": true, "cookie": .null, "pin": "", "token_count": 7, "card_type": "visa",
            "authorization": "Bearer x",
        ])
        #expect(
            after == [
                "password": "[SECRET]", "apiKey": "[SECRET]", "credentials": "[SECRET]", "token": "[SECRET]",
                "secret": true, "cookie": .null, "pin": "", "token_count": 7, "card_type": "visa",
                "authorization": "[SECRET]",
            ])
        #expect(flags.kinds == ["SECRET": 5])
        #expect(
            flags.fields == [
                "input.apiKey", "input.authorization", "input.credentials", "input.password", "input.token",
            ])
    }

    @Test func referenceToASecretStays() throws {
        let reference: JSONObject = [
            "secret": ["secretName": "default-token-g2sp7", "defaultMode": 420],
            "imagePullSecrets": [["name": "registry"]],
            "secretKeyRef": ["name": "db", "key": "password"],
        ]
        #expect(try input(reference).0 == .object(reference))
        #expect(try input(["secret": ["name": "a", "value": "b"]]).0 == ["secret": "[SECRET]"])
    }

    @Test func secretNamedByItsNeighbourGoes() throws {
        let (after, _) = try input([
            "env": [["name": "DB_PASSWORD", "value": "hunter2"], ["name": "LEVEL", "value": "info"]],
            "secret_object": ["kind": "Secret", "data": ["tls": "bm90IGEgcGFzc3dvcmQ="], "metadata": ["name": "x"]],
            "config": ["kind": "ConfigMap", "data": ["tls": "on"]],
        ])
        #expect(after["env"] == [["name": "DB_PASSWORD", "value": "[SECRET]"], ["name": "LEVEL", "value": "info"]])
        #expect(after["secret_object"] == ["kind": "Secret", "data": "[SECRET]", "metadata": ["name": "x"]])
        #expect(after["config"] == ["kind": "ConfigMap", "data": ["tls": "on"]])
    }

    @Test func numberBecomesAPlaceholder() throws {
        let (after, flags) = try input([
            "a": 4_111_111_111_111_111, "phone": 4_155_550_132, "zip": 94107, "social": 78_051_123, "ssn": 78_051_123,
            "big": 4_155_550_132, "price": 4111.5, "ms": 1_697_040_000_123, "mobile": ["n": 14_155_550_132],
        ])
        #expect(after["a"] == "[CREDIT_CARD]")
        #expect(after["phone"] == "[PHONE]")
        #expect(after["mobile"] == ["n": "[PHONE]"])
        #expect(after["zip"] == "[POSTAL_CODE]")
        #expect(after["ssn"] == "[SECRET]")
        #expect(after["big"] == 4_155_550_132)
        #expect(after["price"] == 4111.5)
        #expect(after["ms"] == 1_697_040_000_123)
        #expect(flags.kinds == ["CREDIT_CARD": 1, "PHONE": 2, "POSTAL_CODE": 1, "SECRET": 1])
    }

    @Test func keyTellsWhatItsValueIs() throws {
        let (after, _) = try input([
            "homePhone": "555 0132 99", "zip_code": "1012 AB", "version": "1.2.3.4", "note": "555 0132 99",
        ])
        #expect(
            after == ["homePhone": "[PHONE]", "zip_code": "[POSTAL_CODE]", "version": "1.2.3.4", "note": "555 0132 99"])
    }

    @Test func equalKeysAreNumberedInCanonicalOrder() throws {
        let (after, flags) = try input([
            "c@example.com": 3, "a@example.com": 1, "b@example.com": "x@example.com", "[EMAIL]#2": 0, "plain": 9,
        ])
        #expect(
            after == [
                "[EMAIL]": 1, "[EMAIL]#2": 0, "[EMAIL]#3": "[EMAIL]", "[EMAIL]#4": 3, "plain": 9,
            ])
        #expect(flags.kinds == ["EMAIL": 4])
        #expect(flags.fields == ["input.[EMAIL]", "input.[EMAIL]#3", "input.[EMAIL]#4"])
        var again = event(input: try #require(after.object))
        #expect(try Redactor().redact(&again, pseudonymizer: demoPseudonymizer).isEmpty)
        #expect(JSONValue.object(again.input) == after)
    }

    @Test func numberBehindAKeyMakesNoNewFinding() throws {
        let (after, _) = try input(["Cookie: a=1": 1, "Cookie: b=2": 2])
        #expect(after == ["Cookie: [SECRET]": 1, "[SECRET]": 2])
    }

    @Test func identifiersBecomePseudonymsAlongTheChain() throws {
        var given = event(
            actor: Actor(.agent, "a_1", onBehalfOf: Actor(.human, "Jane@example.com")), agentID: "jane@example.com")
        given.resource = Resource("user", "user:jane@example.com")
        let (after, flags) = try redact(given)
        let pseudonym = demoPseudonymizer.pseudonym(kind: .email, value: "jane@example.com")
        #expect(after.actor == Actor(.agent, "a_1", onBehalfOf: Actor(.human, pseudonym)))
        #expect(after.agentID == pseudonym)
        #expect(after.resource?.id == demoPseudonymizer.pseudonym(kind: .email, value: "user:jane@example.com"))
        #expect(flags.kinds == ["EMAIL": 3])
        #expect(flags.fields == ["actor.on_behalf_of.id", "agent_id", "resource.id"])
    }

    @Test func otherFieldsAreRedacted() throws {
        var given = event()
        given.env = "prod for jane@example.com"
        given.surface = "10.1.2.3"
        given.scope.projectID = "p-jane@example.com"
        given.scope.spanID = "b7ad6b7169203331"
        given.analytics = Analytics(["utm_source": "jane@example.com", "seo_title": "Notes"])
        given.usage = ["model": "gpt-4", "key": .string(SecretTests.stripe), "input_tokens": 5]
        given.resource = Resource("jane@example.com", "1")
        given.metadata["note"] = "call 415-555-0132"
        let (after, flags) = try redact(given)
        #expect(after.env == "prod for [EMAIL]")
        #expect(after.surface.hasPrefix("<IPV4:k1:"))
        #expect(after.scope.projectID == "[EMAIL]")
        #expect(after.scope.spanID == "b7ad6b7169203331")
        #expect(after.analytics.fields == ["utm_source": "[EMAIL]", "seo_title": "Notes"])
        #expect(after.usage == ["model": "gpt-4", "key": "[STRIPE_KEY]", "input_tokens": 5])
        #expect(after.resource?.type == "[EMAIL]")
        #expect(after.metadata["note"] == "call [PHONE]")
        #expect(after.metadata["trace_id"] == given.metadata["trace_id"])
        #expect(
            flags.fields == [
                "env", "metadata.note", "project_id", "resource.type", "surface", "usage.key", "utm_source",
            ])
    }

    private func failure(_ event: DatasetEvent) -> AuditError? {
        var event = event
        let before = event
        do throws(AuditError) {
            _ = try Redactor().redact(&event, pseudonymizer: demoPseudonymizer)
            return nil
        } catch {
            #expect(event == before)
            return error
        }
    }

    @Test(arguments: [
        ("jane@example.com", "m.x", "t", "r", AuditError.Code.piiInIdentifier, "event_id"),
        ("4111111111111111", "m.x", "t", "r", .piiInIdentifier, "event_id"),
        ("e", "m.x", "203.0.113.9", "r", .piiInIdentifier, "metadata.trace_id"),
        ("e", "m.x", "t", "req-jane@example.com", .piiInIdentifier, "metadata.request_id"),
        ("e", "mail.jane@example.com", "t", "r", .invalidField, "action"),
    ]) func idThatMustStayIsRefused(
        id: String, action: String, trace: String, request: String, code: AuditError.Code, field: String
    ) throws {
        let refused = event(
            id: id, action: action, metadata: ["trace_id": .string(trace), "request_id": .string(request)])
        let error = try #require(failure(refused))
        #expect(error.code == code)
        #expect(error.field == field)
        for text in ["jane", "4111", "203.0"] { #expect(!"\(error)".contains(text)) }
    }

    @Test func controlEventKeepsItsTypedInput() throws {
        let subject: JSONObject = ["type": "user", "id": "Jane@example.com"]
        let preference = event(
            action: ControlEvent.setTrainPreference,
            input: ["subject": .object(subject), "allowed": false, "secret": "x"],
            output: ["note": "jane@example.com"])
        let (after, flags) = try redact(preference)
        #expect(
            after.input["subject"]?["id"]
                == .string(demoPseudonymizer.pseudonym(kind: .email, value: "jane@example.com")))
        #expect(after.input["subject"]?["type"] == "user")
        #expect(after.input["secret"] == "x")
        #expect(after.output["note"] == "[EMAIL]")
        #expect(flags.fields == ["input.subject.id", "output.note"])
    }

    @Test func deepValuesAreRedactedOrRefused() throws {
        var value: JSONValue = "jane@example.com"
        for _ in 0..<140 { value = ["a": [value]] }
        let deep = event(input: ["v": value])
        #expect(failure(deep)?.code == .redactionFailed)
        var shallow: JSONValue = "jane@example.com"
        for _ in 0..<120 { shallow = ["a": [shallow]] }
        let (after, flags) = try redact(event(input: ["v": shallow]))
        #expect(flags.kinds == ["EMAIL": 1])
        #expect(!String(decoding: JSONValue.object(after.input).canonicalBytes(), as: UTF8.self).contains("jane"))
    }

    @Test func redactedEventIsRedactedAlready() throws {
        let given = event(
            actor: Actor(.human, "jane@example.com"), agentID: "203.0.113.9",
            input: [
                "a@b.co": "x", "password": "y", "ip": ["203.0.113.9", "2001:db8:1:2::3/64"],
                "t": "token=abc; Bearer abcdef0123",
                "n": 4_111_111_111_111_111, "env": [["name": "TOKEN", "value": 5]], "phone@x.com": 4_155_550_132,
                "415-555-0132": 4_155_550_132,
                "Bearer abcdef0123": "x",
            ])
        let (once, _) = try redact(given)
        let (twice, flags) = try redact(once)
        #expect(String(describing: twice) == String(describing: once))
        #expect(flags.isEmpty)
    }
}
