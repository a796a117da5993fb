public import AuditEvents
import Redaction

/// Whether an event may be used for training, why, and which stored preference said so.
///
/// Decided before an event is written, and again, with the preferences of that moment, whenever events are exported for
/// training.
public struct TrainDecision: Hashable, Sendable {
    public var isOK: Bool
    public var reason: TrainReason
    /// The index of the preference event that decided; nil where no preference did.
    public var preference: UInt64?

    public init(isOK: Bool, reason: TrainReason, preference: UInt64? = nil) {
        self.isOK = isOK
        self.reason = reason
        self.preference = preference
    }

    /// Decides for one event.
    ///
    /// First match wins: the caller's own `false`; the opt-out of the human at the root of the actor chain; the tenant's
    /// opt-out, unless that human opted in; PII. Where nothing objects, the preference in force (the human's, else the
    /// tenant's) is the one that decided.
    ///
    /// - Parameters:
    ///   - callerTrainOK: What the caller said; only `false` has a meaning.
    ///   - actor: The event's actor, as stored; a root that is not human has no preference of its own.
    ///   - earlierIDs: The root's pseudonyms of the epochs before, where it has any.
    ///   - hasPII: Whether redaction found anything.
    ///   - preferences: The stored preferences of the event's tenant.
    ///   - allowsMaskedText: Whether the policy lets events be used whose findings were all masked.
    public static func decide(
        callerTrainOK: Bool?, actor: Actor, alsoKnownAs earlierIDs: [String] = [], hasPII: Bool,
        preferences: TrainingPreferences, allowsMaskedText: Bool = false
    ) -> TrainDecision {
        decide(
            callerTrainOK: callerTrainOK, user: preferences.choice(of: actor, alsoKnownAs: earlierIDs), hasPII: hasPII,
            preferences: preferences, allowsMaskedText: allowsMaskedText)
    }

    private static func decide(
        callerTrainOK: Bool?, user: TrainingPreferences.Choice?, hasPII: Bool, preferences: TrainingPreferences,
        allowsMaskedText: Bool
    ) -> TrainDecision {
        if callerTrainOK == false { return TrainDecision(isOK: false, reason: .caller) }
        if let user, user.isOptOut { return TrainDecision(isOK: false, reason: .userOptOut, preference: user.index) }
        if user == nil, let tenant = preferences.tenant, tenant.isOptOut {
            return TrainDecision(isOK: false, reason: .tenantOptOut, preference: tenant.index)
        }
        if hasPII, !allowsMaskedText { return TrainDecision(isOK: false, reason: .pii) }
        return TrainDecision(isOK: true, reason: .allowed, preference: (user ?? preferences.tenant)?.index)
    }

    /// Decides anew for an event read from the log.
    ///
    /// - Parameters:
    ///   - event: As stored. Without a record nothing is known of its redaction, and it counts as holding PII.
    ///   - preferences: The preferences of its tenant as they are now.
    ///   - allowsMaskedText: As the policy says now; what a policy kept is not masked.
    public static func decide(
        stored event: DatasetEvent, preferences: TrainingPreferences, allowsMaskedText: Bool = false
    ) -> TrainDecision {
        decide(
            callerTrainOK: event.record?.trainReason == .caller ? false : event.callerTrainOK,
            user: preferences.choice(of: event.actor) ?? optOutOfEarlierEpoch(event),
            hasPII: event.record.map { !$0.piiFlags.isEmpty } ?? true, preferences: preferences,
            allowsMaskedText: allowsMaskedText && event.record?.piiFlags.isMasked != false)
    }

    /// The opt-out that decided when the event was written, where none is known by the name that the actor has in it.
    ///
    /// That one was made under a pseudonym of an epoch before the event's, and only the engine could know that both are one
    /// person. It still stands: a later choice of that person would name this event's pseudonym too.
    private static func optOutOfEarlierEpoch(_ event: DatasetEvent) -> TrainingPreferences.Choice? {
        guard let record = event.record, record.trainReason == .userOptOut, let index = record.trainPreference else {
            return nil
        }
        return TrainingPreferences.Choice(isOptOut: true, index: index)
    }
}
