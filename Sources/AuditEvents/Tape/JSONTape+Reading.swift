extension JSONTape {
    /// Takes a JSON text apart, as `JSONValue(parsing:limits:)` reads it.
    ///
    /// - Throws: `malformed`, `too_deep`, `too_large` or `number_range`.
    package mutating func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, limits: JSONLimits = .standard
    ) throws(AuditError) {
        try JSONParser.parse(bytes, limits: limits, onto: &self)
    }

    /// The value at `place`, without what was put in places.
    package func value(_ place: Int) -> JSONValue {
        switch kind(place) {
        case .null: return .null
        case .bool: return .bool(bool(place))
        case .number: return .number(number(place))
        case .string: return .string(string(place))
        case .array:
            var items: [JSONValue] = []
            var item = place + 1
            let end = end(place)
            while item < end {
                items.append(value(item))
                item = self.end(item)
            }
            return .array(items)
        case .object: return .object(object(place))
        }
    }

    package func object(_ place: Int) -> JSONObject {
        var members: [JSONObject.Member] = []
        var key = firstKey(of: place)
        while let at = key {
            members.append(JSONObject.Member(key: string(at), value: value(at + 1)))
            key = self.key(after: at)
        }
        return JSONObject(inCanonicalOrder: members)
    }
}
