import AuditEvents
import Testing

/// Members that are taken out of an object on a tape, put into one, and brought from another text.
@Suite struct TapeMembersTests {
    private static func written(_ tape: borrowing JSONTape, _ place: Int = 0) -> String {
        var bytes: [UInt8] = []
        tape.writeCanonical(place, to: &bytes)
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
            let text = JSONValue.object(["a": .object(ours), "b": .object(theirs)]).canonicalBytes()
            try text.withUnsafeBufferPointer { text in
                var tape = JSONTape()
                try tape.parse(text)
                let (first, second) = (tape.key("a", of: tape.root), tape.key("b", of: tape.root))
                let (object, other) = (try #require(first) + 1, try #require(second) + 1)
                tape.adopt(membersOf: other, into: object)
                let expected = JSONObject(ours.members + theirs.members)
                let written = Self.written(tape, object)
                #expect(written == String(decoding: expected!.canonicalBytes(), as: UTF8.self))

                // One after the other out again and in again, until all is as before.
                for name in mixed.shuffled(using: &generator) {
                    let found = tape.key(name, of: object)
                    let key = try #require(found)
                    tape.unlink(key, from: object)
                    let left = tape.key(name, of: object)
                    #expect(left == nil)
                    if Bool.random(using: &generator) {
                        tape.link(key, into: object)
                    } else {
                        tape.replace(key + 1, with: .text("x"))
                        tape.link(key, into: object)
                    }
                }
                let keys = try JSONValue(parsing: Self.written(tape, object)).object?.members.map(\.key)
                #expect(keys == expected?.members.map(\.key))
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
