/// A JSON text (RFC 8259) taken apart where it stands: a node for each value and key says where its bytes are.
///
/// The tape is what the parser makes; a `JSONValue` is one reading of it, the canonical form with replacements another
/// (`writeCanonical`). Reading a text this way allocates nothing once a tape was used for a longer one.
///
/// The nodes of an object are its own, then for each member the key's and the value's, in the order of the text; those of
/// an array its own, then its items'. The text must outlive every call on the tape.
package struct JSONTape: ~Copyable {
    /// What a node is.
    package enum Kind: UInt8, BitwiseCopyable {
        case null, bool, number, string, array, object
    }

    package struct Node: BitwiseCopyable {
        package var kind: Kind
        package var flags: Flags = []
        /// Where the bytes begin and end: of strings and keys what is between the quotation marks.
        package var start: UInt32
        package var end: UInt32
        /// Arrays and objects: the node behind all of theirs. Keys: the next key in canonical order; 0 for none.
        package var link: UInt32 = 0
        /// Objects: the first key in canonical order, 0 for none. Numbers: the value, together with `link`.
        package var first: UInt32 = 0
        /// Its place among the replacements, counted from 1; 0 for none.
        @usableFromInline var edit: UInt32 = 0

        init(_ kind: Kind, _ range: Range<Int>, _ flags: Flags = []) {
            self.kind = kind
            self.flags = flags
            start = UInt32(truncatingIfNeeded: range.lowerBound)
            end = UInt32(truncatingIfNeeded: range.upperBound)
        }

        @inlinable var range: Range<Int> { Int(start)..<Int(end) }
    }

    package struct Flags: OptionSet, BitwiseCopyable {
        package let rawValue: UInt8
        @inlinable package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// A string or key has escape sequences.
        @inlinable static var escaped: Flags { Flags(rawValue: 1) }
        /// A number stands in the text as RFC 8785 writes it.
        @inlinable static var canonical: Flags { Flags(rawValue: 2) }
        @inlinable static var isTrue: Flags { Flags(rawValue: 4) }
    }

    /// What stands in a node's place.
    package enum Edit {
        /// This text, as a string.
        case text(String)
        case null
        /// Nothing: the member goes too.
        case dropped
    }

    /// In the order of the text; they stay where they are until the tape grows.
    package private(set) var nodes: UnsafeMutablePointer<Node>?
    private var capacity = 0
    @usableFromInline package private(set) var count = 0
    package private(set) var bytes = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    package private(set) var edits: [Edit] = []

    package init() {}

    deinit { nodes?.deallocate() }

    // MARK: Making

    mutating func begin(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        count = 0
        if !edits.isEmpty { edits.removeAll(keepingCapacity: true) }
    }

    /// Goes on with a longer text: what is on the tape stands at its beginning.
    mutating func resume(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    @inline(__always)
    mutating func append(_ node: Node) {
        if count == capacity { grow() }
        (nodes.unsafelyUnwrapped + count).initialize(to: node)
        count += 1
    }

    @inline(never)
    private mutating func grow() {
        let larger = max(128, capacity * 2)
        let moved = UnsafeMutablePointer<Node>.allocate(capacity: larger)
        if let nodes {
            moved.update(from: nodes, count: count)
            nodes.deallocate()
        }
        nodes = moved
        capacity = larger
    }

    /// A node by its place.
    @usableFromInline
    subscript(place: Int) -> Node {
        @inlinable @inline(__always) get {
            precondition(place < count)
            return nodes.unsafelyUnwrapped[place]
        }
        set {
            precondition(place < count)
            nodes.unsafelyUnwrapped[place] = newValue
        }
    }

    // MARK: Reading

    /// The place of the root.
    @inlinable package var root: Int { 0 }

    @inlinable package func kind(_ place: Int) -> Kind { self[place].kind }

    @inlinable package func bool(_ place: Int) -> Bool { self[place].flags.contains(.isTrue) }

    @inlinable package func number(_ place: Int) -> Double {
        let node = self[place]
        return Double(bitPattern: UInt64(node.first) << 32 | UInt64(node.link))
    }

    /// The bytes of a string or key as they stand in the text; nil if some of them are escape sequences.
    @inlinable package func plainBytes(_ place: Int) -> UnsafeBufferPointer<UInt8>? {
        let node = self[place]
        return node.flags.contains(.escaped) ? nil : UnsafeBufferPointer(rebasing: bytes[node.range])
    }

    /// A string or key.
    package func string(_ place: Int) -> String {
        let raw = UnsafeBufferPointer(rebasing: bytes[self[place].range])
        guard self[place].flags.contains(.escaped) else { return String(decoding: raw, as: UTF8.self) }
        return String(decoding: JSONEscapes.unescaped(raw), as: UTF8.self)
    }

    /// Bytes of a value in the text.
    package func length(_ place: Int) -> Int { self[place].range.count }

    /// The place behind a value: of the next item, or the next key.
    @inlinable package func end(_ place: Int) -> Int {
        let node = self[place]
        return node.kind.rawValue >= Kind.array.rawValue ? Int(node.link) : place + 1
    }

    /// The first key of an object in canonical order (RFC 8785 §3.2.3), or the next one after a key; nil after the last.
    /// A key's value is at the place behind it.
    @inlinable package func firstKey(of object: Int) -> Int? {
        let first = self[object].first
        return first == 0 ? nil : Int(first)
    }

    @inlinable package func key(after key: Int) -> Int? {
        let next = self[key].link
        return next == 0 ? nil : Int(next)
    }

    /// The key of an object that is `name`; nil if there is none.
    package func key(_ name: String, of object: Int) -> Int? {
        var next = firstKey(of: object)
        while let key = next {
            if isString(key, name) { return key }
            next = self.key(after: key)
        }
        return nil
    }

    // MARK: Replacing

    package var isEdited: Bool { !edits.isEmpty }

    /// What stands in a node's place; nil for itself.
    package func edit(_ place: Int) -> Edit? {
        let edit = self[place].edit
        return edit == 0 ? nil : edits[Int(edit) - 1]
    }

    /// Puts something in the place of a value, or a text in that of a key; later replacements win.
    package mutating func replace(_ place: Int, with edit: Edit) {
        edits.append(edit)
        self[place].edit = UInt32(edits.count)
    }

    /// Leaves nothing of an object, and nothing in its place.
    package mutating func empty(_ object: Int) {
        self[object].edit = 0
        self[object].first = 0
    }

    /// The length of the whole text.
    var bytesOfText: Int { bytes.count }

    func raw(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: bytes[range]) }
}
