/// The one envelope for every event: audit, agent step, tool call, usage.
///
/// `Docs/Events.md` describes every field. The last group is written by the engine alone.
public struct DatasetEvent: Hashable, Sendable {
    public var eventID: String
    /// When it happened, by the caller's word.
    public var time: Timestamp
    public var tenantID: String
    public var env: String
    public var surface: String
    /// The acting principal's id: a user's, an agent's, or `system`.
    public var agentID: String
    /// A dotted verb such as `maybes.create`.
    public var action: String
    public var actor: Actor
    public var resource: Resource?
    public var outcome: Outcome
    public var severity: Severity
    public var storageClass: StorageClass
    public var scope: EventScope
    public var input: JSONObject
    public var output: JSONObject
    public var metadata: JSONObject
    public var analytics: Analytics
    public var durationMilliseconds: Double?
    /// Model, tokens, cost.
    public var usage: JSONObject?
    public var schemaVersion: String
    /// A caller's own opt-out; only `false` has a meaning.
    public var callerTrainOK: Bool?

    /// What the engine wrote; nil until then.
    public var record: EngineRecord?

    public static let currentSchemaVersion = "1"

    public init(
        eventID: String, time: Timestamp, tenantID: String, env: String, surface: String, agentID: String,
        action: String, actor: Actor, resource: Resource? = nil, outcome: Outcome = .success,
        severity: Severity = .info, storageClass: StorageClass = .audit, scope: EventScope = EventScope(),
        input: JSONObject = [:], output: JSONObject = [:], metadata: JSONObject = [:],
        analytics: Analytics = Analytics(), durationMilliseconds: Double? = nil, usage: JSONObject? = nil,
        schemaVersion: String = DatasetEvent.currentSchemaVersion, callerTrainOK: Bool? = nil,
        record: EngineRecord? = nil
    ) {
        self.eventID = eventID
        self.time = time
        self.tenantID = tenantID
        self.env = env
        self.surface = surface
        self.agentID = agentID
        self.action = action
        self.actor = actor
        self.resource = resource
        self.outcome = outcome
        self.severity = severity
        self.storageClass = storageClass
        self.scope = scope
        self.input = input
        self.output = output
        self.metadata = metadata
        self.analytics = analytics
        self.durationMilliseconds = durationMilliseconds
        self.usage = usage
        self.schemaVersion = schemaVersion
        self.callerTrainOK = callerTrainOK
        self.record = record
    }
}

/// What was acted upon.
public struct Resource: Hashable, Sendable {
    public var type: String
    public var id: String

    public init(_ type: String, _ id: String) {
        self.type = type
        self.id = id
    }
}

public enum Outcome: String, Sendable, CaseIterable {
    case success, denied, error
}

public enum Severity: String, Sendable, CaseIterable {
    case debug, info, warning, error, critical
}

public enum StorageClass: String, Sendable, CaseIterable {
    case ops, audit, stream, cost
}

/// The keys by which events of one project, app, surface, run, step or span are found together.
public struct EventScope: Hashable, Sendable {
    public var projectID: String?
    public var appID: String?
    public var surfaceID: String?
    public var runID: String?
    public var stepID: String?
    public var spanID: String?

    public init(
        projectID: String? = nil, appID: String? = nil, surfaceID: String? = nil, runID: String? = nil,
        stepID: String? = nil, spanID: String? = nil
    ) {
        self.projectID = projectID
        self.appID = appID
        self.surfaceID = surfaceID
        self.runID = runID
        self.stepID = stepID
        self.spanID = spanID
    }
}

/// The analytics fields, carried as given (redacted): `analytics_event_type`, `analytics_platform`, `asset_alt_text`
/// and every `utm_*` and `seo_*` field, by their JSON names.
public struct Analytics: Hashable, Sendable {
    public var fields: [String: String]

    public init(_ fields: [String: String] = [:]) { self.fields = fields }

    /// Whether `name` is one of the analytics fields' JSON names; behind `utm_` and `seo_` stand at most 37 of a-z, A-Z, 0-9
    /// and _ with at most three digits in a row, so that no name holds personal data.
    public static func isField(_ name: String) -> Bool {
        switch name {
        case "analytics_event_type", "analytics_platform", "asset_alt_text": true
        default:
            (name.hasPrefix("utm_") || name.hasPrefix("seo_"))
                && name.utf8.count > 4 && FieldReading.isHarmless(name)
        }
    }
}

/// What redaction found in an event.
public struct PIIFlags: Hashable, Sendable {
    /// The version of the policy that was applied.
    public var policy: String
    /// How many findings there were of each kind, such as `["EMAIL": 2]`.
    public var kinds: [String: Int]
    /// The dotted paths (redacted keys) of the fields that held them, sorted, each once; list items as `input.to.0`.
    public var fields: [String]

    public init(policy: String, kinds: [String: Int] = [:], fields: [String] = []) {
        self.policy = policy
        self.kinds = kinds
        self.fields = fields
    }

    public var isEmpty: Bool { kinds.isEmpty }
}

/// Why an event may, or may not, be used for training.
public enum TrainReason: String, Sendable, CaseIterable {
    case allowed, pii
    case tenantOptOut = "tenant_opt_out"
    case userOptOut = "user_opt_out"
    case caller
}

/// The fields that the engine alone writes.
public struct EngineRecord: Hashable, Sendable {
    /// When the event was encoded for the log (`recorded_at`).
    public var recordedAt: Timestamp
    public var piiFlags: PIIFlags
    public var trainOK: Bool
    public var trainReason: TrainReason
    /// The index of the preference event that decided, if one did (`train_preference`).
    public var trainPreference: UInt64?
    /// For an id given by the caller: the truncated HMAC of the event as given (`content_mac`, 32 hex digits).
    public var contentMAC: String?
    /// The credential that reported the event (`recorded_by`).
    public var recordedBy: String?

    public init(
        recordedAt: Timestamp, piiFlags: PIIFlags, trainOK: Bool, trainReason: TrainReason,
        trainPreference: UInt64? = nil, contentMAC: String? = nil, recordedBy: String? = nil
    ) {
        self.recordedAt = recordedAt
        self.piiFlags = piiFlags
        self.trainOK = trainOK
        self.trainReason = trainReason
        self.trainPreference = trainPreference
        self.contentMAC = contentMAC
        self.recordedBy = recordedBy
    }
}
