package import AuditEvents
import AuditQuery

/// Stored events of a small world, so that many are alike, and queries about what occurs in them.
package struct RandomEvents {
    package var generator: SeededGenerator
    package static let now = Timestamp("2026-11-08T12:00:00Z")!

    package init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    private static let ids = ["u_1", "u_2", "a_7", "run-1", "4bf92f35", "foo.u_1", "10.0.0.1", "Größe"]
    private static let phrases = [
        "maybes.create", "Ship the Größe", "one two three", "two", "東京都 memo", "a b a b c", "foo.u_1, bar", "ÉTÉ",
        "10.0.0.1", "", "x*y", "say \"hi\"", "eu-west-1", "null", "5", "e\u{301}a", "x-٣٤ y",
    ]
    private static let keys = ["a", "b", "region", "a key", "x/y", "a.b", "größe"]
    private static let actions = ["maybes.create", "maybes.delete", "notes.create", "login"]

    package mutating func event() -> JSONObject {
        var actor: JSONObject?
        for _ in 0..<generator.number(1...3) {
            var link: JSONObject = ["type": text(Actor.Kind.allCases.map(\.rawValue)), "id": text(Self.ids)]
            if let actor { link["on_behalf_of"] = .object(actor) }
            actor = link
        }
        var event: JSONObject = [
            "action": text(Self.actions), "actor": .object(actor ?? [:]), "agent_id": text(Self.ids),
            "env": text(["production", "test"]), "event_id": .string("e-\(generator.number(1...40))"),
            "outcome": text(Outcome.allCases.map(\.rawValue)), "recorded_at": moment(), "schema_version": "1",
            "severity": text(Severity.allCases.map(\.rawValue)), "surface": text(["api", "cli"]),
            "storage_class": text(StorageClass.allCases.map(\.rawValue)), "tenant_id": text(["t_demo", "t_other"]),
            "time": moment(), "train_ok": .bool(generator.chance(1, in: 2)),
            "train_reason": text(TrainReason.allCases.map(\.rawValue)),
        ]
        var metadata = object(depth: 2)
        metadata["request_id"] = text(Self.ids)
        metadata["trace_id"] = text(Self.ids)
        metadata["action"] = event["action"]
        event["metadata"] = .object(metadata)
        event["pii_flags"] = [
            "fields": .array(generator.some(0...2) { .string($0.one(of: ["input.a", "input.b.0"])) }),
            "kinds": generator.chance(1, in: 2) ? ["EMAIL": 1, "PHONE": 2] : [:], "policy": "p",
        ]
        for root in ["input", "output", "usage"] where generator.chance(1, in: 2) {
            event[root] = .object(object(depth: 3))
        }
        for id in ["run_id", "step_id", "span_id", "project_id", "app_id", "surface_id", "recorded_by"]
        where generator.chance(1, in: 2) { event[id] = text(Self.ids) }
        if generator.chance(1, in: 2) { event["duration_ms"] = .number(Double(generator.number(0...20)) * 250) }
        if generator.chance(1, in: 2) { event["resource"] = ["type": text(["note", "page"]), "id": text(Self.ids)] }
        if generator.chance(1, in: 3) { event["utm_source"] = text(Self.phrases) }
        return event
    }

    private mutating func text(_ choices: [String]) -> JSONValue { .string(generator.one(of: choices)) }

    private mutating func moment() -> JSONValue {
        let ago = generator.one(of: [0, 1, 3_600, 86_400, 604_800, 31_536_000]) * generator.number(0...3)
        return .string(Self.now.advanced(bySeconds: Double(-ago)).description)
    }

    private mutating func object(depth: Int) -> JSONObject {
        var object = JSONObject()
        for _ in 0..<generator.number(0...4) { object[generator.one(of: Self.keys)] = value(depth: depth - 1) }
        return object
    }

    private mutating func value(depth: Int) -> JSONValue {
        switch generator.number(0...(depth > 0 ? 9 : 6)) {
        case 0: return .null
        case 1: return .bool(generator.chance(1, in: 2))
        case 2, 3: return .number(Double(generator.number(-8...8)) / 2)
        case 4...6: return text(generator.chance(1, in: 2) ? Self.phrases : Self.ids)
        case 7, 8:
            var items: [JSONValue] = []
            for _ in 0..<generator.number(0...3) { items.append(value(depth: depth - 1)) }
            return .array(items)
        default: return .object(object(depth: depth))
        }
    }
}
