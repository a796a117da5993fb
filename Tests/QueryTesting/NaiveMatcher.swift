package import AuditEvents
package import AuditQuery

/// The query language once more, as plainly as it can be said over JSON values; what the fast matcher is held against.
package struct NaiveMatcher {
    let event: JSONValue
    let now: Timestamp

    package init(_ event: JSONObject, now: Timestamp) {
        self.event = .object(event)
        self.now = now
    }

    package func matches(_ query: EventQuery) -> Bool { holds(query.expression) }

    private func holds(_ expression: QueryExpression) -> Bool {
        switch expression {
        case .all: true
        case .and(let parts): parts.allSatisfy(holds)
        case .or(let parts): parts.contains(where: holds)
        case .not(let part): !holds(part)
        case .condition(let condition): holds(condition)
        }
    }

    private func holds(_ condition: QueryCondition) -> Bool {
        switch condition {
        case .text(let field, let pattern):
            return values(of: field).contains { Self.fits(Array($0.text.utf8), pattern.pieces.map { Array($0.utf8) }) }
        case .number(let field, let comparison):
            return values(of: field).compactMap(\.number).contains { fulfils($0, comparison) }
        case .time(let moment, let comparison):
            guard let text = event[moment == .created ? "recorded_at" : "time"]?.string, let time = Timestamp(text)
            else {
                return false
            }
            return comparison.microseconds(now: now).contains(time.microseconds)
        case .severity(let comparison):
            guard let text = event["severity"]?.string, let severity = Severity(rawValue: text) else { return false }
            let order = ["debug", "info", "warning", "error", "critical"]
            return fulfils(
                order.firstIndex(of: severity.rawValue)!, comparison.map { order.firstIndex(of: $0.rawValue)! })
        case .words(let text, let isPrefix): return hasWords(text, isPrefix)
        }
    }

    private func fulfils<Value: Comparable>(_ value: Value, _ comparison: Comparison<Value>) -> Bool {
        switch comparison {
        case .equal(let other): !(value < other) && !(value > other)
        case .less(let other): value < other
        case .lessOrEqual(let other): !(value > other)
        case .greater(let other): value > other
        case .greaterOrEqual(let other): !(value < other)
        case .between(let first, let last): !(value < first) && !(value > last)
        }
    }

    /// By trying every length for every star.
    private static func fits(_ text: [UInt8], _ pieces: [[UInt8]]) -> Bool {
        guard text.starts(with: pieces[0]) else { return false }
        let rest = Array(text.dropFirst(pieces[0].count))
        guard pieces.count > 1 else { return rest.isEmpty }
        let others = Array(pieces.dropFirst())
        return (0...rest.count).contains { fits(Array(rest.dropFirst($0)), others) }
    }

    // MARK: Fields

    private func values(of field: QueryField) -> [JSONValue] {
        switch field {
        case .path(let keys): scalars(at: keys, in: event)
        case .named(.onBehalfOf): principals.compactMap { $0["id"] }
        case .named(.resource):
            if let type = event["resource"]?["type"]?.string, let id = event["resource"]?["id"]?.string {
                [.string(type), .string(type + ":" + id)]
            } else {
                []
            }
        case .named(.pii): event["pii_flags"]?["kinds"]?.object?.members.map { .string($0.key) } ?? []
        case .named(.piiField): event["pii_flags"]?["fields"]?.array ?? []
        case .named(.train): event["train_ok"]?.bool.map { [.string($0 ? "yes" : "no")] } ?? []
        case .named(let name): scalars(at: Self.places[name] ?? [], in: event)
        }
    }

    private static let places: [QueryField.Name: [String]] = [
        .actor: ["actor", "id"], .type: ["actor", "type"], .action: ["action"], .outcome: ["outcome"],
        .tenant: ["tenant_id"], .trace: ["metadata", "trace_id"], .request: ["metadata", "request_id"],
        .run: ["run_id"],
        .step: ["step_id"], .span: ["span_id"], .project: ["project_id"], .app: ["app_id"], .surface: ["surface"],
        .surfaceID: ["surface_id"], .env: ["env"], .agent: ["agent_id"], .event: ["event_id"],
        .duration: ["duration_ms"], .storageClass: ["storage_class"], .trainReason: ["train_reason"],
        .recordedBy: ["recorded_by"],
    ]

    private var principals: [JSONValue] {
        var chain: [JSONValue] = []
        var link = event["actor"]?["on_behalf_of"]
        while let one = link {
            chain.append(one)
            link = one["on_behalf_of"]
        }
        return chain
    }

    private func scalars(at keys: [String], in value: JSONValue) -> [JSONValue] {
        if let items = value.array { return items.flatMap { scalars(at: keys, in: $0) } }
        if keys.isEmpty { return value.object == nil ? [value] : [] }
        return value[keys[0]].map { scalars(at: Array(keys.dropFirst()), in: $0) } ?? []
    }

    // MARK: Words

    private func hasWords(_ text: String, _ isPrefix: Bool) -> Bool {
        let ids: [QueryField.Name] = [
            .event, .request, .trace, .run, .step, .span, .project, .app, .surfaceID, .agent, .recordedBy,
        ]
        if !isPrefix, ids.flatMap({ values(of: .named($0)) }).contains(.string(text)) { return true }
        return searchable.contains { NaiveWords($0).has(NaiveWords(text), isPrefix: isPrefix) }
    }

    /// The texts in which loose words are looked for.
    private var searchable: [String] {
        var texts: [JSONValue] = []
        for member in event.object?.members ?? [] {
            switch member.key {
            case "action", "input", "output", "resource", "usage", "analytics_event_type", "analytics_platform",
                "asset_alt_text":
                texts.append(member.value)
            case "actor": texts += values(of: .named(.actor)) + values(of: .named(.onBehalfOf))
            case "metadata":
                for inner in member.value.object?.members ?? []
                where !["action", "actor_type", "request_id", "trace_id"].contains(inner.key) {
                    texts.append(inner.value)
                }
            case let key where key.hasPrefix("utm_") || key.hasPrefix("seo_"): texts.append(member.value)
            default: break
            }
        }
        return texts.flatMap(Self.texts)
    }

    private static func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string, .number: [value.text]
        case .array(let items): items.flatMap(texts)
        case .object(let object): object.members.flatMap { texts(in: $0.value) }
        case .null, .bool: []
        }
    }
}

extension JSONValue {
    fileprivate var text: String { string ?? String(decoding: canonicalBytes(), as: UTF8.self) }
}
