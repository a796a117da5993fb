public import AuditEvents

/// The `input` of a `privacy.train_preference.set` event: whose events, and whether they may be used for training.
///
/// `{"subject": {"type": "tenant"}, "train": "opt_out"}` or
/// `{"subject": {"type": "user", "id": "u_1"}, "train": "opt_in"}`, and nothing else.
public struct TrainPreferenceChange: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case tenant
        case user(String)
    }

    public var subject: Subject
    public var isOptOut: Bool

    public init(subject: Subject, isOptOut: Bool) {
        self.subject = subject
        self.isOptOut = isOptOut
    }

    /// - Throws: `invalid_field`, with the path of the member that is wrong, missing or too many.
    public init(input: JSONObject) throws(AuditError) {
        try Self.allow(["subject", "train"], in: input, path: "input")
        guard let subject = input["subject"]?.object else { throw Self.invalid("input.subject", "must be an object") }
        switch subject["type"] {
        case .string("tenant"):
            try Self.allow(["type"], in: subject, path: "input.subject")
            self.subject = .tenant
        case .string("user"):
            try Self.allow(["type", "id"], in: subject, path: "input.subject")
            guard case .string(let id)? = subject["id"], (1...Self.maximumIDLength).contains(id.utf8.count) else {
                throw Self.invalid("input.subject.id", "must be a user id of 1 to \(Self.maximumIDLength) bytes")
            }
            self.subject = .user(id)
        default: throw Self.invalid("input.subject.type", "must be \"tenant\" or \"user\"")
        }
        switch input["train"] {
        case .string("opt_out"): isOptOut = true
        case .string("opt_in"): isOptOut = false
        default: throw Self.invalid("input.train", "must be \"opt_in\" or \"opt_out\"")
        }
    }

    /// The form that `init(input:)` reads.
    public var input: JSONObject {
        let subject: JSONValue =
            switch self.subject {
            case .tenant: ["type": "tenant"]
            case .user(let id): ["type": "user", "id": .string(id)]
            }
        return ["subject": subject, "train": isOptOut ? "opt_out" : "opt_in"]
    }

    static let maximumIDLength = 512

    /// Refuses any other member; its name is the caller's text and is not repeated.
    private static func allow(_ keys: [String], in object: JSONObject, path: String) throws(AuditError) {
        for member in object where !keys.contains(member.key) {
            throw invalid(path, "may only have the members \(keys.joined(separator: ", "))")
        }
    }

    private static func invalid(_ field: String, _ rule: String) -> AuditError {
        AuditError(.invalidField, "\(field) of a training preference \(rule)", field: field)
    }
}
