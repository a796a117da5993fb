public import AuditEvents

extension Redactor {
    /// Redacts every string, key and number of input, output, metadata and usage at any depth and the event's other
    /// free-text fields; identifiers (`actor.id` along the chain, `agent_id`, `resource.id`) become pseudonyms.
    ///
    /// Control events (`ControlEvent.isControl(action)`) keep their typed input, whose `subject.id` is an identifier.
    ///
    /// - Parameter pseudonymizer: The event's tenant's.
    /// - Returns: What was found; paths bear redacted keys.
    /// - Throws: `pii_in_identifier` for an event, request or trace id that holds PII, `invalid_field` for such an action,
    ///   `redaction_failed` for values nested deeper than 256 levels; the event is unchanged then.
    public func redact(_ event: inout DatasetEvent, pseudonymizer: Pseudonymizer) throws(AuditError) -> PIIFlags {
        for (object, field) in [(event.input, "input"), (event.output, "output"), (event.metadata, "metadata")] {
            try ValueWalk.check(.object(object), field: field)
        }
        if let usage = event.usage { try ValueWalk.check(.object(usage), field: "usage") }
        if let name = event.analytics.fields.keys.first(where: { !Analytics.isField($0) }) {
            throw AuditError(.redactionFailed, "An analytics field has a name that none has.", field: redact(name).text)
        }
        var tape: EventTape
        do {
            tape = try EventTape(event)
        } catch {
            throw AuditError(.redactionFailed, error.message, field: error.field)
        }
        let flags = try redact(&tape, pseudonymizer: pseudonymizer)
        if tape.tape.isEdited { event.take(try EventTape(rereading: tape)) }
        return flags
    }

    /// Redacts an event in its own JSON text.
    package func redact(_ event: inout EventTape, pseudonymizer: Pseudonymizer) throws(AuditError) -> PIIFlags {
        var walk = EventWalk(policy: compiled, pseudonymizer: pseudonymizer)
        try walk.redact(&event)
        return walk.flags
    }

    /// A JSON value with every string, key and number redacted at any depth; path rules begin at the value's own keys.
    ///
    /// - Parameter pseudonymizer: Makes pseudonyms; nil writes placeholders in their place.
    /// - Returns: The value, and what was found.
    /// - Throws: `redaction_failed` for values nested deeper than 256 levels and numbers out of range
    ///   (`JSONValue.isInRange`).
    public func redact(
        _ value: JSONValue, pseudonymizer: Pseudonymizer? = nil
    ) throws(AuditError) -> (value: JSONValue, flags: PIIFlags) {
        var walk = ValueWalk(policy: compiled, pseudonymizer: pseudonymizer)
        let redacted = try walk.redact(value)
        return (redacted, walk.account.flags(policy: compiled.version))
    }

    /// A JSON text with every string, key and number redacted at any depth, in canonical form (RFC 8785).
    ///
    /// The fastest way: the text is read where it stands, and no value is made of it.
    ///
    /// - Parameters:
    ///   - bytes: One JSON value (RFC 8259) in UTF-8.
    ///   - pseudonymizer: Makes pseudonyms; nil writes placeholders in their place.
    ///   - limits: How much is read.
    /// - Returns: The redacted text, and what was found.
    /// - Throws: As `JSONValue(parsing:limits:)` does; `redaction_failed` for values nested too deeply in strings.
    public func redact(
        json bytes: some Collection<UInt8>, pseudonymizer: Pseudonymizer? = nil, limits: JSONLimits = .standard
    ) throws(AuditError) -> (json: [UInt8], flags: PIIFlags) {
        let result = bytes.withContiguousStorageIfAvailable { redact(json: $0, pseudonymizer, limits) }
        return try (result ?? Array(bytes).withUnsafeBufferPointer { redact(json: $0, pseudonymizer, limits) }).get()
    }

    private func redact(
        json bytes: UnsafeBufferPointer<UInt8>, _ pseudonymizer: Pseudonymizer?, _ limits: JSONLimits
    ) -> Result<(json: [UInt8], flags: PIIFlags), AuditError> {
        var walk = ValueWalk(policy: compiled, pseudonymizer: pseudonymizer)
        var tape = JSONTape()
        do {
            try tape.parse(bytes, limits: limits)
            try walk.redact(&tape)
        } catch {
            return .failure(error)
        }
        var json: [UInt8] = []
        tape.writeCanonical(tape.root, to: &json)
        return .success((json, walk.account.flags(policy: compiled.version)))
    }

    /// An identifier as it is written: itself, or the pseudonym of all of it if anything in it must not be written.
    ///
    /// The pseudonym's kind is that of the first finding, its value the canonical identifier (an e-mail address in lower
    /// case), so a preference is found again by the identifier that a caller knows. What a policy turns off, keeps or allows
    /// in texts does not count here.
    ///
    /// - Returns: The identifier, and the findings in the original.
    public func redactIdentifier(_ identifier: String, pseudonymizer: Pseudonymizer) -> (String, [Finding]) {
        var redactor = TextRedactor(policy: compiled.ofIdentifiers, pseudonymizer: pseudonymizer)
        let (redacted, found) = redactor.redactIdentifier(identifier, pseudonymizer: pseudonymizer)
        return (redacted, found.map { Finding($0) })
    }
}

extension DatasetEvent {
    /// Takes over what redaction may have changed.
    fileprivate mutating func take(_ redacted: borrowing EventTape) {
        agentID = redacted.string(.agentID) ?? agentID
        actor = redacted.readActor() ?? actor
        if let place = redacted.value(.resource) { resource = redacted.tape.resource(place) }
        env = redacted.string(.env) ?? env
        surface = redacted.string(.surface) ?? surface
        scope = redacted.scope
        analytics = redacted.readAnalytics()
        input = redacted.object(.input)
        output = redacted.object(.output)
        metadata = redacted.object(.metadata)
        if usage != nil { usage = redacted.object(.usage) }
    }
}

extension TextRedactor {
    mutating func redactIdentifier(_ identifier: String, pseudonymizer: Pseudonymizer) -> (String, [Candidate]) {
        let found = candidates(in: identifier, mode: .identifier, hint: [])
        guard let first = found.first else { return (identifier, []) }
        if first.kind == .ipv4 || first.kind == .ipv6, let address = IPAddress(identifier) {
            return (pseudonymizer.pseudonym(of: address), found)
        }
        return (pseudonymizer.pseudonym(kind: first.kind, value: identifier), found)
    }
}
