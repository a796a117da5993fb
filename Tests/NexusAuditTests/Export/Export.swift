import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting

/// An export as its receiver has it.
struct Export {
    var lines: [[UInt8]]
    var manifest: JSONObject
    var text: String
    var verifier: NoteVerifier

    static func run(
        _ reader: any LogReader, for purpose: LogExport.Purpose = .audit, format: LogExport.Format = .ndjson,
        from: Timestamp? = nil, to: Timestamp? = nil, progress: ProgressRecorder? = nil
    ) async throws -> Export {
        var bytes: [UInt8] = []
        let note: (@Sendable (UInt64, UInt64) -> Void)? = if let progress { { progress.note($0, $1) } } else { nil }
        let manifest = try await LogExport(reader: reader).run(
            SampleLog.tenant, for: purpose, format: format, from: from, to: to,
            progress: note
        ) { bytes += $0 }
        return Export(
            lines: bytes.split(separator: UInt8(ascii: "\n")).map(Array.init), manifest: manifest,
            text: String(decoding: bytes, as: UTF8.self), verifier: reader.verifier)
    }

    func verify() throws(AuditError) -> [VerificationFinding] {
        try LogExport.verify(lines: lines, manifest: manifest, verifier: verifier)
    }

    var root: String { manifest["root"]?.string ?? "" }

    var range: Range<UInt64>? {
        guard let from = manifest["range"]?["from"]?.number, let to = manifest["range"]?["to"]?.number else {
            return nil
        }
        return UInt64(from)..<UInt64(to)
    }

    static func error(_ body: () throws(AuditError) -> Void) -> AuditError? {
        do {
            try body()
            return nil
        } catch {
            return error
        }
    }
}
