import AuditEvents
import Crypto
import NexusAudit
import NexusTesting
import Testing

@Suite struct SizeTests {
    private func text(_ count: Int) -> JSONObject { ["text": .string(String(repeating: "x", count: count))] }

    private func blob(of payload: JSONObject, _ harness: Harness) async throws -> [UInt8]? {
        #expect(payload.members.map(\.key) == ["$blob", "bytes"])
        let name = try #require(payload["$blob"]?.string)
        #expect(name.hasPrefix("sha256:"))
        let bytes = try await harness.memory.blob(String(name.dropFirst(7)), tenant: Harness.demo)
        #expect(payload["bytes"] == .number(Double(bytes?.count ?? -1)))
        return bytes
    }

    @Test func theLargerPayloadLeavesFirst() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit(
            "notes.create", input: text(30_000), output: text(40_000), context: Harness.context)
        let event = try await harness.event(receipt)
        #expect(event.input == text(30_000))
        #expect(try await blob(of: event.output, harness) == JSONValue.object(text(40_000)).canonicalBytes())
        #expect(harness.backend.count(of: .storeBlob) == 1)
    }

    @Test func bothLeaveWhereOneIsNotEnough() async throws {
        let harness = Harness()
        let receipt = try await harness.audit.emit(
            "notes.create", input: text(100_000), output: text(70_000), context: Harness.context)
        let event = try await harness.event(receipt)
        #expect(try await blob(of: event.input, harness)?.count == 100_011)
        #expect(try await blob(of: event.output, harness)?.count == 70_011)
    }

    @Test func aBlobHoldsTheRedactedPayload() async throws {
        let harness = Harness()
        var input = text(80_000)
        input["to"] = "ana@example.com"
        let receipt = try await harness.audit.emit("notes.create", input: input, context: Harness.context)
        let bytes = try #require(try await blob(of: harness.event(receipt).input, harness))
        #expect(!String(decoding: bytes, as: UTF8.self).contains("ana@example.com"))
        #expect(receipt.piiFlags.fields == ["input.to"])
    }

    /// To the byte: the largest leaf that fits, and one byte more.
    @Test func anEntryOf65535BytesStaysWhole() async throws {
        let harness = Harness()
        let small = try await harness.audit.emit("notes.create", input: text(100), context: Harness.context)
        let envelope = try #require(try await harness.entries().first).bytes.count - 100
        #expect(small.index == 0)
        for (count, isWhole) in [(65_535 - envelope, true), (65_536 - envelope, false)] {
            let receipt = try await harness.audit.emit("notes.create", input: text(count), context: Harness.context)
            let entry = try #require(try await harness.entries().last)
            let event = try await harness.event(receipt)
            #expect((event.input == text(count)) == isWhole)
            if isWhole { #expect(entry.bytes.count == 65_535) }
        }
    }

    @Test(arguments: ["metadata", "usage"])
    func whatCannotLeaveTheEntryIsTooLarge(_ field: String) async throws {
        let harness = Harness()
        var event = IncomingEvent(action: "notes.create", input: text(70_000))
        if field == "metadata" { event.metadata = text(66_000) } else { event.usage = text(66_000) }
        let error = try await auditError { [event] in try await harness.audit.emit(event, context: Harness.context) }
        #expect(error.code == .tooLarge)
        #expect(error.field == field)
        #expect(error.limit == 65_535)
        #expect(error.actual == 66_011)
        #expect(harness.backend.count(of: .storeBlob) == 0)
    }

    @Test func theSumOfWhatStaysIsTooLargeNamingTheLargest() async throws {
        let harness = Harness()
        var event = IncomingEvent(action: "notes.create", input: text(90_000), metadata: text(40_000))
        event.usage = text(39_000)
        let error = try await auditError { [event] in try await harness.audit.emit(event, context: Harness.context) }
        #expect(error.code == .tooLarge)
        #expect(error.field == "metadata")
        #expect(error.limit == 65_535)
        #expect(try #require(error.actual) > 79_000)
        #expect(harness.backend.count(of: .storeBlob) == 0)
    }

    @Test func sixteenMiBAreKeptAndOneByteMoreIsNot() async throws {
        let harness = Harness()
        let limit = 16 * 1024 * 1024
        let receipt = try await harness.audit.emit("notes.create", output: text(limit - 11), context: Harness.context)
        #expect(try await blob(of: harness.event(receipt).output, harness)?.count == limit)
        let error = try await auditError {
            try await harness.audit.emit("notes.create", output: text(limit - 10), context: Harness.context)
        }
        #expect(error.code == .tooLarge)
        #expect(error.field == "output")
        #expect(error.limit == limit)
        #expect(error.actual == limit + 1)
    }

    /// Quotes have one byte in memory and two as JSON: only the encoded form shows the size.
    @Test func escapesCount() async throws {
        let harness = Harness()
        let quotes = JSONValue.string(String(repeating: "\"", count: 9 * 1024 * 1024))
        let error = try await auditError {
            try await harness.audit.emit("notes.create", input: ["text": quotes], context: Harness.context)
        }
        #expect(error.code == .tooLarge)
        #expect(error.field == "input")
        #expect(error.limit == 16_777_216)
        #expect(error.actual == 18 * 1024 * 1024 + 11)
        #expect(harness.backend.count(of: .storeBlob) == 0)
    }

    @Test(
        arguments: [
            ["$blob": "sha256:00"], ["$blob": "sha256:00", "bytes": 1], ["$blob": 7],
        ] as [JSONObject])
    func aCallersBlobReferenceIsReserved(_ payload: JSONObject) async throws {
        let harness = Harness()
        let input = try await auditError {
            try await harness.audit.emit("notes.create", input: payload, context: Harness.context)
        }
        let output = try await auditError {
            try await harness.audit.emit("notes.create", output: payload, context: Harness.context)
        }
        #expect(input.code == .reservedField)
        #expect(input.field == "input")
        #expect(output.field == "output")
    }

    @Test func anObjectThatOnlyHoldsAReferenceIsTheCallersOwn() async throws {
        let harness = Harness()
        let input: JSONObject = ["file": ["$blob": "sha256:00"], "$blob": "x", "bytes": 1]
        let receipt = try await harness.audit.emit("notes.create", input: input, context: Harness.context)
        #expect(try await harness.event(receipt).input["file"] == ["$blob": "sha256:00"])
    }

    @Test func aBlobThatCannotBeStoredRefusesTheEvent() async throws {
        let harness = Harness()
        harness.backend.fail(.storeBlob, .before(AuditError(.storeFull, "no space left")))
        let error = try await auditError {
            try await harness.audit.emit("notes.create", input: text(70_000), context: Harness.context)
        }
        #expect(error.code == .storeFull)
        #expect(harness.backend.count(of: .append) == 0)
    }
}
