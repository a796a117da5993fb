/// Writes objects member by member, in canonical order, and puts each on a tape as the parser would.
struct MemberWriter: ~Copyable {
    private(set) var text = ByteWriter(capacity: 512)
    /// The length of the text that this one will stand behind.
    private let start: Int
    /// The objects that are open, and the last key of each; 0 for none.
    private var open: [(object: Int, last: Int)] = []

    init(behind start: Int) { self.start = start }

    private var position: Int { start + text.count }

    /// - Returns: The object's node.
    mutating func open(_ tape: inout JSONTape) -> Int {
        let node = tape.count
        tape.append(JSONTape.Node(.object, position..<position))
        text.append(UInt8(ascii: "{"))
        open.append((node, 0))
        return node
    }

    mutating func close(_ object: Int, _ tape: inout JSONTape) {
        open.removeLast()
        text.append(UInt8(ascii: "}"))
        tape.close(object, at: position)
    }

    /// - Returns: The key's node; the value's is the next one.
    mutating func put(_ name: String, _ value: String, _ tape: inout JSONTape) -> Int {
        let key = putKey(name, &tape)
        putString(value, &tape)
        return key
    }

    /// A key, whose value comes next.
    mutating func putKey(_ name: String, _ tape: inout JSONTape) -> Int {
        let place = open.count - 1
        if open[place].last != 0 { text.append(UInt8(ascii: ",")) }
        let key = tape.count
        putString(name, &tape)
        text.append(UInt8(ascii: ":"))
        tape.chain(key, behind: open[place].last, of: open[place].object)
        open[place].last = key
        return key
    }

    /// Forgets the last member of the object that is open: it stands in the text, and nobody looks there.
    mutating func takeBack(_ key: Int, _ tape: inout JSONTape) {
        let place = open.count - 1
        tape.unlink(key, from: open[place].object)
        open[place].last = tape.lastKey(of: open[place].object)
    }

    private mutating func putString(_ value: String, _ tape: inout JSONTape) {
        let begin = position + 1
        CanonicalString.write(value, to: &text)
        let end = position - 1
        // Escape sequences are longer than what they stand for.
        let isEscaped = end - begin != value.utf8.count
        tape.append(JSONTape.Node(.string, begin..<end, isEscaped ? .escaped : []))
    }
}
