public import AuditEvents

/// Counts findings and remembers the fields that held them.
struct PIIAccount {
    private var kinds: [PIIKind: Int] = [:]
    private var fields: Set<String> = []

    mutating func note(_ kind: PIIKind, field: String) {
        kinds[kind, default: 0] += 1
        fields.insert(field)
    }

    /// What was found and stays.
    mutating func noteKept(_ found: [Candidate], field: String) {
        for candidate in found {
            note(candidate.kind, field: field)
            note(.kept, field: field)
        }
    }

    func flags(policy: String) -> PIIFlags {
        if kinds.isEmpty { return PIIFlags(policy: policy, kinds: [:], fields: []) }
        var counts: [String: Int] = [:]
        for (kind, count) in kinds { counts[kind.rawValue] = count }
        // By bytes: Swift's own order of strings follows its Unicode version.
        let sorted = fields.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        return PIIFlags(policy: policy, kinds: counts, fields: sorted)
    }
}

extension PIIFlags {
    /// Whether everything that was found was taken out: nothing that a policy keeps is in the event.
    public var isMasked: Bool { kinds[PIIKind.kept.rawValue] == nil }
}
