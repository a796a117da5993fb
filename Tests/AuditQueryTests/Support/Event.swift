import AuditEvents
import AuditQuery

/// A stored event of which a test names only what it is about.
struct Event {
    let json: JSONObject

    /// - Parameter members: Take the place of the sample's own; null takes one away.
    init(_ members: JSONObject = [:]) {
        var json = Self.sample
        for member in members.members { json[member.key] = member.value == .null ? nil : member.value }
        self.json = json
    }

    var leaf: [UInt8] { json.canonicalBytes() }

    static let now = Timestamp("2026-11-08T12:00:00Z")!

    func matches(_ expression: String, now: Timestamp = Event.now) throws -> Bool {
        try QueryMatcher(EventQuery(expression), now: now).matches(leaf)
    }

    func highlights(_ expression: String) throws -> [QueryHighlight] {
        try QueryMatcher(EventQuery(expression), now: Self.now).highlights(leaf)
    }

    private static let sample: JSONObject = [
        "action": "maybes.create",
        "actor": [
            "type": "agent", "id": "a_7",
            "on_behalf_of": ["type": "tool", "id": "t_3", "on_behalf_of": ["type": "human", "id": "u_1"]],
        ],
        "agent_id": "a_7", "app_id": "app_1", "duration_ms": 250, "env": "production",
        "event_id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "metadata": [
            "action": "maybes.create", "actor_type": "agent", "region": "eu-west-1", "request_id": "req-9",
            "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736",
        ],
        "outcome": "denied",
        "pii_flags": ["fields": ["input.to.0", "input.note"], "kinds": ["EMAIL": 2], "policy": "p1"],
        "project_id": "proj_1", "recorded_at": "2026-11-08T11:00:00.000000Z", "recorded_by": "key_1",
        "resource": ["type": "note", "id": "42"], "run_id": "run_1", "schema_version": "1", "severity": "warning",
        "span_id": "span_1", "step_id": "step_1", "storage_class": "audit", "surface": "api", "surface_id": "sf_1",
        "tenant_id": "t_demo", "time": "2026-11-07T10:30:00.500000Z", "train_ok": false, "train_reason": "pii",
        "utm_source": "newsletter",
    ]
}
