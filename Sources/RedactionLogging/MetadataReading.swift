import AuditEvents
import Logging

/// Metadata as JSON, by whose rules it is redacted, and back.
struct MetadataReading {
    /// Whether writing the metadata as it is would write what was read.
    ///
    /// A value that makes its text anew each time may say something else the next time, and what is nested too deeply is not
    /// read.
    private(set) var isExact = true

    /// A log line is for people: what is deeper is left out.
    private static let deepest = 64
    private static let tooDeep = "(nested too deeply)"

    mutating func members(of metadata: Logger.Metadata) -> JSONObject { members(of: metadata, depth: 1) }

    private mutating func members(of metadata: Logger.Metadata, depth: Int) -> JSONObject {
        JSONObject(uniqueKeysWithValues: metadata.map { ($0.key, value($0.value, depth: depth)) })
    }

    private mutating func value(_ value: Logger.MetadataValue, depth: Int) -> JSONValue {
        switch value {
        case .string(let text): return .string(text)
        case .stringConvertible(let box):
            if let flag = box as? Bool { return .bool(flag) }
            if !Self.isConstant(value) { isExact = false }
            return .string(box.description)
        case .dictionary, .array:
            guard depth < Self.deepest else {
                isExact = false
                return .string(Self.tooDeep)
            }
            if case .dictionary(let members) = value { return .object(self.members(of: members, depth: depth + 1)) }
            guard case .array(let items) = value else { return .null }
            return .array(items.map { self.value($0, depth: depth + 1) })
        }
    }

    /// Metadata that says what `members` say, with the original's values where those say the same.
    static func metadata(_ members: JSONObject, like original: Logger.Metadata) -> Logger.Metadata {
        var metadata: Logger.Metadata = [:]
        for member in members { metadata[member.key] = value(member.value, like: original[member.key]) }
        return metadata
    }

    private static func value(_ value: JSONValue, like original: Logger.MetadataValue?) -> Logger.MetadataValue {
        switch (value, original) {
        case (.object(let members), .dictionary(let original)): return .dictionary(metadata(members, like: original))
        case (.object(let members), _): return .dictionary(metadata(members, like: [:]))
        case (.array(let items), .array(let originals)) where items.count == originals.count:
            return .array(zip(items, originals).map { self.value($0, like: $1) })
        case (.array(let items), _): return .array(items.map { self.value($0, like: nil) })
        case (.bool, .stringConvertible?): return original ?? ""
        case (.string(let text), .stringConvertible(let box)?):
            if let original, isConstant(original), box.description == text { return original }
            return with(original?.attributes, text)
        case (.string(let text), _): return .string(text)
        case (.bool(let flag), _): return .stringConvertible(flag)
        case (.number(let number), _): return .stringConvertible(number)
        case (.null, _): return "null"
        }
    }

    private static func with(_ attributes: Logger.MetadataValueAttributes?, _ text: String) -> Logger.MetadataValue {
        var value = Logger.MetadataValue.string(text)
        if let attributes, attributes != [] { value.attributes = attributes }
        return value
    }

    /// Whether a value has the same text each time: numbers, texts, and a text that swift-log itself keeps with attributes.
    private static func isConstant(_ value: Logger.MetadataValue) -> Bool {
        guard case .stringConvertible(let box) = value else { return true }
        return constants.contains(ObjectIdentifier(type(of: box))) || value.attributes != []
    }

    private static let constants = Set<ObjectIdentifier>(
        [
            Int.self, Int8.self, Int16.self, Int32.self, Int64.self, UInt.self, UInt8.self, UInt16.self, UInt32.self,
            UInt64.self, Double.self, Float.self, Bool.self, String.self, Substring.self, Character.self,
        ].map { ObjectIdentifier($0 as Any.Type) })
}
