/// A key of an object under construction, as it stands in the text; cheap to order.
struct RawKey {
    /// The first eight bytes, the first one highest, filled up with zeros.
    var prefix: UInt64
    var start: Int
    var end: Int
    /// The key's node.
    var node: Int
}

extension JSONParser {
    /// - Parameter range: Where an ASCII key without escapes stands: there the order of bytes is the canonical order.
    func rawKey(_ range: Range<Int>, node: Int) -> RawKey {
        var prefix: UInt64 = 0
        if range.lowerBound + 8 <= bytes.count {
            prefix = UnsafeRawPointer(bytes.baseAddress! + range.lowerBound).loadUnaligned(as: UInt64.self).bigEndian
            if range.count < 8 { prefix &= range.isEmpty ? 0 : ~0 << UInt64(64 - 8 * range.count) }
        } else {
            for place in range.prefix(8) {
                prefix |= UInt64(bytes[place]) << UInt64(56 - 8 * (place - range.lowerBound))
            }
        }
        return RawKey(prefix: prefix, start: range.lowerBound, end: range.upperBound, node: node)
    }

    @inline(__always)
    func precedes(_ left: RawKey, _ right: RawKey) -> Bool { Self.precedes(left, right, in: bytes) }

    /// Whether `left` stands before `right`.
    @inline(__always)
    private static func precedes(_ left: RawKey, _ right: RawKey, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        if left.prefix != right.prefix { return left.prefix < right.prefix }
        // No key holds a zero byte, so equal prefixes of short keys are equal keys.
        if left.end - left.start <= 8, right.end - right.start <= 8 { return false }
        return JSONObject.precedes(
            UnsafeBufferPointer(rebasing: bytes[left.start..<left.end]),
            UnsafeBufferPointer(rebasing: bytes[right.start..<right.end]))
    }

    /// Orders keys of which some are not ASCII or have escape sequences.
    ///
    /// - Returns: Whether each stands there once.
    mutating func sortAnyKeys(from base: Int) -> Bool {
        var texts = keys[base...].map { (key: $0, text: tape.string($0.node)) }
        texts.sort { JSONObject.precedes($0.text, $1.text) }
        keys.replaceSubrange(base..., with: texts.map(\.key))
        for place in texts.indices.dropFirst() where !JSONObject.precedes(texts[place - 1].text, texts[place].text) {
            return false
        }
        return true
    }

    /// Orders the keys from `base` on.
    ///
    /// - Returns: Whether each stands there once.
    mutating func sortKeys(from base: Int) -> Bool {
        if keys.count - base > 24 {
            keys[base...].sort { [bytes] in Self.precedes($0, $1, in: bytes) }
        } else {
            for place in (base + 1)..<keys.count {
                let key = keys[place]
                var free = place
                while free > base, precedes(key, keys[free - 1]) {
                    keys[free] = keys[free - 1]
                    free -= 1
                }
                keys[free] = key
            }
        }
        for place in (base + 1)..<keys.count where !precedes(keys[place - 1], keys[place]) { return false }
        return true
    }
}
