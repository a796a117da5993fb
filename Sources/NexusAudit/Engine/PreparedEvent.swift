public import AuditEvents
import Redaction

/// A redacted event with its identity fixed, ready to be appended.
///
/// What it holds, and its `encoded` form, is redacted: a service may store it beside a pending change and append it
/// later, also from another process. Appending it again gives the first receipt again.
public struct PreparedEvent: Hashable, Sendable {
    public let tenantID: TenantID
    public let eventID: String
    public let piiFlags: PIIFlags
    /// The event in canonical JSON, without the engine's record.
    let json: [UInt8]
    /// Where in `json` the record goes.
    let gaps: RecordGaps
    /// Who is at the root of the actor chain.
    let root: Actor
    let isControl: Bool
    /// Whether the caller refused training.
    let isTrainingRefused: Bool
    /// Of the event as given, for an id that can come again.
    let contentMAC: String?
    let recordedBy: String?
    /// The pseudonyms, of the epochs before, of the human at the root of the actor chain.
    let earlierRootIDs: [String]
    let isTimeGiven: Bool
    let isRequestGiven: Bool
    let isTraceGiven: Bool

    /// - Parameters:
    ///   - event: Complete and redacted.
    ///   - earlierSubjectIDs: The pseudonyms, of the epochs before, of whose preference the event sets.
    init(
        _ event: consuming EventTape, tenant: TenantID, piiFlags: PIIFlags, contentMAC: String?, recordedBy: String?,
        earlierRootIDs: [String], earlierSubjectIDs: [String], isTimeGiven: Bool, isRequestGiven: Bool,
        isTraceGiven: Bool
    ) {
        tenantID = tenant
        eventID = event.string(.eventID) ?? ""
        isControl = event.isControl
        isTrainingRefused = event.isTrainingRefused
        root = event.root
        let (json, gaps) = event.written()
        if earlierSubjectIDs.isEmpty {
            (self.json, self.gaps) = (json, gaps)
        } else {
            var event = Self.event(of: json, refused: isTrainingRefused)
            TrainPreferenceChange.add(earlierIDs: earlierSubjectIDs, to: &event.input)
            (self.json, self.gaps) = Self.written(event)
        }
        self.piiFlags = piiFlags
        self.contentMAC = contentMAC
        self.recordedBy = recordedBy
        self.earlierRootIDs = earlierRootIDs
        self.isTimeGiven = isTimeGiven
        self.isRequestGiven = isRequestGiven
        self.isTraceGiven = isTraceGiven
    }

    /// Of an event that was read back.
    init(
        _ event: DatasetEvent, tenant: TenantID, piiFlags: PIIFlags, contentMAC: String?, recordedBy: String?,
        earlierRootIDs: [String], isTimeGiven: Bool, isRequestGiven: Bool, isTraceGiven: Bool
    ) {
        tenantID = tenant
        eventID = event.eventID
        isControl = ControlEvent.isControl(event.action)
        isTrainingRefused = event.callerTrainOK == false
        root = event.actor.root
        (json, gaps) = Self.written(event)
        self.piiFlags = piiFlags
        self.contentMAC = contentMAC
        self.recordedBy = recordedBy
        self.earlierRootIDs = earlierRootIDs
        self.isTimeGiven = isTimeGiven
        self.isRequestGiven = isRequestGiven
        self.isTraceGiven = isTraceGiven
    }

    private static func written(_ event: DatasetEvent) -> (json: [UInt8], gaps: RecordGaps) {
        var event = event
        event.callerTrainOK = nil
        let json = event.json.canonicalBytes()
        guard let gaps = try? RecordGaps(in: json) else { preconditionFailure("an event's JSON is no JSON") }
        return (json, gaps)
    }

    private static func event(of json: [UInt8], refused: Bool) -> DatasetEvent {
        guard case .object(let object)? = try? JSONValue(parsing: json, limits: JSONLimits(bytes: .max)),
            var event = try? DatasetEvent(unrecorded: object)
        else { preconditionFailure("a prepared event is no event") }
        if refused { event.callerTrainOK = false }
        return event
    }

    /// Redacted, without the engine's record.
    public var event: DatasetEvent { Self.event(of: json, refused: isTrainingRefused) }

    func decide(_ preferences: TrainingPreferences, allowsMaskedText: Bool) -> TrainDecision {
        .decide(
            callerTrainOK: isTrainingRefused ? false : nil, actor: root, alsoKnownAs: earlierRootIDs,
            hasPII: !piiFlags.isEmpty, preferences: preferences,
            allowsMaskedText: allowsMaskedText && piiFlags.isMasked)
    }

    func record(at stamp: Timestamp, _ decision: TrainDecision) -> EngineRecord {
        EngineRecord(
            recordedAt: stamp, piiFlags: piiFlags, trainOK: decision.isOK, trainReason: decision.reason,
            trainPreference: decision.preference, contentMAC: contentMAC, recordedBy: recordedBy)
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
        return event.json.canonicalBytes()
    }
}
