extension EventTape {
    /// Holds the event to `EventRules`; numbers and nesting were the parser's.
    ///
    /// - Throws: `invalid_field`, `too_large` or `invalid_tenant` with field, limit and actual.
    func check() throws(AuditError) {
        for field in [EventField.eventID, .requestID, .traceID] {
            try check(field) { bytes throws(AuditError) in try EventRules.check(callerID: bytes, field.name) }
        }
        try check(.tenantID) { bytes throws(AuditError) in
            if !TenantID.isName(bytes) { throw EventRules.invalidTenant }
        }
        if let time, !Timestamp.writable.contains(time) { throw EventRules.invalidTime }
        try check(.action) { bytes throws(AuditError) in try EventRules.check(action: bytes) }
        try check(.env, limit: EventRules.maximumName)
        try check(.surface, limit: EventRules.maximumName)
        try check(.agentID, limit: EventRules.maximumID)
        try checkActor()
        try checkResource()
        for field in EventField.scope { try check(field, limit: EventRules.maximumID) }
        try checkAnalytics()
        if let duration = value(.durationMilliseconds), tape.number(duration) < 0 { throw EventRules.negativeDuration }
    }

    private func checkActor() throws(AuditError) {
        guard let first = actor.first else { return }
        var field = "actor.id"
        for link in actor.prefix(Actor.maximumChain) {
            try check(text: link.id, field, limit: EventRules.maximumID)
            field = "\(field.dropLast(2))on_behalf_of.id"
        }
        guard actor.count <= Actor.maximumChain else { throw EventRules.longChain(actor.count) }
        guard actorKind == nil || actorKind == first.kind else { throw EventRules.twoActorTypes }
    }

    private func checkResource() throws(AuditError) {
        guard let resource = value(.resource) else { return }
        if let type = member("type", of: resource) {
            try check(text: type, "resource.type", limit: EventRules.maximumVerb)
        }
        if let id = member("id", of: resource) {
            try check(text: id, "resource.id", limit: EventRules.maximumResourceID)
        }
    }

    private func checkAnalytics() throws(AuditError) {
        let named = [EventField.analyticsEventType, .analyticsPlatform, .assetAltText].compactMap { key($0) }
        guard !named.isEmpty || !analytics.isEmpty else { return }
        let count = named.count + analytics.count
        guard count <= EventRules.maximumAnalyticsFields else { throw EventRules.manyAnalytics(count) }
        for key in named + analytics {
            try tape.withText(key + 1) { bytes in
                Result { () throws(AuditError) in
                    if bytes.count > EventRules.maximumAnalytics {
                        try EventRules.check(
                            length: bytes.count, tape.string(key), limit: EventRules.maximumAnalytics)
                    }
                }
            }.get()
        }
    }

    private func check(_ field: EventField, limit: Int) throws(AuditError) {
        if let value = value(field) { try check(text: value, field.name, limit: limit) }
    }

    private func check(text value: Int, _ field: String, limit: Int) throws(AuditError) {
        try tape.withText(value) { bytes in
            Result { () throws(AuditError) in try EventRules.check(text: bytes, field, limit: limit) }
        }.get()
    }

    private func check(
        _ field: EventField, _ rule: (UnsafeBufferPointer<UInt8>) throws(AuditError) -> Void
    ) throws(AuditError) {
        guard let value = value(field) else { return }
        try tape.withText(value) { bytes in
            Result { () throws(AuditError) in try rule(bytes) }
        }.get()
    }

    /// The value of an object's member.
    package func member(_ name: String, of object: Int) -> Int? { tape.key(name, of: object).map { $0 + 1 } }
}
