import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

@Suite struct JSONFormTests {
    static let hash = String(repeating: "ab", count: 32)

    private func receipt() throws -> Receipt {
        Receipt(
            log: "audit.example.com/t_demo", tenantID: Harness.demo, index: 7, eventID: "e-1",
            leafHash: try #require(MerkleHash(hex: Self.hash)),
            recordedAt: Timestamp(microseconds: 1_769_851_800_000_001),
            piiFlags: PIIFlags(policy: "nexus-1", kinds: ["EMAIL": 1], fields: ["input.note"]), trainOK: false,
            trainReason: .pii, isDuplicate: false)
    }

    @Test func aReceiptHasTheDocumentedForm() throws {
        let text = """
            {"duplicate":false,"event_id":"e-1","index":7,"leaf_hash":"\(Self.hash)","log":"audit.example.com/t_demo",\
            "pii_flags":{"fields":["input.note"],"kinds":{"EMAIL":1},"policy":"nexus-1"},\
            "recorded_at":"2026-01-31T09:30:00.000001Z","tenant_id":"t_demo","train_ok":false,"train_reason":"pii"}
            """
        #expect(String(decoding: JSONValue.object(try receipt().json).canonicalBytes(), as: UTF8.self) == text)
        #expect(try Receipt(json: receipt().json) == receipt())
    }

    @Test func aReceiptIsReadStrictly() throws {
        let whole = try receipt().json
        func code(_ change: (inout JSONObject) -> Void) -> AuditError.Code? {
            var json = whole
            change(&json)
            do {
                _ = try Receipt(json: json)
                return nil
            } catch {
                return error.code
            }
        }
        for member in whole.members {
            #expect(code { $0[member.key] = nil } == .missingField, "\(member.key)")
            #expect(code { $0[member.key] = .array([.null]) } == .invalidField, "\(member.key)")
        }
        #expect(code { $0["more"] = 1 } == .unknownField)
        #expect(code { $0["index"] = -1 } == .invalidField)
        #expect(code { $0["index"] = 1.5 } == .invalidField)
        #expect(code { $0["leaf_hash"] = .string(Self.hash.uppercased()) } == .invalidField)
        #expect(code { $0["leaf_hash"] = "ab" } == .invalidField)
        #expect(code { $0["tenant_id"] = "demo" } == .invalidTenant)
        #expect(code { $0["train_reason"] = "mood" } == .invalidField)
        #expect(code { $0["pii_flags"] = ["policy": "p", "kinds": [:], "fields": [1]] } == .invalidField)
        #expect(code { $0["pii_flags"] = ["policy": "p", "kinds": ["EMAIL": 0.5], "fields": []] } == .invalidField)
    }

    @Test func anErrorHasTheDocumentedForm() {
        let error = AuditError(
            .tooLarge, "input has too many bytes", field: "input", limit: 16_777_216, actual: 17_825_792,
            eventID: "e-1", tenantID: "t_demo", requestID: "req-1")
        let text = """
            {"error":{"actual":17825792,"code":"too_large","durability":"not_written","event_id":"e-1","field":"input",\
            "limit":16777216,"message":"input has too many bytes","request_id":"req-1","retryable":false,"tenant_id":"t_demo"}}
            """
        #expect(String(decoding: JSONValue.object(error.json).canonicalBytes(), as: UTF8.self) == text)
    }

    @Test func aDelayIsInWholeMillisecondsRoundedUp() {
        let error = AuditError(
            .overloaded, "busy", isRetryable: true, retryAfter: .microseconds(1_500_001), durability: .unknown)
        #expect(error.json["error"]?["retry_after_ms"] == 1501)
        #expect(error.json["error"]?["retryable"] == true)
        #expect(error.json["error"]?["durability"] == "unknown")
    }

    @Test func aReceiptFromAForeignOrBrokenEntryIsCorrupt() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit("notes.create", context: Harness.context)
        let entry = try #require(try await harness.entries().first)
        let other = try #require(TenantID("t_other"))
        for (entry, tenant) in [(entry, other), (LogEntry(index: 0, bytes: Array("{}".utf8)), Harness.demo)] {
            let error = try await auditError {
                _ = try Receipt(entry: entry, log: receipt.log, tenant: tenant, isDuplicate: false)
            }
            #expect(error.code == .corrupt)
        }
    }
}
