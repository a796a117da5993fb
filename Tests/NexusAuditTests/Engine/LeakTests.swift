import AuditEvents
import NexusAudit
import NexusTesting
import Testing

/// No leaf, error or log line holds anything personal, wherever it was put.
@Suite struct LeakTests {
    static let secrets = [
        "ana@example.com", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00", "AKIAIOSFODNN7EXAMPLE",
        "ghp_16C7e42F292c6912E7710c838347Ae178B4a", "123-45-6789",
    ]

    private func events(_ secret: String) -> [IncomingEvent] {
        let text = "please use \(secret) today"
        return [
            IncomingEvent(action: "a.b", resource: Resource("thing", secret)),
            IncomingEvent(action: "a.b", input: ["deep": [["er": .string(text)]]]),
            IncomingEvent(action: "a.b", output: [text: 1]),
            IncomingEvent(action: "a.b", metadata: ["note": .string(text)], usage: ["model": .string(text)]),
            IncomingEvent(action: "a.b", analytics: Analytics(["utm_source": text])),
            IncomingEvent(eventID: "e-\(secret.utf8.count)", action: "a.b", input: ["n": .string(text)]),
            // Refused ones.
            IncomingEvent(action: text),
            IncomingEvent(action: "a.b", input: [secret: .number(.infinity)]),
            IncomingEvent(action: "a.b", metadata: [secret: .number(1e17), "request_id": .string(secret)]),
            IncomingEvent(action: "a.b", actor: Actor(.human, text)),
            IncomingEvent(eventID: secret, action: "a.b"),
            IncomingEvent(action: "a.b", requestID: secret),
            IncomingEvent(tenantID: secret, action: "a.b"),
            IncomingEvent(action: "a.b", analytics: Analytics([secret: "x"])),
            IncomingEvent(action: "privacy.train_preference.set", input: [secret: .string(secret)]),
        ]
    }

    @Test(arguments: secrets)
    func nothingWrittenOrSaidHoldsASecret(_ secret: String) async throws {
        let harness = Harness()
        var said = ""
        let contexts = [
            Harness.context, RequestContext(tenantID: "t_demo", userID: secret, requestID: "r"),
            RequestContext(tenantID: "t_demo", agentID: secret, requestID: "r", recordedBy: secret),
            RequestContext(tenantID: "t_demo", requestID: secret), RequestContext(tenantID: secret, requestID: "r"),
        ]
        var accepted = 0
        for context in contexts {
            for event in events(secret) {
                do throws(AuditError) {
                    let prepared = try await harness.audit.prepare(event, context: context)
                    said += String(decoding: prepared.encoded, as: UTF8.self)
                    let receipt = try await harness.audit.emit(event, context: context)
                    said += "\(receipt.json)"
                    accepted += 1
                } catch {
                    said += "\(error) \(error.json)"
                }
            }
        }
        #expect(accepted >= 15)
        said += try await harness.everythingWritten()
        #expect(harness.log.lines.count > 20)
        #expect(!said.contains(secret))
        #expect(!said.lowercased().contains(secret.lowercased()))
    }
}
