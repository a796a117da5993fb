public import AuditEvents
public import NexusAudit
import Synchronization

extension FileBackend {
    /// As `NexusBackend` says.
    ///
    /// The key is flushed in the private folder, then recorded, then renamed to `keys/pseudonym-<epoch>` and the folder
    /// flushed. A crash before the rename leaves no new epoch, only perhaps its record; one behind it leaves the epoch.
    public func addPseudonymKey(
        record: @Sendable (Int) async throws(AuditError) -> Receipt
    ) async throws(AuditError) -> PseudonymRotation {
        guard isAddingKey.compareExchange(expected: false, desired: true, ordering: .acquiringAndReleasing).exchanged
        else { throw AuditError(.overloaded, "another new pseudonym key is under way", isRetryable: true) }
        defer { isAddingKey.store(false, ordering: .releasing) }
        let keys = PseudonymKeyFiles(layout, files)
        let epoch = try await read { () throws(AuditError) in
            let epoch = try keys.read().count + 1
            guard epoch <= InstanceSecrets.maximumPseudonymKeys else {
                throw AuditError(
                    .quotaExceeded, "there are \(epoch - 1) pseudonym keys; no more are kept",
                    limit: InstanceSecrets.maximumPseudonymKeys)
            }
            try keys.stage(epoch: epoch)
            return epoch
        }
        let receipt: Receipt
        do {
            receipt = try await record(epoch)
        } catch {
            try? await read { () throws(AuditError) in keys.discard(epoch: epoch) }
            throw error
        }
        try await read { () throws(AuditError) in try keys.commit(epoch: epoch) }
        return PseudonymRotation(epoch: epoch, receipt: receipt)
    }
}
