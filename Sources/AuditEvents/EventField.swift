/// The fields that a caller's event may have, by what they are; the analytics fields of open names are not among them.
package enum EventField: UInt8, CaseIterable, Sendable {
    case action, actor, actorType, agentID, analyticsEventType, analyticsPlatform, appID, assetAltText
    case durationMilliseconds, env, eventID, input, metadata, outcome, output, projectID, requestID, resource, runID
    case schemaVersion, severity, spanID, stepID, storageClass, surface, surfaceID, tenantID, time, traceID, trainOK
    case usage

    private static let names = [
        "action", "actor", "actor_type", "agent_id", "analytics_event_type", "analytics_platform", "app_id",
        "asset_alt_text", "duration_ms", "env", "event_id", "input", "metadata", "outcome", "output", "project_id",
        "request_id", "resource", "run_id", "schema_version", "severity", "span_id", "step_id", "storage_class",
        "surface", "surface_id", "tenant_id", "time", "trace_id", "train_ok", "usage",
    ]

    package var name: String { Self.names[place] }

    /// The scope keys, in the order in which they are looked at.
    package static let scope: [EventField] = [.projectID, .appID, .surfaceID, .runID, .stepID, .spanID]

    /// The camelCase name that earlier writers gave it.
    var olderName: String? {
        switch self {
        case .actorType: "actorType"
        case .agentID: "agentId"
        case .requestID: "requestId"
        case .tenantID: "tenantId"
        case .traceID: "traceId"
        default: nil
        }
    }

    /// Its place in a table of all fields.
    @inline(__always)
    var place: Int { Int(rawValue) }
}

/// What a name at the top level of a caller's event stands for.
enum EventName {
    case field(EventField)
    /// By its older name.
    case older(EventField)
    /// One that only the engine writes.
    case engine
    /// `utm_*`, `seo_*`.
    case analytics
    case unknown

    init(_ name: UnsafeBufferPointer<UInt8>) {
        if let known = Self.table.find(name) {
            self = known
            return
        }
        self = Analytics.isField(String(decoding: name, as: UTF8.self)) ? .analytics : .unknown
    }

    private static let table = NameTable(
        EventField.allCases.map { ($0.name, .field($0)) }
            + EventField.allCases.compactMap { field in field.olderName.map { ($0, .older(field)) } }
            + DatasetEvent.engineFieldNames.sorted().filter { $0 != EventField.trainOK.name }.map { ($0, .engine) })

    /// Names found by their bytes: open addressing over a hash of the first eight bytes and the length.
    private struct NameTable: Sendable {
        private struct Slot: Sendable {
            var name = ""
            var meaning: EventName = .unknown
        }

        private var slots = [Slot](repeating: Slot(), count: 256)

        init(_ names: [(String, EventName)]) {
            for (name, meaning) in names {
                var place = Array(name.utf8).withUnsafeBufferPointer { Self.hash($0) }
                while !slots[place].name.isEmpty { place = (place + 1) & 255 }
                slots[place] = Slot(name: name, meaning: meaning)
            }
        }

        func find(_ name: UnsafeBufferPointer<UInt8>) -> EventName? {
            slots.withUnsafeBufferPointer { slots in
                var place = Self.hash(name)
                while !slots[place].name.isEmpty {
                    if name.isSame(as: slots[place].name) { return slots[place].meaning }
                    place = (place + 1) & 255
                }
                return nil
            }
        }

        private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
            var word: UInt64 = 0
            if name.count >= 8, let base = name.baseAddress {
                word = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
            } else {
                for byte in name { word = word << 8 | UInt64(byte) }
            }
            word = (word ^ UInt64(name.count)) &* 0x9E37_79B9_7F4A_7C15
            return Int(truncatingIfNeeded: word >> 56)
        }
    }
}
