import AuditEvents

/// A record of another log while it is mapped: what is taken out goes to a field of its own, the rest into
/// `metadata.source`, so that nothing is lost.
struct ForeignRecord {
    private(set) var rest: JSONObject

    init(_ record: JSONObject) { rest = record }

    subscript(key: String) -> JSONValue? { rest[key] }

    /// A text that is not empty.
    func text(_ key: String) -> String? { Self.text(rest[key]) }

    static func text(_ value: JSONValue?) -> String? {
        guard let text = value?.string, !text.isEmpty else { return nil }
        return text
    }

    /// Moves fields into an object of their own, under their names; null is not worth a field.
    mutating func take(_ keys: String...) -> JSONObject {
        var taken = JSONObject()
        for key in keys {
            if let value = rest[key], value != .null { taken[key] = value }
            rest[key] = nil
        }
        return taken
    }

    /// Moves a field's value out if it is of the wanted kind.
    mutating func take<Value>(_ key: String, as value: (JSONValue) -> Value?) -> Value? {
        guard let taken = rest[key].flatMap(value) else { return nil }
        rest[key] = nil
        return taken
    }
}

/// What a mapper found: an event without id and tenant, and its request.
struct MappedRecord {
    /// Names the format in `metadata.source_format`, and the surface.
    var format: IngestFormat
    var surface: String
    var event: IncomingEvent
    var actor: Actor
    var requestID: String?
    /// The record's own id, where its format makes it unique.
    var nativeID: String?
    var sourceIPs: [JSONValue] = []
    var userAgent: String?

    /// Fills in what all foreign formats have in common.
    mutating func finish(rest: JSONObject) {
        event.metadata["source_format"] = .string(format.rawValue)
        event.metadata["source"] = .object(rest)
        if !sourceIPs.isEmpty { event.metadata["source_ips"] = .array(sourceIPs) }
        if let userAgent { event.metadata["user_agent"] = .string(userAgent) }
        event.severity = event.outcome == .success ? .info : .warning
    }

    static func missing(_ field: String, _ format: IngestFormat) -> AuditError {
        AuditError(.missingField, "\(field) is missing in a record of format \(format.rawValue)", field: field)
    }

    static func time(_ value: JSONValue?, _ field: String, _ format: IngestFormat) throws(AuditError) -> Timestamp {
        guard let value else { throw missing(field, format) }
        guard let time = value.string.flatMap(Timestamp.init) else {
            throw AuditError(.invalidField, "\(field) must be a time as RFC 3339 writes it", field: field)
        }
        return time
    }
}

/// Words of an action made from names of another system.
enum ActionWord {
    /// Lower case; whatever cannot stand in an action becomes a hyphen.
    static func plain(_ name: String) -> String {
        String(
            decoding: name.utf8.map { byte -> UInt8 in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                    UInt8(ascii: "-"):
                    byte
                case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
                default: UInt8(ascii: "-")
                }
            }, as: UTF8.self)
    }

    /// `PutBucketPolicy` becomes `put-bucket-policy`, `DescribeDBInstances` `describe-db-instances`.
    static func hyphenated(_ name: String) -> String {
        let bytes = Array(name.utf8)
        let upper = UInt8(ascii: "A")...UInt8(ascii: "Z")
        let lower = UInt8(ascii: "a")...UInt8(ascii: "z")
        var words: [UInt8] = []
        for (place, byte) in bytes.enumerated() {
            if place > 0, upper.contains(byte) {
                let startsWord = place + 1 < bytes.count && lower.contains(bytes[place + 1])
                if !upper.contains(bytes[place - 1]) || startsWord { words.append(UInt8(ascii: "-")) }
            }
            words.append(byte)
        }
        return plain(String(decoding: words, as: UTF8.self))
    }
}
