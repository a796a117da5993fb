import AuditEvents
import Testing

/// Members that are taken out of an object on a tape, put into one, and brought from another text.
@Suite struct TapeMembersTests {
    private static func written(_ tape: borrowing JSONTape) -> String {
        var bytes: [UInt8] = []
        tape.writeCanonical(tape.root, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func theMembersOfAnotherTextComeInInOrder() throws {
        var generator = SeededGenerator(seed: 77)
        let names = ["a", "b", "b\u{1F600}", "b\u{FFFD}", "c\"", "d\\n", "", "é", "zz", "z", "action", "Z"]
        for _ in 0..<300 {
            let mixed = names.shuffled(using: &generator)
            let cut = Int.random(in: 0...mixed.count, using: &generator)
            let ours = JSONObject(uniqueKeysWithValues: mixed[..<cut].map { ($0, .string("ours \($0)")) })
            let theirs = JSONObject(uniqueKeysWithValues: mixed[cut...].map { ($0, ["n": .string($0)]) })
            var text = ours.canonicalBytes()
            let start = text.count
            text += theirs.canonicalBytes()
            let first = Array(text[..<start])
            try first.withUnsafeBufferPointer { first in
                try text.withUnsafeBufferPointer { whole in
                    var tape = JSONTape()
                    try tape.parse(first)
                    let other = try tape.append(parsing: whole, from: start)
                    tape.adopt(membersOf: other, into: tape.root)
                    let expected = JSONObject(ours.members + theirs.members)
                    let written = Self.written(tape)
                    #expect(written == String(decoding: expected!.canonicalBytes(), as: UTF8.self))

                    // One after the other out again and in again, until all is as before.
                    for name in mixed.shuffled(using: &generator) {
                        let found = tape.key(name, of: tape.root)
                        let key = try #require(found)
                        tape.unlink(key, from: tape.root)
                        let left = tape.key(name, of: tape.root)
                        #expect(left == nil)
                        if Bool.random(using: &generator) {
                            tape.link(key, into: tape.root)
                        } else {
                            tape.replace(key + 1, with: .text("x"))
                            tape.link(key, into: tape.root)
                        }
                    }
                    let keys = try JSONValue(parsing: Self.written(tape)).object?.members.map(\.key)
                    #expect(keys == expected?.members.map(\.key))
                }
            }
        }
    }

    @Test func anObjectIsEmptied() throws {
        try Array(#"{"a":{"b":1,"c":2},"d":3}"#.utf8).withUnsafeBufferPointer { bytes in
            var tape = JSONTape()
            try tape.parse(bytes)
            let key = tape.key("a", of: tape.root)
            let inner = try #require(key) + 1
            tape.replace(inner, with: .dropped)
            tape.empty(inner)
            let written = Self.written(tape)
            #expect(written == #"{"a":{},"d":3}"#)
        }
    }
}
