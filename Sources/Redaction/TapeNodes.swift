import AuditEvents

/// The nodes of a tape as a walk reads them: in place, since each call of a tape's own would be one into another module,
/// which Swift does not inline for functions of a package.
///
/// Valid until the tape grows; replacements may be put on it meanwhile.
struct TapeNodes {
    private let nodes: UnsafePointer<JSONTape.Node>
    private let count: Int
    private let bytes: UnsafeBufferPointer<UInt8>

    /// - Precondition: The tape was parsed.
    init(_ tape: borrowing JSONTape) {
        guard let nodes = tape.nodes else { preconditionFailure("an empty tape has no nodes") }
        self.nodes = UnsafePointer(nodes)
        count = tape.count
        bytes = tape.bytes
    }

    @inline(__always)
    private subscript(place: Int) -> JSONTape.Node {
        precondition(place < count)
        return nodes[place]
    }

    @inline(__always)
    func kind(_ place: Int) -> JSONTape.Kind { self[place].kind }

    @inline(__always)
    func isString(_ place: Int) -> Bool { if case .string = kind(place) { true } else { false } }

    @inline(__always)
    func number(_ place: Int) -> Double {
        let node = self[place]
        return Double(bitPattern: UInt64(node.first) << 32 | UInt64(node.link))
    }

    /// The bytes of a string or key as they stand in the text; nil if some of them are escape sequences.
    @inline(__always)
    func plainBytes(_ place: Int) -> UnsafeBufferPointer<UInt8>? {
        let node = self[place]
        if node.flags.rawValue & Self.escaped != 0 { return nil }
        return UnsafeBufferPointer(rebasing: bytes[Int(node.start)..<Int(node.end)])
    }

    /// `JSONTape.Flags.escaped`.
    private static var escaped: UInt8 { 1 }

    /// The place behind a value: of the next item, or the next key.
    @inline(__always)
    func end(_ place: Int) -> Int {
        switch self[place].kind {
        case .array, .object: Int(self[place].link)
        case .null, .bool, .number, .string: place + 1
        }
    }

    /// The keys of an object in canonical order, as on the tape.
    @inline(__always)
    func firstKey(of object: Int) -> Int? {
        let first = self[object].first
        return first == 0 ? nil : Int(first)
    }

    @inline(__always)
    func key(after key: Int) -> Int? {
        let next = self[key].link
        return next == 0 ? nil : Int(next)
    }
}
