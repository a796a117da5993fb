public import AuditEvents
import Crypto

extension RedactionPolicy {
    /// `nexus-3` for the standard policy, else `sha256:` and the first 16 hex digits of SHA-256 over `json`'s canonical form.
    public var version: String { version(with: []) }

    /// The version where recognisers are at work too: another one for each set of their names and versions.
    public func version(with recognizers: [any Recognizer]) -> String {
        if self == .standard, recognizers.isEmpty { return Self.standardVersion }
        var object = json
        if !recognizers.isEmpty {
            object["recognizers"] = .array(
                Self.sorted(recognizers.map { ["name": .string($0.name), "version": .string($0.version)] }))
        }
        var hex = ""
        for byte in SHA256.hash(data: object.canonicalBytes()).prefix(8) {
            hex += (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return "sha256:" + hex
    }

    /// Everything that decides what is redacted, the version of the detectors too. Two policies that say the same in
    /// another order have the same form.
    public var json: JSONObject {
        var object: JSONObject = ["base": .string(Self.standardVersion)]
        if let countries { object["countries"] = Self.list(Array(countries)) }
        if threshold != .shape { object["threshold"] = .string(threshold.rawValue) }
        let kinds = kindsJSON
        if !kinds.isEmpty { object["kinds"] = .object(kinds) }
        if !paths.isEmpty { object["paths"] = .array(Self.sorted(paths.map(Self.json(of:)))) }
        if !allowed.isEmpty { object["allow"] = .array(Self.sorted(allowed.map(Self.json(of:)))) }
        if !patterns.isEmpty { object["patterns"] = .array(Self.sorted(patterns.map(Self.json(of:)))) }
        if !keys.isEmpty { object["keys"] = .object(keysJSON) }
        if allowsTrainingOnMaskedText { object["training_on_masked_text"] = true }
        return object
    }

    private var kindsJSON: JSONObject {
        var object = JSONObject()
        for kind in Set(actions.keys).union(self.kinds.keys).union(thresholds.keys) {
            var member = JSONObject()
            if let isOn = self.kinds[kind] { member["on"] = .bool(isOn) }
            if let action = actions[kind] { Self.write(action, to: &member) }
            if let threshold = thresholds[kind] { member["threshold"] = .string(threshold.rawValue) }
            object[kind.rawValue] = .object(member)
        }
        return object
    }

    private static func write(_ action: RedactionAction, to member: inout JSONObject) {
        member["action"] = .string(action.name)
        if case .mask(let last) = action { member["last"] = .number(Double(last)) }
    }

    private static func json(of rule: PathRule) -> JSONValue {
        var member: JSONObject = ["path": .string(rule.path.text)]
        switch rule.effect {
        case .action(let action): write(action, to: &member)
        case .kind(let kind): member["kind"] = .string(kind.rawValue)
        }
        return .object(member)
    }

    private static func json(of value: AllowedValue) -> JSONValue {
        var member: JSONObject = ["value": .string(value.text)]
        if let kind = value.kind { member["kind"] = .string(kind.rawValue) }
        return .object(member)
    }

    private static func json(of pattern: OwnPattern) -> JSONValue {
        [
            "name": .string(pattern.name), "kind": .string(pattern.kind.rawValue),
            "pattern": .string(pattern.pattern.text), "strength": .string(pattern.strength.rawValue),
            "secret": .bool(pattern.isSecret),
        ]
    }

    private var keysJSON: JSONObject {
        func names(_ list: [String]) -> JSONValue {
            Self.list(list.map { String(decoding: KeyRules.normalized($0.utf8), as: UTF8.self) })
        }
        var kinds = JSONObject()
        for (name, kind) in keys.kinds {
            kinds[String(decoding: KeyRules.normalized(name.utf8), as: UTF8.self)] = .string(kind.rawValue)
        }
        return ["secret": names(keys.secret), "not_secret": names(keys.notSecret), "kinds": .object(kinds)]
    }

    private static func list(_ texts: [String]) -> JSONValue { .array(sorted(Set(texts).map { .string($0) })) }

    private static func sorted(_ values: [JSONValue]) -> [JSONValue] {
        values.sorted { $0.canonicalBytes().lexicographicallyPrecedes($1.canonicalBytes()) }
    }
}
