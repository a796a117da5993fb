extension DatasetEvent {
    /// The JSON names of every field, without the open sets `utm_*` and `seo_*` (`Analytics.isField`).
    public static let fieldNames: Set<String> = engineFieldNames.union([
        "action", "actor", "agent_id", "analytics_event_type", "analytics_platform", "app_id", "asset_alt_text",
        "duration_ms", "env", "event_id", "input", "metadata", "outcome", "output", "project_id", "resource", "run_id",
        "schema_version", "severity", "span_id", "step_id", "storage_class", "surface", "surface_id", "tenant_id",
        "time", "usage",
    ])

    /// The JSON names of what only the engine writes; of these a caller may give `train_ok`, as false.
    public static let engineFieldNames: Set<String> = [
        "content_mac", "pii_flags", "recorded_at", "recorded_by", "train_ok", "train_preference", "train_reason",
    ]
}

extension Actor {
    /// `{"type": …, "id": …, "on_behalf_of": …}`.
    public var json: JSONObject {
        // The chain may be longer than the stack is deep in an event that was not checked yet: no recursion.
        var chain: [Actor] = []
        var next: Actor? = self
        while let link = next {
            chain.append(link)
            next = link.onBehalfOf
        }
        var object: JSONObject?
        for link in chain.reversed() {
            var members = [JSONObject.Member(key: "id", value: .string(link.id))]
            if let object { members.append(JSONObject.Member(key: "on_behalf_of", value: .object(object))) }
            members.append(JSONObject.Member(key: "type", value: .string(link.kind.rawValue)))
            object = JSONObject(inCanonicalOrder: members)
        }
        return object ?? JSONObject()
    }
}

extension Resource {
    /// `{"type": …, "id": …}`.
    public var json: JSONObject {
        JSONObject(inCanonicalOrder: [
            JSONObject.Member(key: "id", value: .string(id)), JSONObject.Member(key: "type", value: .string(type)),
        ])
    }
}

extension PIIFlags {
    /// `{"policy": …, "kinds": {…}, "fields": […]}`.
    public var json: JSONObject {
        let counts = kinds.map { ($0.key, JSONValue.number(Double($0.value))) }
        return JSONObject(inCanonicalOrder: [
            JSONObject.Member(key: "fields", value: .array(fields.map { .string($0) })),
            JSONObject.Member(key: "kinds", value: .object(JSONObject(uniqueKeysWithValues: counts))),
            JSONObject.Member(key: "policy", value: .string(policy)),
        ])
    }
}
