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

    init(key: String, parent: KeyTraits) {
        self.init(parent: parent)
        key.withBytes { bytes in
            guard !Placeholder.occurs(in: bytes) else { return }
            isSecret = SecretKey.of(bytes) != .no
            if !isSecret { weak = WeakSecretKey.of(bytes) }
            hint.formUnion(Context.ofKey(bytes))
            if !Context.isFreeText(key: bytes) { hint.insert(.named) }
            meaning = KeyMeaning.of(bytes).under(parent.meaning)
        }
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

    init(_ object: JSONObject) {
        for member in object.members where (3...4).contains(member.key.utf8.count) {
            if member.key == "lat" { hasLatitude = true }
            if Self.longitudes.contains(member.key) { hasLongitude = true }
            guard case .string(let text) = member.value else { continue }
            switch member.key {
            case "name", "key", "Name", "Key":
                if Self.isSecret(text) { isNameSecret = true }
                meaning.formUnion(Self.meaning(of: text))
            case "kind": isKubernetesSecret = text == "Secret"
            default: break
            }
        }
    }

    private static let longitudes: Set<String> = ["lng", "lon", "long"]

    private static func isSecret(_ name: String) -> Bool {
        name.withBytes { !Placeholder.occurs(in: $0) && SecretKey.of($0) != .no }
    }

    private static func meaning(of name: String) -> KeyMeaning {
        name.withBytes { bytes in
            let meaning = KeyMeaning.of(bytes).intersection(.ofValues)
            return meaning.isEmpty || Placeholder.occurs(in: bytes) ? [] : meaning
        }
    }

    func adjust(_ traits: inout KeyTraits, at key: String) {
        if isNameSecret || !meaning.isEmpty, key == "value" || key == "Value" {
            if isNameSecret { traits.isSecret = true }
            traits.meaning.formUnion(meaning)
        }
        if hasLatitude, hasLongitude, key == "lat" || Self.longitudes.contains(key) { traits.hint.insert(.coordinate) }
        if isKubernetesSecret, key == "data" || key == "stringData" { traits.isSecret = true }
    }
}

/// Names where a secret is, as Kubernetes does: `{"secretName": "db", "defaultMode": 420}`, `[{"name": "registry"}]`.
enum SecretReference {
    static func isReference(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let items):
            return items.allSatisfy { if case .object = $0 { isReference($0) } else { false } }
        case .object(let object):
            return object.members.contains { names.contains($0.key) }
                && object.members.allSatisfy { names.contains($0.key) || details.contains($0.key) }
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
