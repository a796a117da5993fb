public import AuditEvents

/// The `input` of a `privacy.train_preference.set` event: whose events, and whether they may be used for training.
///
/// `{"subject": {"type": "tenant"}, "train": "opt_out"}` or
/// `{"subject": {"type": "user", "id": "u_1"}, "train": "opt_in"}`, and nothing else.
///
/// As stored, a subject whose id became a pseudonym also has `earlier`, its pseudonyms of the epochs before: without them
/// nobody could tell from the log alone that an older event is of the same person.
public struct TrainPreferenceChange: Hashable, Sendable {
    public enum Subject: Hashable, Sendable {
        case tenant
        case user(String)
    }

    public var subject: Subject
    public var isOptOut: Bool
    /// The subject's pseudonyms of the epochs before, which only the engine writes.
    private(set) var earlierIDs: [String] = []

    public init(subject: Subject, isOptOut: Bool) {
        self.subject = subject
        self.isOptOut = isOptOut
    }

    /// As a caller gives it.
    ///
    /// - Throws: `invalid_field`, with the path of the member that is wrong, missing or too many.
    public init(input: JSONObject) throws(AuditError) { try self.init(input, subjectKeys: ["type", "id"]) }

    /// As the engine stores it.
    ///
    /// - Throws: As `init(input:)`.
    init(stored input: JSONObject) throws(AuditError) {
        try self.init(input, subjectKeys: ["type", "id", Self.earlierKey])
        guard let earlier = input["subject"]?[Self.earlierKey] else { return }
        for id in earlier.array ?? [] {
            guard case .string(let text) = id else { break }
            earlierIDs.append(text)
        }
        guard let count = earlier.array?.count, count == earlierIDs.count, count > 0 else {
            throw Self.invalid("input.subject.\(Self.earlierKey)", "must be a list of pseudonyms")
        }
    }

    private static let earlierKey = "earlier"

    /// Adds the subject's earlier pseudonyms to the input of an event that is about to be stored.
    static func add(earlierIDs: [String], to input: inout JSONObject) {
        guard !earlierIDs.isEmpty, case .object(var subject)? = input["subject"] else { return }
        subject[earlierKey] = .array(earlierIDs.map { .string($0) })
        input["subject"] = .object(subject)
    }

    private init(_ input: JSONObject, subjectKeys: [String]) throws(AuditError) {
        try Self.allow(["subject", "train"], in: input, path: "input")
        guard let subject = input["subject"]?.object else { throw Self.invalid("input.subject", "must be an object") }
        switch subject["type"] {
        case .string("tenant"):
            try Self.allow(["type"], in: subject, path: "input.subject")
            self.subject = .tenant
        case .string("user"):
            try Self.allow(subjectKeys, in: subject, path: "input.subject")
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
