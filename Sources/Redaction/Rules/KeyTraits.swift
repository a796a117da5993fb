import AuditEvents

/// What an object's key says of the value under it.
struct KeyTraits {
    /// Whether the value is a secret, whatever it looks like.
    var isSecret = false
    /// Whether a value that looks random is one.
    var weak = WeakSecretKey.no
    /// What the key's name as a whole says of a person.
    var meaning: KeyMeaning = []
    var hint: Context

    /// Nothing but what the key above says.
    init(parent: KeyTraits) { hint = parent.hint.intersection(.inherited) }

    static let none = KeyTraits(isSecret: false, hint: [])

    private init(isSecret: Bool, hint: Context) {
        self.isSecret = isSecret
        self.hint = hint
    }

    init(key: Bytes, parent: KeyTraits) {
        self.init(parent: parent)
        guard !Placeholder.occurs(in: key) else { return }
        isSecret = SecretKey.of(key) != .no
        if !isSecret { weak = WeakSecretKey.of(key) }
        hint.formUnion(Context.ofKey(key))
        if !Context.isFreeText(key: key) { hint.insert(.named) }
        meaning = KeyMeaning.of(key).under(parent.meaning)
    }

    /// Whether a text under it must speak for itself.
    var isOrdinary: Bool { !isSecret && !weak.mayPromise && meaning.isDisjoint(with: .ofValues) }

    /// Whether nothing above a value says anything of it.
    var saysNothing: Bool { hint.isSubset(of: .named) && meaning.isEmpty }

    /// What the key says that says this under none, under another one.
    func under(_ parent: KeyTraits) -> KeyTraits {
        var traits = self
        traits.hint.formUnion(parent.hint.intersection(.inherited))
        traits.meaning = meaning.under(parent.meaning)
        return traits
    }

    /// The traits of what is inside a reference to a secret: names, not the secret.
    var forReference: KeyTraits {
        var traits = self
        traits.isSecret = false
        return traits
    }
}

extension Context {
    /// What `{"phone": {"number": …}}` says of the number.
    static let inherited: Context = [
        .phone, .postal, .card, .socialSecurity, .named, .identifiers, .bankCode, .place, .coordinate,
    ]
}

/// Objects whose members speak of each other: `{"name": "DB_PASSWORD", "value": …}` (environment variables, headers), a
/// Kubernetes Secret's `data`, `{"lat": …, "lng": …}`.
struct NamedEntry {
    private var isNameSecret = false
    /// What the name says that the value is.
    private var meaning: KeyMeaning = []
    private var isKubernetesSecret = false
    /// `lat` by itself may be a latency.
    private var hasLatitude = false
    private var hasLongitude = false

    /// How many members the object has.
    let count: Int

    /// - Parameter keys: What the keys of `object` say, in canonical order.
    init(
        _ object: Int, of tape: borrowing JSONTape, _ nodes: TapeNodes,
        _ keys: ArraySlice<UnsafePointer<KeyFacts>>
    ) {
        count = keys.count
        guard keys.contains(where: { $0.pointee.role != .none }) else { return }
        var next = nodes.firstKey(of: object)
        for facts in keys {
            guard let key = next else { break }
            next = nodes.key(after: key)
            switch facts.pointee.role {
            case .latitude: hasLatitude = true
            case .longitude: hasLongitude = true
            case .name where nodes.isString(key + 1):
                read(name: key + 1, of: tape)
            case .kind where nodes.isString(key + 1): isKubernetesSecret = tape.string(key + 1) == "Secret"
            default: break
            }
        }
    }

    private mutating func read(name: Int, of tape: borrowing JSONTape) {
        if let plain = tape.plainBytes(name) {
            read(name: Bytes(plain))
        } else {
            tape.string(name).withBytes { read(name: $0) }
        }
    }

    private mutating func read(name: Bytes) {
        let isSecret = SecretKey.of(name) != .no
        let meaning = KeyMeaning.of(name).intersection(.ofValues)
        guard isSecret || !meaning.isEmpty, !Placeholder.occurs(in: name) else { return }
        if isSecret { isNameSecret = true }
        self.meaning.formUnion(meaning)
    }

    func adjust(_ traits: inout KeyTraits, at role: KeyFacts.Role) {
        switch role {
        case .value:
            if isNameSecret { traits.isSecret = true }
            traits.meaning.formUnion(meaning)
        case .latitude, .longitude: if hasLatitude, hasLongitude { traits.hint.insert(.coordinate) }
        case .secretData: if isKubernetesSecret { traits.isSecret = true }
        case .none, .name, .kind: break
        }
    }
}

/// Names where a secret is, as Kubernetes does: `{"secretName": "db", "defaultMode": 420}`, `[{"name": "registry"}]`.
enum SecretReference {
    static func isReference(_ node: Int, of tape: borrowing JSONTape) -> Bool {
        switch tape.kind(node) {
        case .array:
            var item = node + 1
            let end = tape.end(node)
            while item < end {
                guard tape.kind(item) == .object, isReference(item, of: tape) else { return false }
                item = tape.end(item)
            }
            return true
        case .object:
            var isNamed = false
            var next = tape.firstKey(of: node)
            while let key = next {
                next = tape.key(after: key)
                let name = tape.string(key)
                if names.contains(name) { isNamed = true } else if !details.contains(name) { return false }
            }
            return isNamed
        default:
            return false
        }
    }

    private static let names: Set<String> = ["name", "secretName", "path"]
    private static let details: Set<String> = [
        "apiVersion", "kind", "namespace", "uid", "resourceVersion", "fieldPath", "optional", "defaultMode", "items",
        "audience", "expirationSeconds",
    ]
}
