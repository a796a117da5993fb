import AuditEvents
import MerkleLog
import Testing

@Suite struct ProofTests {
    /// The files that somebody outside is given about entry 3 of five: event, proof and key.
    private func handedOut() throws -> (tool: Tool, event: String, proof: String, vkey: String) {
        let tool = try LogTests.store(entries: 5)
        let event = tool.file("event.json")
        let proof = tool.file("event.tlog-proof")
        try Files.write(try tool.run("show", "--tenant", "t_demo", "--index", "3", "--raw").out, to: event)
        let described = try tool.run(
            "prove", "--tenant", "t_demo", "--event", "e-3", "-o", proof, "--json"
        ).expectDone().object
        #expect(described["index"] == 3)
        #expect(described["size"] == 5)
        #expect(described["file"]?.string == proof)
        return (tool, event, proof, try tool.run("vkey").text.trimmed)
    }

    /// Verifies where there is no store.
    private func verify(_ event: String, _ proof: String, _ vkey: String) throws -> Tool.Outcome {
        try Tool().run("verify", "--proof", proof, "--event", event, "--vkey", vkey, "--json")
    }

    @Test("a proof verifies without a store, under the instance's key and the log's")
    func offline() throws {
        let (tool, event, proof, vkey) = try handedOut()
        let logKey = try tool.run("vkey", "--tenant", "t_demo").text.trimmed
        for key in [vkey, logKey] {
            let outcome = try verify(event, proof, key).expectDone().object
            #expect(outcome["ok"] == true)
            #expect(outcome["proof"]?["index"] == 3)
            #expect(outcome["proof"]?["log"] == "audit.example.com/t_demo")
        }
        #expect(TLogProof(encoded: try Files.read(proof)) != nil)
    }

    @Test("the event may come as it was printed: raw, as an object, or reformatted")
    func eventForms() throws {
        let (tool, event, proof, vkey) = try handedOut()
        let object = try tool.run("show", "--tenant", "t_demo", "--index", "3", "--json").out
        let reformatted = try Files.text(event).replacing(",", with: " ,\n ")
        for form in [object, Array(reformatted.utf8), try Files.read(event).dropLast()] {
            try Files.write(form, to: event)
            #expect(try verify(event, proof, vkey).code == 0)
        }
    }

    @Test("an event, a proof or a key that differs in one place is not proven")
    func falsified() throws {
        let (tool, event, proof, vkey) = try handedOut()
        let original = try Files.text(event)
        let changed = original.replacing(#""n":3"#, with: #""n":4"#)
        #expect(changed != original)
        try Files.write(changed, to: event)
        let outcome = try verify(event, proof, vkey)
        #expect(outcome.code == 1)
        let object = try outcome.object
        #expect(object["ok"] == false)
        #expect(object["logs"]?.array?.first?["findings"]?.array?.first?["kind"] == "leaf")
        #expect(object["logs"]?.array?.first?["findings"]?.array?.first?["index"] == 3)
        try Files.write(original, to: event)

        let otherKey = try Tool.withStore().run("vkey").text.trimmed
        let forged = try verify(event, proof, otherKey)
        #expect(forged.code == 1)
        #expect(try forged.object["logs"]?.array?.first?["findings"]?.array?.first?["kind"] == "signature")

        let wrongIndex = try Files.text(proof).replacing("index 3", with: "index 2")
        #expect(wrongIndex != (try Files.text(proof)))
        try Files.write(wrongIndex, to: proof)
        #expect(try verify(event, proof, vkey).code == 1)
        try Files.write("nonsense", to: proof)
        let unreadable = try verify(event, proof, vkey)
        #expect(unreadable.code == 1)
        #expect(try unreadable.error["code"] == "malformed")
        _ = tool
    }

    @Test("a checkpoint is a C2SP note; the log proves that it extends an older one")
    func consistency() throws {
        let tool = try LogTests.store(entries: 3)
        let old = tool.file("old.checkpoint")
        let note = try tool.run("checkpoint", "--tenant", "t_demo").expectDone().out
        try Files.write(note, to: old)
        let signed = try #require(SignedCheckpoint(encoded: note))
        #expect(signed.checkpoint.size == 3)

        for n in 3..<9 {
            try tool.run("emit", "--tenant", "t_demo", "--action", "a.b", "--event-id", "later-\(n)").expectDone()
        }
        let described = try tool.run("prove", "--consistency", old, "--json").expectDone().object
        #expect(described["old_size"] == 3)
        #expect(described["size"] == 9)
        let hashes = try #require(described["hashes"]?.array).compactMap { $0.string.flatMap(MerkleHash.init(hex:)) }
        let root = try #require(described["root"]?.string.flatMap(MerkleHash.init(hex:)))
        #expect(
            Proof.verifyConsistency(oldSize: 3, oldRoot: signed.checkpoint.root, size: 9, root: root, proof: hashes))
        let request = try tool.run("prove", "--consistency", old).expectDone().text
        #expect(request.hasPrefix("old 3\n"))
        #expect(request.contains("\n\naudit.example.com/t_demo\n9\n"))

        try tool.run("verify", "--since", old).expectDone()
        try tool.run("verify", "--since", old, "--tenant", "t_demo").expectDone()
        #expect(try tool.run("verify", "--since", old, "--tenant", "t_other").code == 1)
    }

    @Test("a checkpoint of a history that is not this log's is refused")
    func otherHistory() throws {
        let tool = try LogTests.store(entries: 3)
        // The same keys, another history: what a rollback of the store from a copy, then other events, would be.
        let fork = try Tool()
        #expect(try tool.shell(#"cp -r "$NEXUS_DIR" "\#(fork.store)""#).code == 0)
        for (tool, action) in [(tool, "a.b"), (fork, "c.d")] {
            try tool.run("emit", "--tenant", "t_demo", "--action", action).expectDone()
        }
        let old = tool.file("old.checkpoint")
        try Files.write(try fork.run("checkpoint", "--tenant", "t_demo").out, to: old)
        try tool.run("emit", "--tenant", "t_demo", "--action", "a.b").expectDone()

        let verified = try tool.run("verify", "--since", old, "--json")
        #expect(verified.code == 1)
        #expect(
            try verified.object["logs"]?.array?.first?["findings"]?.array?.contains { $0["kind"] == "consistency" }
                == true)
        #expect(try tool.run("prove", "--consistency", old).code != 0)

        let stranger = try LogTests.store(entries: 2)
        try Files.write(try stranger.run("checkpoint", "--tenant", "t_demo").out, to: old)
        #expect(try tool.run("prove", "--consistency", old, "--json").code == 1)
    }

    @Test("an audit export proves its completeness offline; a line changed, missing or doubled is found")
    func auditExport() throws {
        let tool = try LogTests.store(entries: 300)
        let vkey = try tool.run("vkey").text.trimmed
        let file = tool.file("export.ndjson")
        try tool.run("export", "--tenant", "t_demo", "-o", file).expectDone()
        let lines = try Files.lines(file)
        #expect(lines.count == 300)
        let verify = ["verify", "--export", file, "--vkey", vkey, "--json"]
        #expect(try Tool().run(verify).expectDone().object["ok"] == true)

        for (what, changed) in [
            ("changed", lines.map { $0.replacing(#""n":77}"#, with: #""n":78}"#) }),
            ("missing", lines.filter { !$0.contains(#""n":77}"#) }),
            ("missing at the end", lines.dropLast()),
            ("doubled", lines + [lines[0]]),
        ] {
            #expect(changed != lines, "\(what)")
            try Files.write(changed.joined(separator: "\n") + "\n", to: file)
            let outcome = try Tool().run(verify)
            #expect(outcome.code == 1, "\(what)")
            #expect(try outcome.object["ok"] == false, "\(what)")
        }
    }

    @Test("on stdout the manifest is the last line, and that file verifies too")
    func exportOnStdout() throws {
        let tool = try LogTests.store(entries: 10)
        let out = try tool.run("export", "--tenant", "t_demo").expectDone()
        let objects = try out.objects
        #expect(objects.count == 11)
        #expect(objects.last?["manifest"]?["checkpoint"] != nil)
        try Files.write(out.out, to: tool.file("saved"))
        let vkey = try tool.run("vkey").text.trimmed
        try Tool().run("verify", "--export", tool.file("saved"), "--vkey", vkey).expectDone()

        try tool.run("export", "--tenant", "t_demo", "--format", "csv", "-o", tool.file("x.csv")).expectDone()
        #expect(try Files.read(tool.file("x.csv")).count { $0 == UInt8(ascii: "\n") } == 11)
    }
}
