import AuditEvents
import Testing

@testable import nexus

@Suite struct ConsoleTests {
    @Test("counts have thousands separators")
    func counts() {
        #expect(
            [0, 7, 999, 1000, 1_234_567, -1000, -999].map { Text.count($0) } == [
                "0", "7", "999", "1,000", "1,234,567", "-1,000", "-999",
            ])
    }

    @Test("a progress line has bar, share, count and rate, and fits the terminal")
    func progressLine() {
        let line = Progress.line(
            title: "verifying", unit: "entries", done: 50, total: 100, count: 5000, elapsed: .seconds(2), width: 120)
        #expect(line == "verifying  [############............]  50 %  5,000 entries  2,500/s")
        let narrow = Progress.line(
            title: "verifying", unit: "entries", done: 50, total: 100, count: 5000, elapsed: .seconds(2), width: 20)
        #expect(narrow.count == 19)
        let unknown = Progress.line(
            title: "ingesting", unit: "events", done: 5, total: 0, count: 5, elapsed: .seconds(1), width: 80)
        #expect(unknown == "ingesting  5 events  5/s")
    }

    @Test("every error has the exit code of its kind")
    func exitCodes() {
        #expect(Exit.code(for: AuditError(.conflict, "")) == Exit.bad)
        #expect(Exit.code(for: AuditError(.notFound, "")) == Exit.bad)
        #expect(Exit.code(for: AuditError(.tooLarge, "")) == Exit.bad)
        for code in [
            AuditError.Code.storeMissing, .storeLocked, .storeFull, .storePoisoned, .corrupt, .io, .overloaded,
            "a_code_of_another_backend",
        ] {
            #expect(Exit.code(for: AuditError(code, "")) == Exit.failed, "\(code)")
        }
        #expect(Exit.code(for: AuditError(.conflict, "", durability: .unknown)) == Exit.failed)
    }

    @Test("without colour nothing but text is printed; with it the text is the same")
    func colours() {
        #expect(Terminal(hasColour: false).red("x") == "x")
        #expect(Terminal(hasColour: true).red("x") == "\u{1B}[31mx\u{1B}[0m")
    }

    @Test("an event file gives the leaves it may stand for, its exact bytes first")
    func eventFile() throws {
        let leaf = Array(#"{"a":1,"b":2}"#.utf8)
        let wrapped = Array(#"{"event":{"b":2,"a":1},"index":0,"leaf_hash":"x"}"#.utf8)
        #expect(EventFile.leaves(of: leaf + [0x0A])[0] == leaf)
        #expect(EventFile.leaves(of: wrapped).contains(leaf))
        // An object with anything more beside the event does not stand for the event alone.
        let more = Array(#"{"event":{"b":2,"a":1},"index":0,"leaf_hash":"x","note":"y"}"#.utf8)
        #expect(!EventFile.leaves(of: more).contains(leaf))
        #expect(EventFile.leaves(of: Array("no json".utf8)) == [Array("no json".utf8)])
    }

    @Test("lines come one by one, whatever the size of the file's chunks")
    func lineReader() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/lines"
        let long = String(repeating: "x", count: 700_000)
        for (text, lines) in [
            ("", []), ("a", ["a"]), ("a\n", ["a"]), ("a\n\nb", ["a", "", "b"]), ("\(long)\nb\n", [long, "b"]),
        ] {
            try Files.write(text, to: path)
            let reader = try LineReader(path: path)
            var read: [String] = []
            while let line = try reader.next() { read.append(String(decoding: line, as: UTF8.self)) }
            #expect(read == lines)
            #expect(reader.lineNumber == lines.count)
        }
        try Files.write("a\nb\nc\n", to: path)
        let part = try LineReader(path: path, length: 4)
        #expect(try part.next() == [0x61])
        #expect(try part.next() == [0x62])
        #expect(try part.next() == nil)
    }
}
