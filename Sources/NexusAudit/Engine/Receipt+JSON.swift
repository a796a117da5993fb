public import AuditEvents
import MerkleLog

extension Receipt {
    /// The receipt as programs see it: snake_case names, hashes in hex, times in RFC 3339.
    public var json: JSONObject {
        [
            "log": .string(log), "tenant_id": .string(tenantID.description), "index": .number(Double(index)),
            "event_id": .string(eventID), "leaf_hash": .string(leafHash.hex),
            "recorded_at": .string(recordedAt.description), "pii_flags": .object(piiFlags.json),
            "train_ok": .bool(trainOK), "train_reason": .string(trainReason.rawValue), "duplicate": .bool(isDuplicate),
        ]
    }

    /// Reads what `json` wrote, strictly.
    ///
    /// - Throws: `missing_field`, `unknown_field`, `invalid_field`, `invalid_tenant`.
    public init(json: JSONObject) throws(AuditError) {
        var fields = StrictObject(json)
        let log = try fields.string("log")
        let tenant = try EventRules.check(tenantID: try fields.string("tenant_id"))
        let index = try fields.count("index")
        let eventID = try fields.string("event_id")
        let hex = try fields.string("leaf_hash")
        guard LowercaseHex.isHex(hex, count: 64), let leafHash = MerkleHash(hex: hex) else {
            throw StrictObject.invalid("leaf_hash", "64 lower-case hex digits")
        }
        guard let recordedAt = Timestamp(try fields.string("recorded_at")) else {
            throw StrictObject.invalid("recorded_at", "a time as RFC 3339 writes it")
        }
        let flags = try PIIFlags(strict: try fields.object("pii_flags"))
        let trainOK = try fields.bool("train_ok")
        guard let reason = TrainReason(rawValue: try fields.string("train_reason")) else {
            throw StrictObject.invalid(
                "train_reason", "one of " + TrainReason.allCases.map(\.rawValue).joined(separator: ", "))
        }
        let isDuplicate = try fields.bool("duplicate")
        try fields.end()
        self.init(
            log: log, tenantID: tenant, index: index, eventID: eventID, leafHash: leafHash, recordedAt: recordedAt,
            piiFlags: flags, trainOK: trainOK, trainReason: reason, isDuplicate: isDuplicate)
    }
}
