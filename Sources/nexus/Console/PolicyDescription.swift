import Redaction

/// A policy in plain words.
struct PolicyDescription {
    let policy: RedactionPolicy

    func lines(_ style: Terminal) -> [String] {
        var lines = ["\(style.green("✓")) policy \(style.bold(policy.version))"]
        lines += section("kinds", kinds)
        lines += section("strength", strengths)
        lines += section("actions", actions)
        lines += section("paths", policy.paths.map { "\($0.path.text): \(Self.words($0.effect))" })
        lines += section("allowed", policy.allowed.map { "\($0.text)\($0.kind.map { " as \($0.rawValue)" } ?? "")" })
        lines += section("patterns", policy.patterns.map(words))
        lines += section("keys", keys)
        let training = policy.allowsTrainingOnMaskedText ? "yes, if no finding was kept" : "no"
        lines += section("training", ["an event in which something was found may be used: \(training)"])
        return lines
    }

    private func section(_ title: String, _ rows: [String]) -> [String] {
        rows.enumerated().map { place, row in
            "  \(Text.padded(place == 0 ? title : "", 9))  \(Terminal.printable(row))"
        }
    }

    private var all: [PIIKind] { KindInfo.all.filter { $0.category != .policy }.map(\.kind) + policy.ownKinds }

    private func list(_ kinds: [PIIKind]) -> String { kinds.map(\.rawValue).sorted().joined(separator: ", ") }

    private var kinds: [String] {
        let secrets = all.filter(policy.isSecret)
        let on = all.filter { policy.isOn($0) && !policy.isSecret($0) }
        let off = all.filter { !policy.isOn($0) }
        var rows = ["on: \(list(on))", "always removed, since they are secrets: \(list(secrets))"]
        if !off.isEmpty { rows.append("off: \(list(off))") }
        if let countries = policy.countries {
            rows.append("national kinds of \(countries.sorted().joined(separator: ", ")) only")
        }
        return rows
    }

    private var strengths: [String] {
        ["a finding counts with \(Self.words(policy.threshold))"]
            + policy.thresholds.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                "\($0.key.rawValue) with \(Self.words($0.value))"
            }
    }

    private static func words(_ threshold: RedactionThreshold) -> String {
        switch threshold {
        case .shape: "its shape alone (shape)"
        case .context: "a key or a word beside it, or check digits (context)"
        case .checksum: "right check digits (checksum)"
        }
    }

    private var actions: [String] {
        let others = Dictionary(grouping: all.filter { policy.isOn($0) }, by: policy.action(of:))
        return others.sorted { Self.words($0.key) < Self.words($1.key) }.map { action, kinds in
            action == .placeholder ? "\(Self.words(action)): all others" : "\(Self.words(action)): \(list(kinds))"
        }
    }

    private static func words(_ action: RedactionAction) -> String {
        switch action {
        case .placeholder: "placeholder, such as [EMAIL]"
        case .mask(let last): "mask, its last \(last) letters and digits stay"
        case .remove: "remove, nothing stands in its place"
        case .keep: "keep, it stays and is counted"
        case .pseudonym: "pseudonym, keyed per tenant"
        }
    }

    private static func words(_ effect: PathRule.Effect) -> String {
        switch effect {
        case .action(.remove): "the member goes, whatever it holds"
        case .action(.keep): "findings stay and are counted; secrets go"
        case .action(let action): words(action)
        case .kind(let kind): "every value is a \(kind.rawValue)"
        }
    }

    private func words(_ pattern: OwnPattern) -> String {
        let secret = policy.isSecret(pattern.kind) ? ", a secret" : ", \(pattern.strength.rawValue)"
        return "\(pattern.name): \(pattern.kind.rawValue)\(secret), \(pattern.pattern.text)"
    }

    private var keys: [String] {
        var rows: [String] = []
        if !policy.keys.secret.isEmpty { rows.append("secret: \(policy.keys.secret.joined(separator: ", "))") }
        if !policy.keys.notSecret.isEmpty { rows.append("no secret: \(policy.keys.notSecret.joined(separator: ", "))") }
        for (name, kind) in policy.keys.kinds.sorted(by: { $0.key < $1.key }) {
            rows.append("\(name): its value is a \(kind.rawValue)")
        }
        return rows
    }
}
