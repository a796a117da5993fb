import AuditEvents
import MerkleLog
import NexusAudit

extension BackendSuite {
    static let keyChecks = [
        Check("a new pseudonym key is recorded before it counts, and counts from the next opening on") { suite in
            let backend = try await suite.open()
            let old = backend.secrets
            for epoch in 2...3 {
                let rotation = try await backend.addPseudonymKey { (given) async throws(AuditError) in
                    try await record(given, in: backend)
                }
                try expect(rotation.epoch, is: epoch, "the new epoch")
                try expect(rotation.receipt.index, is: UInt64(epoch - 2), "the record's receipt is handed back")
            }
            try expect(backend.secrets.pseudonymKeys, is: old.pseudonymKeys, "keys before the next opening")
            try await backend.close()
            guard let reopen = suite.reopen else { return }
            let again = try await reopen(backend)
            let keys = again.secrets.pseudonymKeys
            try expect(keys.count, is: 3, "keys after the next opening")
            try expect(Array(keys.prefix(1)), is: old.pseudonymKeys, "the first key")
            try expect(Set(keys).count, is: 3, "different keys")
            try expect(keys.allSatisfy { $0.count == 32 }, is: true, "keys of 32 bytes")
            try expect(again.secrets.contentMACKey, is: old.contentMACKey, "the content key")
            try await again.close()
        },
        Check("a pseudonym key that could not be recorded is none") { suite in
            let backend = try await suite.open()
            try await expect(.overloaded, "the record's error") {
                _ = try await backend.addPseudonymKey { (_) async throws(AuditError) in
                    throw AuditError(.overloaded, "no")
                }
            }
            let rotation = try await backend.addPseudonymKey { (epoch) async throws(AuditError) in
                try await record(epoch, in: backend)
            }
            try expect(rotation.epoch, is: 2, "the epoch after one that failed")
            try await backend.close()
            guard let reopen = suite.reopen else { return }
            let again = try await reopen(backend)
            try expect(again.secrets.pseudonymKeys.count, is: 2, "keys")
            try await again.close()
        },
    ]

    private static func record(_ epoch: Int, in backend: any NexusBackend) async throws(AuditError) -> Receipt {
        let entry = entry("k\(epoch)")
        guard case .appended(let index) = try await backend.append(entry) else {
            throw AuditError(.conflict, "the record's id is taken")
        }
        return Receipt(
            log: backend.origin(of: anna), tenantID: anna, index: index, eventID: entry.eventID,
            leafHash: entry.leafHash, recordedAt: entry.recordedAt, piiFlags: PIIFlags(policy: "none"), trainOK: true,
            trainReason: .allowed, isDuplicate: false)
    }
}
