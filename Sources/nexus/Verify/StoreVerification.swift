import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit

/// Verifies the logs of a store and its journal.
struct StoreVerification {
    let reader: FileStoreReader
    /// nil trusts the store's own key.
    let verifier: NoteVerifier?
    let tenant: TenantID?
    let since: SignedCheckpoint?

    func run() async throws(AuditError) -> VerificationReport {
        let old = try since.map { signed throws(AuditError) in
            (
                tenant: try CheckpointFile.tenant(ofOrigin: signed.checkpoint.origin, instance: reader.instance),
                checkpoint: signed
            )
        }
        if let tenant, let old, old.tenant != tenant {
            throw AuditError(
                .invalidTenant, "the older checkpoint is of the log of \(old.tenant)", tenantID: "\(tenant)")
        }
        let tenants = try await tenantsToVerify(old?.tenant)
        let progress = Progress("verifying", unit: "entries")
        defer { progress.finish() }
        var total: UInt64 = 0
        for tenant in tenants { total += try await size(of: tenant) ?? 0 }
        let wholeSize = total

        // Beside the logs: it has files of its own.
        async let journalCheck = journalFindings(tenants.count == 1 ? tenants.first : nil)
        let checker = LogVerifier(reader: reader, verifier: verifier)
        var logs: [LogVerification] = []
        var done: UInt64 = 0
        for tenant in tenants {
            let before = done
            let log = try await checker.verify(
                tenant, since: old?.tenant == tenant ? old?.checkpoint : nil,
                progress: { count, _ in progress.update(before + count, of: max(wholeSize, before + count)) })
            done += log.size
            logs.append(log)
        }
        var journal = try await journalCheck.get()
        for place in logs.indices { logs[place].findings += journal.removeValue(forKey: logs[place].tenant) ?? [] }
        // A journal may hold records of a log whose folder is gone.
        for (tenant, findings) in journal.sorted(by: { $0.key < $1.key })
        where !findings.isEmpty && (self.tenant == nil || self.tenant == tenant) {
            logs.append(LogVerification(tenant: tenant, size: 0, root: .emptyRoot, findings: findings))
        }
        var unpublished: [TenantID: UInt64] = [:]
        for log in logs {
            if let size = try await size(of: log.tenant), size > log.size { unpublished[log.tenant] = size - log.size }
        }
        return VerificationReport(
            logs: logs, unpublished: unpublished, summary: summary(of: logs, entries: done, in: progress.elapsed))
    }

    private func journalFindings(
        _ tenant: TenantID?
    ) async -> Result<[TenantID: [VerificationFinding]], AuditError> {
        do throws(AuditError) {
            return .success(try await reader.verifyJournal(tenant))
        } catch {
            return .failure(error)
        }
    }

    /// - Returns: nil where the checkpoint cannot be believed: that is the verifier's finding, not the end of the command.
    private func size(of tenant: TenantID) async throws(AuditError) -> UInt64? {
        do {
            return try await reader.size(of: tenant)
        } catch  where error.code == .corrupt {
            return nil
        }
    }

    private func tenantsToVerify(_ old: TenantID?) async throws(AuditError) -> [TenantID] {
        guard let wanted = tenant ?? old else { return try await reader.tenants() }
        guard try await reader.tenants().contains(wanted) else {
            throw AuditError(.notFound, "no log of \(wanted) in this store", tenantID: "\(wanted)")
        }
        return [wanted]
    }

    private func summary(of logs: [LogVerification], entries: UInt64, in elapsed: Duration) -> String {
        let damaged = logs.count { !$0.isValid }
        let verified =
            Text.counted(UInt64(logs.count), "log", "logs") + ", " + Text.counted(entries, "entry", "entries")
        let speed = "\(Text.duration(elapsed)) (\(Text.count(Text.rate(entries, over: elapsed))) entries/s)"
        let key = verifier == nil ? "; key: the store's own" : ""
        return damaged == 0
            ? "all verified: \(verified) in \(speed)\(key)"
            : "DAMAGED: \(damaged) of \(verified) in \(speed)\(key)"
    }
}
