import AuditEvents
import MerkleLog
import NexusAudit

enum ReceiptPrinter {
    static func print(_ receipt: Receipt, to console: Console) throws {
        if console.isJSON { return try console.json(receipt.json) }
        let style = console.style
        let word = receipt.isDuplicate ? style.yellow("= already accepted") : style.green("✓ accepted")
        try console.line("\(word)  \(receipt.tenantID)#\(receipt.index) in \(receipt.log)")
        try console.line("  event     \(receipt.eventID)")
        try console.line("  leaf      \(receipt.leafHash.hex)")
        try console.line("  recorded  \(receipt.recordedAt)")
        try console.line("  redacted  \(Terminal.printable(redaction(receipt.piiFlags)))")
        try console.line("  training  \(receipt.trainOK ? "yes" : "no"), \(receipt.trainReason.rawValue)")
    }

    private static func redaction(_ flags: PIIFlags) -> String {
        guard !flags.isEmpty else { return "nothing found (policy \(flags.policy))" }
        let kinds = flags.kinds.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
        return "\(kinds.joined(separator: ", ")) in \(flags.fields.joined(separator: ", "))"
    }
}
