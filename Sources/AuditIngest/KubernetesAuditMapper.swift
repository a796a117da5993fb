import AuditEvents

/// Kubernetes audit events (`audit.k8s.io/v1` and its betas, apiVersion given or not).
///
/// An `auditID` names a request, not an event: a request has an event for each stage, and logs repeat them.
enum KubernetesAuditMapper {
    private static let format = IngestFormat.k8sAudit

    static func map(_ record: JSONObject) throws(AuditError) -> MappedRecord {
        var record = ForeignRecord(record)
        guard let verb = record.text("verb") else { throw MappedRecord.missing("verb", format) }
        let timeField =
            ["stageTimestamp", "requestReceivedTimestamp", "timestamp"].first { record[$0] != nil } ?? "stageTimestamp"
        let time = try MappedRecord.time(record[timeField], timeField, format)
        let outcome = outcome(record)
        let resource = resource(record)
        let actor = actor(record)
        let requestID = record.text("auditID")
        let words = ["k8s"] + (resource?.words ?? ["url"]) + [verb]

        var event = IncomingEvent(
            time: time, action: words.map(ActionWord.plain).joined(separator: "."), resource: resource?.resource,
            outcome: outcome)
        if let received = record.text("requestReceivedTimestamp").flatMap(Timestamp.init), received <= time {
            event.durationMilliseconds = Double(time.microseconds - received.microseconds) / 1000
        }
        event.input = record.take("requestObject")
        event.output = record.take("responseObject", "responseStatus")
        var mapped = MappedRecord(
            format: format, surface: "kubernetes", event: event, actor: actor, requestID: requestID, nativeID: nil,
            sourceIPs: record.take("sourceIPs", as: \.array) ?? [], userAgent: record.take("userAgent", as: \.string))
        mapped.finish(rest: record.rest)
        return mapped
    }

    /// The one who acts; impersonating another is acting on that one's behalf.
    private static func actor(_ record: ForeignRecord) -> Actor {
        // A request that failed to authenticate has an empty user.
        let name = ForeignRecord.text(record["user"]?["username"]) ?? "system:unauthenticated"
        let impersonated = ForeignRecord.text(record["impersonatedUser"]?["username"])
        return Actor(kind(name), name, onBehalfOf: impersonated.map { Actor(kind($0), $0) })
    }

    /// Components, nodes and service accounts of the cluster all carry the reserved prefix.
    private static func kind(_ name: String) -> Actor.Kind { name.hasPrefix("system:") ? .system : .human }

    /// What was acted upon: `pods/exec` of `default/nginx`; `*` stands for all of a kind.
    private static func resource(_ record: ForeignRecord) -> (resource: Resource, words: [String])? {
        guard let object = record["objectRef"], let kind = ForeignRecord.text(object["resource"]) else {
            guard let path = record.text("requestURI")?.prefix(while: { $0 != "?" }) else { return nil }
            return (Resource("url", String(path)), ["url"])
        }
        let words = [kind] + [ForeignRecord.text(object["subresource"])].compactMap { $0 }
        // A name that the server made up stands in its answer only.
        let name =
            ForeignRecord.text(object["name"]) ?? ForeignRecord.text(record["responseObject"]?["metadata"]?["name"])
            ?? "*"
        let place = ForeignRecord.text(object["namespace"]).map { "\($0)/" } ?? ""
        return (Resource(words.joined(separator: "/"), place + name), words)
    }

    private static func outcome(_ record: ForeignRecord) -> Outcome {
        switch record["responseStatus"]?["code"]?.number {
        case .some(401), .some(403): return .denied
        case .some(let code) where code >= 400: return .error
        case .some: return .success
        case nil: break
        }
        if record["annotations"]?["authorization.k8s.io/decision"] == "forbid" { return .denied }
        // No status yet: the request was received, or its handler broke down.
        return record["stage"] == "Panic" || record["responseStatus"]?["status"] == "Failure" ? .error : .success
    }
}
