import AuditEvents

/// Decides anew which events may be used for training, and counts what became of them.
struct TrainingFilter {
    private let preferences: TrainingPreferences
    private let allowsMaskedText: Bool
    private var counts: [TrainReason: UInt64] = [:]
    private var policies: [String: UInt64] = [:]

    init(preferences: TrainingPreferences, allowsMaskedText: Bool) {
        self.preferences = preferences
        self.allowsMaskedText = allowsMaskedText
    }

    var includedCount: UInt64 { counts[.allowed] ?? 0 }

    mutating func admits(_ event: DatasetEvent) -> Bool {
        let decision = TrainDecision.decide(
            stored: event, preferences: preferences, allowsMaskedText: allowsMaskedText)
        counts[decision.reason, default: 0] += 1
        if decision.isOK, let policy = event.record?.piiFlags.policy { policies[policy, default: 0] += 1 }
        return decision.isOK
    }

    /// `{"counts": {"included", "pii", …}, "policies": {version: count}, "preferences": {"tenant", "users"}}`.
    var summary: JSONObject {
        var counted: JSONObject = ["considered": .number(Double(counts.values.reduce(0, +)))]
        for reason in TrainReason.allCases {
            counted[reason == .allowed ? "included" : reason.rawValue] = .number(Double(counts[reason] ?? 0))
        }
        let versions = policies.map { ($0.key, JSONValue.number(Double($0.value))) }
        let newest = ([preferences.tenant?.index] + preferences.users.values.map(\.index)).compactMap(\.self).max()
        return [
            "counts": .object(counted),
            "policies": .object(JSONObject(uniqueKeysWithValues: versions)),
            "newest_preference": newest.map { .number(Double($0)) } ?? .null,
        ]
    }
}
