import Testing

@testable import AuditEvents

@Suite struct JSONTapeTests {
    private static func canonical(_ text: String, edit: (inout JSONTape) -> Void = { _ in }) throws -> String {
        let bytes = Array(text.utf8)
        return try bytes.withUnsafeBufferPointer { buffer in
            var tape = JSONTape()
            try tape.parse(buffer)
            edit(&tape)
            var output: [UInt8] = []
            tape.writeCanonical(tape.root, to: &output)
            return String(decoding: output, as: UTF8.self)
        }
    }

    @Test(arguments: 0..<40 as Range<UInt64>) func aTextIsWrittenAsItsValueIs(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<50 {
            let text = random.write(random.value())
            let value = try JSONValue(parsing: text)
            #expect(try Self.canonical(text) == String(decoding: value.canonicalBytes(), as: UTF8.self))
        }
    }

    @Test func aTapeIsUsedAgain() throws {
        var tape = JSONTape()
        for text in [#"{"a":[1,2,{"b":"c"}]}"#, "3", #"["x"]"#, "{}"] {
            let bytes = Array(text.utf8)
            try bytes.withUnsafeBufferPointer { buffer in
                try tape.parse(buffer)
                #expect(tape.value(tape.root) == (try JSONValue(parsing: text)))
                if tape.kind(tape.root) == .number { tape.replace(tape.root, with: .text("gone with the next text")) }
            }
        }
    }

    @Test func whatIsPutInPlacesIsWritten() throws {
        // Nodes: 0 object, 1 "b", 2 array, 3 number, 4 string, 5 "a", 6 null.
        let text = #" {"b" : [1.50, "x\u0079"], "a":null}"#
        #expect(try Self.canonical(text) == #"{"a":null,"b":[1.5,"xy"]}"#)
        #expect(try Self.canonical(text) { $0.replace(3, with: .text("\"")) } == #"{"a":null,"b":["\"","xy"]}"#)
        #expect(try Self.canonical(text) { $0.replace(4, with: .dropped) } == #"{"a":null,"b":[1.5,null]}"#)
        #expect(try Self.canonical(text) { $0.replace(2, with: .dropped) } == #"{"a":null}"#)
        #expect(try Self.canonical(text) { $0.replace(5, with: .text("c")) } == #"{"b":[1.5,"xy"],"c":null}"#)
        #expect(try Self.canonical(text) { $0.replace(0, with: .null) } == "null")
        #expect(
            try Self.canonical(text) {
                $0.replace(2, with: .null)
                $0.replace(2, with: .text("later"))
            } == #"{"a":null,"b":"later"}"#)
    }

    @Test func keysAreReadInCanonicalOrder() throws {
        let text = #"{"\ud83d\ude00":1,"\uffee":2,"b":3,"a":4}"#
        let bytes = Array(text.utf8)
        try bytes.withUnsafeBufferPointer { buffer in
            var tape = JSONTape()
            try tape.parse(buffer)
            var keys: [String] = []
            var key = tape.firstKey(of: tape.root)
            while let at = key {
                keys.append(tape.string(at))
                key = tape.key(after: at)
            }
            #expect(keys == ["a", "b", "\u{1F600}", "\u{FFEE}"])
        }
    }
}

@Suite struct UTF8CheckTests {
    @Test func itAgreesWithTheStandardLibrary() {
        var generator = SeededGenerator(seed: 8)
        let edges: [UInt8] = [
            0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5,
        ]
        var wrong: [[UInt8]] = []
        for _ in 0..<50_000 {
            let bytes = (0..<Int.random(in: 0...5, using: &generator)).map { _ in
                edges.randomElement(using: &generator) ?? 0
            }
            let isValid = bytes.withUnsafeBufferPointer { UTF8Check.isValid($0) }
            if isValid != (String(validating: bytes, as: UTF8.self) != nil) { wrong.append(bytes) }
        }
        #expect(wrong.isEmpty)
    }
}
