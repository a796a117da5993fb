import AuditEvents

/// Turns the records of audit logs into events; the same records give the same events and ids. Copies count occurrences
/// together.
public struct Ingester: Sendable {
    public let format: IngestFormat
    /// The tenant that all events are for; the events of foreign logs need it.
    public let tenantID: String?
    /// Where the events come from, for those that do not say.
    public let env: String
    /// The ingesting credential.
    public let recordedBy: String?
    let lineMAC: LineMAC

    /// - Parameter contentMACKey: The instance's key; ids of records without an id of their own come from it.
    public init(
        format: IngestFormat = .auto, tenantID: String?, contentMACKey: [UInt8], env: String = "production",
        recordedBy: String? = nil
    ) {
        self.format = format
        self.tenantID = tenantID
        self.env = env
        self.recordedBy = recordedBy
        self.lineMAC = LineMAC(key: contentMACKey)
    }

    /// Bytes in a JSON document of many lines, at most.
    public static let maximumDocument = 64 * 1024 * 1024

    /// Maps a JSON text: a record, or a list of them (an array, CloudTrail's `{"Records": […]}`, Kubernetes' `EventList`).
    ///
    /// - Parameters:
    ///   - text: A line, or a whole document.
    ///   - line: The number of its first line, from 1.
    /// - Returns: An item for each record, in order; one for a text that is not JSON.
    public func items(in text: some Collection<UInt8>, line: Int) -> [IngestItem] {
        let parsed: ParsedText
        do {
            parsed = try ParsedText(text, format: format)
        } catch {
            return [IngestItem(line: line, result: .failure(error))]
        }
        guard let list = parsed.list else {
            return [IngestItem(line: line, result: record(parsed.value, parsed, bytes: text))]
        }
        var items: [IngestItem] = []
        items.reserveCapacity(list.count)
        for (place, value) in list.enumerated() {
            // The bytes around a record are not its own: its canonical form stands for its line.
            let result = record(value, parsed, bytes: value.canonicalBytes())
            items.append(IngestItem(line: line, part: place + 1, result: result))
        }
        return items
    }

    private func record(
        _ value: JSONValue, _ parsed: ParsedText, bytes: some Collection<UInt8>
    ) -> Result<IngestRecord, AuditError> {
        do throws(AuditError) {
            guard case .object(let object) = value else {
                throw AuditError(.malformed, "an event is a JSON object, and this is another value")
            }
            return .success(try record(object, parsed, bytes: bytes))
        } catch {
            return .failure(error)
        }
    }

    private func record(
        _ object: JSONObject, _ parsed: ParsedText, bytes: some Collection<UInt8>
    ) throws(AuditError) -> IngestRecord {
        switch format == .auto ? IngestFormat.detected(in: object) : format {
        case .nexus:
            // Numbers that were kept as strings are not what the caller wrote.
            if let error = parsed.numberError { throw error }
            return try NexusMapper.map(object, tenant: tenantID, env: env, recordedBy: recordedBy) { tenant in
                lineMAC.id(tenant: tenant, line: bytes)
            }
        case .k8sAudit: return try complete(try KubernetesAuditMapper.map(object), bytes: bytes)
        case .cloudtrail: return try complete(try CloudTrailMapper.map(object), bytes: bytes)
        case .github: return try complete(try GitHubAuditMapper.map(object), bytes: bytes)
        case .auto, nil:
            throw AuditError(
                .unknownFormat, "the record is of none of the formats that are read; name its format to see why")
        }
    }

    private func complete(
        _ mapped: MappedRecord, bytes: some Collection<UInt8>
    ) throws(AuditError) -> IngestRecord {
        guard let tenantID else {
            throw AuditError(
                .missingField, "a record of format \(mapped.format.rawValue) names no tenant; name it",
                field: "tenant_id")
        }
        let eventID = mapped.nativeID ?? lineMAC.id(tenant: tenantID, line: bytes)
        var event = mapped.event
        event.eventID = eventID
        event.tenantID = tenantID
        let context = RequestContext(
            tenantID: tenantID, requestID: mapped.requestID ?? eventID, actor: mapped.actor, env: env,
            surface: mapped.surface, recordedBy: recordedBy)
        return IngestRecord(event: event, context: context)
    }
}

/// A JSON text, and the list of records in it if it holds one.
private struct ParsedText {
    let value: JSONValue
    /// Why the text is not one of ours, if a number had to be kept as a string.
    private(set) var numberError: AuditError?

    init(_ text: some Collection<UInt8>, format: IngestFormat) throws(AuditError) {
        // Two levels more than an event: the list and the object around it.
        var limits = JSONLimits(depth: JSONLimits.standard.depth + 2, bytes: Ingester.maximumDocument)
        if format != .nexus, format != .auto { limits.numbers = .keepAsString }
        do {
            value = try JSONValue(parsing: text, limits: limits)
        } catch {
            guard format == .auto, error.code == .numberRange else { throw error }
            limits.numbers = .keepAsString
            value = try JSONValue(parsing: text, limits: limits)
            numberError = error
        }
    }

    var list: [JSONValue]? {
        switch value {
        case .array(let records): records
        case .object(let object):
            if object.count == 1, let records = object["Records"]?.array {
                records
            } else if object["kind"] == "EventList", let events = object["items"]?.array {
                events
            } else {
                nil
            }
        default: nil
        }
    }
}
