#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Members that come and go: the chain of an object's keys is what it holds, wherever their nodes stand.
extension JSONTape {
    /// Takes a member out of an object.
    ///
    /// - Parameters:
    ///   - key: One of the object's keys.
    package mutating func unlink(_ key: Int, from object: Int) {
        if self[object].first == UInt32(key) {
            self[object].first = self[key].link
            return
        }
        var before = Int(self[object].first)
        while before != 0, self[before].link != UInt32(key) { before = Int(self[before].link) }
        if before != 0 { self[before].link = self[key].link }
    }

    /// Puts a member in its place in an object.
    ///
    /// - Precondition: The object has no other member of that key.
    package mutating func link(_ key: Int, into object: Int) {
        var before = 0
        var next = Int(self[object].first)
        while next != 0, precedes(next, key) { (before, next) = (next, Int(self[next].link)) }
        self[key].link = UInt32(next)
        if before == 0 { self[object].first = UInt32(key) } else { self[before].link = UInt32(key) }
    }

    /// Puts all members of another object into this one: one walk along both.
    ///
    /// - Precondition: No key stands in both.
    package mutating func adopt(membersOf other: Int, into object: Int) {
        var ours = Int(self[object].first)
        var theirs = Int(self[other].first)
        self[other].first = 0
        var last = 0
        while theirs != 0 {
            let next: Int
            if ours != 0, precedes(ours, theirs) {
                next = ours
                ours = Int(self[ours].link)
            } else {
                next = theirs
                theirs = Int(self[theirs].link)
            }
            if last == 0 { self[object].first = UInt32(next) } else { self[last].link = UInt32(next) }
            last = next
        }
        if last != 0 { self[last].link = UInt32(ours) }
    }

    /// Puts a key behind the last one of an object that is being made.
    mutating func chain(_ key: Int, behind last: Int, of object: Int) {
        if last == 0 { self[object].first = UInt32(key) } else { self[last].link = UInt32(key) }
    }

    /// - Returns: 0 for an object without members.
    func lastKey(of object: Int) -> Int {
        var key = Int(self[object].first)
        while key != 0, self[key].link != 0 { key = Int(self[key].link) }
        return key
    }

    /// Notes where an object ends that is being made.
    mutating func close(_ object: Int, at end: Int) {
        self[object].end = UInt32(truncatingIfNeeded: end)
        self[object].link = UInt32(truncatingIfNeeded: count)
    }

    /// Whether one key stands before another in canonical order, as both stand in the text.
    private func precedes(_ left: Int, _ right: Int) -> Bool {
        if let left = plainBytes(left), let right = plainBytes(right) { return JSONObject.precedes(left, right) }
        return JSONObject.precedes(string(left), string(right))
    }

    /// Whether a string is `text`, byte by byte.
    package func isString(_ place: Int, _ text: String) -> Bool {
        guard kind(place) == .string else { return false }
        return withText(place) { $0.isSame(as: text) }
    }

    /// Whether two strings are the same, byte by byte.
    package func isSameString(_ left: Int, _ right: Int) -> Bool {
        withText(left) { left in withText(right) { left.isSame(as: $0) } }
    }

    /// The bytes of a string or key.
    package func withText<Value>(_ place: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        if let plain = plainBytes(place) { return body(plain) }
        let raw = UnsafeBufferPointer(rebasing: bytes[self[place].range])
        return JSONEscapes.unescaped(raw).withUnsafeBufferPointer(body)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Whether these are the bytes of a text: at once, not one by one through a view of it.
    func isSame(as text: String) -> Bool {
        let utf8 = text.utf8
        guard utf8.count == count else { return false }
        return utf8.withContiguousStorageIfAvailable { isSame(as: $0) } ?? utf8.elementsEqual(self)
    }

    func isSame(as other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        guard let base = baseAddress, let otherBase = other.baseAddress else { return true }
        return memcmp(base, otherBase, count) == 0
    }
}
