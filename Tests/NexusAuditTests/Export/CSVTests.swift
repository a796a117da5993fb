import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

@Suite struct CSVTests {
    private func export(_ leaves: [[UInt8]], for purpose: LogExport.Purpose = .audit) async throws -> Export {
        var log = try await SampleLog()
        for leaf in leaves { try await log.append(leaf) }
        _ = try await log.backend.publish(SampleLog.tenant)
        return try await Export.run(log.backend, for: purpose, format: .csv)
    }

    /// Takes RFC 4180 apart.
    private func rows(_ text: String) -> [[String]] {
        var (rows, row, cell): ([[String]], [String], String) = ([], [], "")
        var isQuoted = false
        var scalars = Array(text.unicodeScalars)[...]
        while let scalar = scalars.popFirst() {
            switch scalar {
            case "\"" where isQuoted && scalars.first == "\"":
                cell.unicodeScalars.append("\"")
                scalars.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                row.append(cell)
                cell = ""
            case "\r" where !isQuoted && scalars.first == "\n":
                scalars.removeFirst()
                rows.append(row + [cell])
                (row, cell) = ([], "")
            default: cell.unicodeScalars.append(scalar)
            }
        }
        return rows
    }

    @Test("Every row has the header's columns, and texts come through quotes, commas and line ends")
    func quoting() async throws {
        let input = #"{"note":"say \"hi\", then\r\nleave"}"#
        let export = try await export([SampleLog.leaf(0), SampleLog.leaf(1, input: input)])
        let rows = rows(export.text)
        #expect(rows.count == 3)
        #expect(rows.allSatisfy { $0.count == rows[0].count })
        let second = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[2]))
        #expect(second["index"] == "1")
        #expect(second["leaf_hash"] == MerkleHash.leaf(SampleLog.leaf(1, input: input)).hex)
        #expect(second["input"] == input)
        #expect(second["actor_id"] == "u_1")
        #expect(second["request_id"] == "r")
        #expect(second["train_ok"] == "true")
        #expect(second["output"] == "")
        #expect(second["tenant_id"] == "t_demo")
        #expect(second["recorded_at"] == SampleLog.time(1).description)
        #expect(export.text.hasSuffix("\r\n"))
    }

    @Test("A cell that a spreadsheet would take for a formula is guarded", arguments: ["=", "+", "-", "@", "\t", "\r"])
    func formula(start: String) async throws {
        let leaf = DatasetEvent(
            eventID: "\(start)1", time: SampleLog.start, tenantID: "t_demo", env: "a=b", surface: "x", agentID: "u",
            action: "a.b", actor: Actor(.human, "u"), metadata: [:], durationMilliseconds: -5,
            record: EngineRecord(
                recordedAt: SampleLog.start, piiFlags: PIIFlags(policy: "p"), trainOK: true, trainReason: .allowed))
        let export = try await export([JSONValue.object(leaf.json).canonicalBytes()])
        let rows = rows(export.text)
        let cells = Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1]))
        #expect(cells["event_id"] == "'\(start)1")
        #expect(cells["env"] == "a=b")
        // A number is no text.
        #expect(cells["duration_ms"] == "-5")
    }

    @Test("CSV says that it cannot be verified from its bytes, and verification says so too")
    func notVerifiable() async throws {
        let export = try await export([SampleLog.leaf(0)])
        #expect(export.manifest["verifiable"] == false)
        #expect(export.manifest["proof"] != nil)
        #expect(Export.error { () throws(AuditError) in _ = try export.verify() }?.field == "format")
    }

    @Test("A training export in CSV holds the allowed events only")
    func training() async throws {
        let text = String(decoding: SampleLog.leaf(1), as: UTF8.self)
            .replacing("\"train_reason\":\"allowed\"", with: "\"train_reason\":\"caller\"")
        let export = try await export([SampleLog.leaf(0), Array(text.utf8), SampleLog.leaf(2)], for: .training)
        #expect(rows(export.text).dropFirst().map(\.first) == ["0", "2"])
    }

    @Test("Analytics fields share a column")
    func analytics() async throws {
        let text = String(decoding: SampleLog.leaf(0), as: UTF8.self)
            .replacing("\"train_reason\":\"allowed\"", with: "\"train_reason\":\"allowed\",\"utm_source\":\"mail\"")
        let rows = rows(try await export([Array(text.utf8)]).text)
        #expect(rows[0].last == "analytics")
        #expect(rows[1].last == #"{"utm_source":"mail"}"#)
    }

    @Test("An entry that is no event stops the export")
    func noEvent() async throws {
        var log = try await SampleLog(size: 1)
        try await log.append(Array("hello".utf8))
        _ = try await log.backend.publish(SampleLog.tenant)
        let backend = log.backend
        await #expect(throws: AuditError(.corrupt, "")) { try await Export.run(backend, format: .csv) }
    }
}
