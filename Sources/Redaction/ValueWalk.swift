import AuditEvents

/// Walks a JSON text to any depth, and puts on its tape what may be written in the place of what may not.
struct ValueWalk: ~Copyable {
    var texts: TextRedactor
    var account = PIIAccount()
    var path = FieldPath()
    /// How many strings around the value at hand were JSON.
    var unwrapped = 0
    /// What the keys of all open objects say, the innermost last.
    var keys: [UnsafePointer<KeyFacts>] = []
    /// Those of `keys` that are this walk's own.
    var ownFacts: [UnsafeMutablePointer<KeyFacts>] = []

    /// What the policy says of the place that a value stands at; nothing under a plain one.
    struct Place {
        /// The whole value is of this kind.
        var whole: PIIKind?
        /// Where the walk stands among the path rules, if there are any.
        var rules: PathMatcher.State?

        var isRemoved: Bool { rules?.isRemoved ?? false }

        var texts: TextRules {
            guard let rules else { return TextRules(whole: whole) }
            return TextRules(action: rules.isRemoved ? nil : rules.action, whole: rules.kind ?? whole)
        }
    }

    let policy: CompiledPolicy
    /// What the policy remembers of keys.
    let memo: KeyMemoTable
    let isPlain: Bool
    /// Kept beside the walk's arguments, so that a plain policy pays nothing for it.
    var place = Place()

    /// Nested values are walked recursively, those in strings too; the engine accepts far less.
    private static let deepest = 512

    init(policy: CompiledPolicy = .standard, pseudonymizer: Pseudonymizer?) {
        self.policy = policy
        memo = policy.keys.table
        isPlain = policy.isPlain
        texts = TextRedactor(policy: policy, pseudonymizer: pseudonymizer)
        keys.reserveCapacity(48)
    }

    /// Walks the value of an event's field.
    mutating func redact(_ node: Int, of tape: inout JSONTape, at field: String) throws(AuditError) {
        path.enter(name: field)
        defer { path.leave() }
        place = Place(rules: policy.paths.isEmpty ? nil : policy.paths.state(of: [field]))
        try value(node, of: &tape, under: .none)
    }

    /// Walks a value that stands nowhere.
    mutating func redact(_ tape: inout JSONTape) throws(AuditError) {
        place = Place(rules: policy.paths.isEmpty ? nil : policy.paths.start)
        try value(tape.root, of: &tape, under: .none)
    }

    mutating func value(_ node: Int, of tape: inout JSONTape, under key: KeyTraits) throws(AuditError) {
        let kind = TapeNodes(tape).kind(node)
        if !isPlain, place.isRemoved, place.rules?.mayChange == false || key.isSecret || !kind.isContainer {
            return remove(node, of: &tape)
        }
        switch kind {
        case .null, .bool: break
        case .string: try string(node, of: &tape, under: key)
        case .number:
            let text = key.isSecret ? secret() : number(tape.number(node), hint: key.hint)
            if let text { tape.replace(node, with: .text(text)) }
        case .array, .object:
            if key.isSecret, !tape.isEmpty(node), !SecretReference.isReference(node, of: tape) {
                return tape.replace(node, with: .text(secret()))
            }
            if case .array = kind {
                try array(node, of: &tape, under: key.forReference)
            } else {
                try object(node, of: &tape, under: key.forReference)
            }
        }
    }

    /// A value that a path rule removes. A null or nothing in a list has nothing to remove.
    private mutating func remove(_ node: Int, of tape: inout JSONTape) {
        if path.isInList {
            if tape.kind(node) == .null { return }
            account.note(.removed, field: field)
            return tape.replace(node, with: .null)
        }
        if tape.kind(node) == .object, tape.isEmpty(node), path.count == 1 { return }
        account.note(.removed, field: field)
        tape.replace(node, with: .dropped)
    }

    // MARK: Account

    mutating func note(_ found: [Candidate]) {
        for candidate in found { account.note(candidate.kind, field: field) }
    }

    mutating func noteKept() {
        let field = field
        account.noteKept(texts.kept, field: field)
    }

    var field: String { path.text }

    func checkDepth() throws(AuditError) {
        guard path.count > Self.deepest else { return }
        throw AuditError(
            .redactionFailed, "Values are nested too deeply to be redacted; flatten them.", field: path.root,
            limit: Self.deepest)
    }
}

extension JSONTape.Kind {
    fileprivate var isContainer: Bool {
        switch self {
        case .array, .object: true
        default: false
        }
    }
}

extension JSONTape {
    /// Whether a list has no items, an object no members.
    func isEmpty(_ node: Int) -> Bool { end(node) == node + 1 }
}
