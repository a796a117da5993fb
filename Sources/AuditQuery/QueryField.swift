import AuditEvents

/// What of an event a condition speaks of.
public enum QueryField: Hashable, Sendable {
    case named(Name)
    /// A member of `input`, `output`, `metadata` or `usage`, or an analytics field: the keys from the event down.
    ///
    /// Lists have no step of their own: a condition holds for a list if it holds for an item.
    case path([String])

    /// The fields with a name of their own, by that name.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case actor, type
        case onBehalfOf = "on-behalf-of"
        case action, outcome, tenant, resource, trace, request, run, step, span, project, app, surface
        case surfaceID = "surface-id"
        case env, agent, event, pii, duration, train
        case storageClass = "class"
        case piiField = "pii-field"
        case trainReason = "train-reason"
        case recordedBy = "recorded-by"
    }

    /// The fields that hold a moment.
    public enum Moment: String, Hashable, Sendable, CaseIterable {
        /// When the log took the event in (`recorded_at`).
        case created
        /// When it happened, by the caller's word.
        case time
    }

    /// Whether it is a field that an expression can name, and so one that an index has terms for: a path built in Swift may lead
    /// anywhere in an event.
    package var isIndexed: Bool {
        switch self {
        case .named: return true
        case .path(let keys):
            guard case .field(let meant) = FieldMeaning(keys) else { return false }
            return meant == self
        }
    }

    /// As it stands in an expression; keys that need it are in quotation marks.
    public var description: String {
        switch self {
        case .named(let name): name.rawValue
        case .path(let keys): keys.map(QueryPrinter.key).joined(separator: ".")
        }
    }
}

extension QueryField.Name {
    /// The closed set of values of a field that has one; every stored event has one of them.
    package var choices: [String]? {
        switch self {
        case .type: Actor.Kind.allCases.map(\.rawValue)
        case .outcome: Outcome.allCases.map(\.rawValue)
        case .storageClass: StorageClass.allCases.map(\.rawValue)
        case .trainReason: TrainReason.allCases.map(\.rawValue)
        case .train: ["yes", "no"]
        default: nil
        }
    }

    /// The fields whose values are ids, which a loose word finds too.
    package static let ids: [Self] = [
        .event, .request, .trace, .run, .step, .span, .project, .app, .surfaceID, .agent, .recordedBy,
    ]
}

extension QueryField {
    /// Reads a field's name, or a path, as it stands before the colon of a condition.
    ///
    /// - Returns: nil for what is no such field, and for one that holds a moment or a severity.
    public init?(_ name: String) {
        guard let keys = try? QueryParser(name + ":*").fieldName(), case .field(let field) = FieldMeaning(keys) else {
            return nil
        }
        self = field
    }

    /// The named fields whose values can be counted.
    public static var countable: [String] {
        Name.allCases.filter { $0 != .duration }.map(\.rawValue).sorted()
    }
}

/// What the name before a colon stands for.
enum FieldMeaning {
    case field(QueryField)
    case moment(QueryField.Moment)
    case severity

    /// Names of the event's JSON that mean a field with a name of its own.
    private static let synonyms: [String: QueryField.Name] = [
        "actor.id": .actor, "actor.type": .type, "actor_type": .type, "actor.on_behalf_of.id": .onBehalfOf,
        "on_behalf_of": .onBehalfOf, "tenant_id": .tenant, "trace_id": .trace, "request_id": .request, "run_id": .run,
        "step_id": .step, "span_id": .span, "project_id": .project, "app_id": .app, "surface_id": .surfaceID,
        "agent_id": .agent, "event_id": .event, "id": .event, "storage_class": .storageClass, "duration_ms": .duration,
        "train_ok": .train, "train_reason": .trainReason, "recorded_by": .recordedBy, "pii_flags.kinds": .pii,
        "pii_flags.fields": .piiField, "metadata.trace_id": .trace, "metadata.request_id": .request,
        "metadata.actor_type": .type, "metadata.action": .action,
    ]

    /// - Parameter keys: What stands between the dots.
    /// - Returns: nil for a name that means nothing.
    init?(_ keys: [String]) {
        let joined = keys.joined(separator: ".")
        if keys.count == 1, let name = QueryField.Name(rawValue: joined) {
            self = .field(.named(name))
        } else if let moment = QueryField.Moment(rawValue: joined) {
            self = .moment(moment)
        } else if joined == "recorded_at" {
            self = .moment(.created)
        } else if joined == "severity" {
            self = .severity
        } else if let name = Self.synonyms[joined] {
            self = .field(.named(name))
        } else if keys.count > 1, Self.roots.contains(keys[0]) {
            self = .field(.path(keys))
        } else if keys.count == 1, Analytics.isField(joined) {
            self = .field(.path(keys))
        } else {
            return nil
        }
    }

    /// The members of an event below which there is free JSON.
    static let roots = ["input", "output", "metadata", "usage"]

    /// Every name that may stand before a colon alone.
    static var names: [String] {
        (QueryField.Name.allCases.map(\.rawValue) + QueryField.Moment.allCases.map(\.rawValue) + ["severity"]).sorted()
    }
}
