public import AuditEvents
import MerkleLog
import Redaction

/// A redacted event with its identity fixed, ready to be appended.
///
/// What it holds, and its `encoded` form, is redacted: a service may store it beside a pending change and append it
/// later, also from another process. Appending it again gives the first receipt again.
public struct PreparedEvent: Hashable, Sendable {
    /// Redacted, without the engine's record.
    public let event: DatasetEvent
    public let piiFlags: PIIFlags
    /// Of the event as given, for an id given by the caller.
    let contentMAC: String?
    let recordedBy: String?
    /// The pseudonyms, of the epochs before, of the human at the root of the actor chain.
    let earlierRootIDs: [String]
    let isTimeGiven: Bool
    let isRequestGiven: Bool
    let isTraceGiven: Bool

    func decide(_ preferences: TrainingPreferences, allowsMaskedText: Bool) -> TrainDecision {
        .decide(
            callerTrainOK: event.callerTrainOK, actor: event.actor, alsoKnownAs: earlierRootIDs,
            hasPII: !piiFlags.isEmpty, preferences: preferences,
            allowsMaskedText: allowsMaskedText && piiFlags.isMasked)
    }

    func recorded(at stamp: Timestamp, _ decision: TrainDecision) -> DatasetEvent {
        var event = event
        event.record = EngineRecord(
            recordedAt: stamp, piiFlags: piiFlags, trainOK: decision.isOK, trainReason: decision.reason,
            trainPreference: decision.preference, contentMAC: contentMAC, recordedBy: recordedBy)
        return event
    }

    func receipt(
        index: UInt64, leafHash: MerkleHash, recordedAt: Timestamp, _ decision: TrainDecision, log: String,
        tenant: TenantID
    ) -> Receipt {
        Receipt(
            log: log, tenantID: tenant, index: index, eventID: event.eventID, leafHash: leafHash,
            recordedAt: recordedAt,
            piiFlags: piiFlags, trainOK: decision.isOK, trainReason: decision.reason, isDuplicate: false)
    }

    /// Whether a stored event under the same id says the same.
    ///
    /// With both MACs at hand those decide, since they were made before redaction. Without one, what redaction left is
    /// compared, but for what a repetition cannot know: the engine's fields, a defaulted time, an unnamed request.
    func hasSameContent(as stored: DatasetEvent) -> Bool {
        if let contentMAC, let storedMAC = stored.record?.contentMAC {
            return ContentMAC.isEqual(contentMAC, storedMAC)
        }
        var ours = event
        if BlobReference.isReference(stored.input) {
            ours.input = BlobReference(to: JSONValue.object(ours.input).canonicalBytes()).json
        }
        if BlobReference.isReference(stored.output) {
            ours.output = BlobReference(to: JSONValue.object(ours.output).canonicalBytes()).json
        }
        return comparable(ours) == comparable(stored)
    }

    /// As bytes, since strings that differ only in normalisation are equal in Swift.
    private func comparable(_ event: DatasetEvent) -> [UInt8] {
        var event = event
        if event.record?.trainReason == .caller { event.callerTrainOK = false }
        event.record = nil
        event.schemaVersion = DatasetEvent.currentSchemaVersion
        if !isTimeGiven { event.time = Timestamp(microseconds: 0) }
        event.removeUngiven(isRequestGiven: isRequestGiven, isTraceGiven: isTraceGiven)
        return event.canonicalLeaf()
    }
}
