import AuditEvents
import Crypto
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

/// Entries that are under the root and still cannot be right.
@Suite struct EntryTests {
    @Test(
        "An entry of another tenant, or that is no event, is found",
        arguments: [
            SampleLog.leaf(2, tenant: "t_other"), Array("{}".utf8), Array("hello".utf8), [],
            Array(#"{"tenant_id":"t_demo"}"#.utf8),
            Array(#"{"a":{"tenant_id":"t_demo"},"recorded_at":"2026-01-31T09:30:00.000000Z"}"#.utf8),
        ])
    func wrongEntry(bytes: [UInt8]) async throws {
        var log = try await SampleLog(size: 2)
        try await log.append(bytes)
        try await log.grow(to: 300)
        let copy = try await PublishedCopy(of: log)
        let findings = try await copy.verify().findings
        #expect(findings.map(\.kind) == [.entry])
        #expect(findings.first?.index == 2)
        #expect(findings.first?.file == "logs/t_demo/tile/entries/000")
        #expect(findings.first?.offset == SampleLog.leaf(0).count + SampleLog.leaf(1).count + 4)
        #expect(try await copy.verify(requiresEvents: false).isValid)
    }

    @Test("Stamps may be ten seconds out of order, and no more", arguments: [10_000_000, 10_000_001] as [Int64])
    func stamps(behind: Int64) async throws {
        var log = try await SampleLog(size: 255)
        let newest = Timestamp(microseconds: SampleLog.start.microseconds + 60_000_000)
        try await log.append(SampleLog.leaf(255, recordedAt: newest), at: newest)
        let older = Timestamp(microseconds: newest.microseconds - behind)
        // The store is told another time than the entry's, as a faulty writer would.
        try await log.append(SampleLog.leaf(256, recordedAt: older), at: newest)
        _ = try await log.backend.publish(SampleLog.tenant)
        let findings = try await log.verify().findings
        if behind <= NewEntry.stampTolerance {
            #expect(findings == [])
        } else {
            #expect(findings.map(\.kind) == [.entry])
            #expect(findings.first?.index == 256)
        }
    }

    @Test("Payloads beside the log must be there and be what the entry names")
    func blobs() async throws {
        var log = try await SampleLog(size: 1)
        let payload = Array("a large payload".utf8)
        let digest = try await log.backend.storeBlob(payload, tenant: SampleLog.tenant)
        let reference = #"{"$blob":"sha256:\#(digest)","bytes":\#(payload.count)}"#
        try await log.append(SampleLog.leaf(1, input: reference))
        // Deeper down it is the caller's own text, and means nothing.
        try await log.append(SampleLog.leaf(2, input: #"{"deeper":\#(reference.replacing(digest, with: "0"))}"#))
        try await log.grow(to: 260)
        var copy = try await PublishedCopy(of: log)
        #expect(try await copy.verify().findings == [])

        copy.blobs[digest] = .some(nil)
        let missing = try await copy.verify().findings
        #expect(missing.map(\.kind) == [.blob])
        #expect(missing.first?.index == 1)
        #expect(missing.first?.expected == digest)

        copy.blobs[digest] = payload + [1]
        let changed = try await copy.verify().findings
        #expect(changed.map(\.kind) == [.blob])
        #expect(changed.first?.found == SHA256.hash(data: payload + [1]).map { hex($0) }.joined())
        #expect(try await copy.verify(requiresEvents: false).isValid)
    }

    @Test("A payload of another length than its entry says is found")
    func blobLength() async throws {
        var log = try await SampleLog(size: 1)
        let digest = try await log.backend.storeBlob([1, 2, 3], tenant: SampleLog.tenant)
        try await log.append(SampleLog.leaf(1, input: #"{"$blob":"sha256:\#(digest)","bytes":4}"#))
        _ = try await log.backend.publish(SampleLog.tenant)
        let findings = try await log.verify().findings
        #expect(findings.map(\.kind) == [.blob])
        #expect(findings.first?.expected == "4 bytes")
    }

    private func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }

    @Test("Findings and verifications have the JSON form that the command line prints")
    func jsonForm() throws {
        let finding = VerificationFinding(
            .missingFile, index: 4, file: "logs/t_demo/tile/0/000", offset: 812, expected: "aa", found: "bb",
            message: "gone")
        let result = LogVerification(
            tenant: SampleLog.tenant, size: 9, root: .emptyRoot,
            findings: [finding, VerificationFinding(.signature, message: "bad")])
        #expect(
            String(decoding: JSONValue.object(result.json).canonicalBytes(), as: UTF8.self) == """
                {"findings":[{"expected":"aa","file":"logs/t_demo/tile/0/000","found":"bb","index":4,\
                "kind":"missing_file","message":"gone","offset":812},{"kind":"signature","message":"bad"}],\
                "root":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":9,"tenant_id":"t_demo"}
                """)
    }
}
