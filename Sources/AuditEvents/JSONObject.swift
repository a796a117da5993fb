/// A JSON object whose members always stand in canonical order (RFC 8785 §3.2.3: by UTF-16 code units), so that
/// writing it canonically is a walk and equality is member by member.
public struct JSONObject: Sendable, Hashable {
    public struct Member: Sendable, Hashable {
        public let key: String
        public var value: JSONValue

        public init(key: String, value: JSONValue) {
            self.key = key
            self.value = value
        }

        public static func == (left: Member, right: Member) -> Bool {
            isSame(left.key, right.key) && left.value == right.value
        }
    }

    /// The members in canonical order.
    public private(set) var members: [Member]

    public init() { members = [] }

    /// Takes members in any order.
    ///
    /// - Returns: nil if a key stands twice; `duplicateKey(in:)` tells which.
    public init?(_ members: [Member]) {
        let sorted = Self.sorted(members)
        guard Self.firstDuplicate(inSorted: sorted) == nil else { return nil }
        self.members = sorted
    }

    /// Takes members that stand in canonical order already, each key once.
    init(inCanonicalOrder members: [Member]) { self.members = members }

    /// - Precondition: No key stands twice.
    public init(uniqueKeysWithValues pairs: some Sequence<(String, JSONValue)>) {
        guard let object = JSONObject(pairs.map { Member(key: $0.0, value: $0.1) }) else {
            preconditionFailure("a JSON object holds a key twice")
        }
        self = object
    }

    /// The first key, in canonical order, that stands twice among `members`.
    public static func duplicateKey(in members: [Member]) -> String? {
        firstDuplicate(inSorted: sorted(members))
    }

    public var isEmpty: Bool { members.isEmpty }
    public var count: Int { members.count }

    /// The value under `key`; assigning nil removes the member.
    public subscript(key: String) -> JSONValue? {
        get {
            let place = position(of: key)
            // Not as a conditional expression: there a nil literal is JSON's null, and a missing key would have a value.
            guard place < members.count, Self.isSame(members[place].key, key) else { return nil }
            return members[place].value
        }
        set {
            let place = position(of: key)
            let isThere = place < members.count && Self.isSame(members[place].key, key)
            switch (newValue, isThere) {
            case (.some(let value), true): members[place].value = value
            case (.some(let value), false): members.insert(Member(key: key, value: value), at: place)
            case (nil, true): members.remove(at: place)
            case (nil, false): break
            }
        }
    }

    private func position(of key: String) -> Int {
        var low = 0
        var high = members.count
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(members[middle].key, key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func sorted(_ members: [Member]) -> [Member] {
        var isSorted = true
        for place in members.indices.dropFirst() where !precedes(members[place - 1].key, members[place].key) {
            isSorted = false
            break
        }
        return isSorted ? members : members.sorted { precedes($0.key, $1.key) }
    }

    private static func firstDuplicate(inSorted members: [Member]) -> String? {
        for place in members.indices.dropFirst() where isSame(members[place - 1].key, members[place].key) {
            return members[place].key
        }
        return nil
    }

    /// Same scalars: Swift's `==` would also equate keys that differ in normalisation only, and JSON does not.
    static func isSame(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

    /// Whether `left` stands before `right` by UTF-16 code units.
    ///
    /// UTF-8 bytes order as code points do, which differs from UTF-16 only where one side is beyond the BMP (lead byte
    /// F0…F4) and the other in U+E000…U+FFFF (lead byte EE or EF): there the pair of surrogates comes first.
    static func precedes(_ left: String, _ right: String) -> Bool {
        let answer = left.utf8.withContiguousStorageIfAvailable { leftBytes in
            right.utf8.withContiguousStorageIfAvailable { rightBytes in precedes(leftBytes, rightBytes) }
        }
        if let answer = answer ?? nil { return answer }
        return Array(left.utf8).withUnsafeBufferPointer { leftBytes in
            Array(right.utf8).withUnsafeBufferPointer { rightBytes in precedes(leftBytes, rightBytes) }
        }
    }

    static func precedes(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        let shared = Swift.min(left.count, right.count)
        var place = 0
        while place < shared, left[place] == right[place] { place += 1 }
        guard place < shared else { return left.count < right.count }
        switch (left[place] >= 0xF0, right[place] >= 0xF0) {
        case (true, false) where right[place] >= 0xEE: return true
        case (false, true) where left[place] >= 0xEE: return false
        default: return left[place] < right[place]
        }
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(uniqueKeysWithValues: elements) }
}

extension JSONObject: RandomAccessCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { members.count }
    public subscript(position: Int) -> Member { members[position] }
}
