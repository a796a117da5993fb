import AuditEvents
import Testing

@Suite struct LeakTests {
    /// Personal data and secrets; each is unmistakable, so that finding it anywhere is a leak. The first nine are known
    /// by their shape wherever they stand, the last three by what stands beside them.
    static let raw: [String] = [
        "ana.leaktest@example.org", "+1 212 555 0187", "4111 1111 1111 1111", "DE89 3704 0044 0532 0130 00",
        "536-22-8134", "203.0.113.77", "AKIA" + "IOSFODNN7LEAKTST", "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJsZWFrdGVzdCJ9.dozjgNryP4J3jVmNHl0w5N", "hunter2-leaktest",
        "tr0ub4dor-leaktest", "s3cr3t-leaktest",
    ]

    /// All of it, in text, in a list, deep, as a key, in a URL, under a secret's name, and in a config's text.
    static var payload: String {
        let deep = raw[0..<9].reduce(#""\#(raw[0])""#) { #"{"deep":[\#($0),"\#($1)"]}"# }
        return """
            {"note":"\(raw[0..<9].joined(separator: ", "))","list":\(deep),"password":"\(raw[9])","\(raw[0])":1,\
            "\(raw[0]) ":2,"url":"https://joe:\(raw[10])@example.org/x","conf":"region = eu\\napi_key = \(raw[11])\\n"}
            """
    }

    /// A store into which it all was thrown at every door, with everything that was printed in `printed`.
    private func fill() throws -> (tool: Tool, printed: [UInt8], accepted: Int) {
        let tool = try Tool.withStore()
        var printed: [UInt8] = []
        func run(_ arguments: [String], input: String? = nil) throws {
            // Developer's logs count as output too.
            let outcome = try tool.run(
                arguments, input: input.map { Array($0.utf8) }, environment: ["NEXUS_LOG": "trace"])
            printed += outcome.out + outcome.err
        }
        let emit = ["emit", "--tenant", "t_leak", "--action", "leak.test"]
        for field in ["--input", "--output", "--metadata"] { try run(emit + [field, Self.payload]) }
        for value in Self.raw[0..<9] {
            try run(
                emit + ["--actor", "human:\(value)", "--on-behalf-of", "human:\(value)", "--resource", "x:\(value)"])
            try run(emit + ["--event-id", value, "--json"])
            try run(emit + ["--request-id", value])
            try run(emit + ["--trace-id", value])
            try run(emit + ["--input", value, "--json"])
            try run(emit + ["--input", #"{"\#(value)":1e999}"#])
            try run(emit + ["--input", #"{"\#(value)":1,"\#(value)":2}"#, "--json"])
            try run(emit + ["--metadata", #"{"request_id":"\#(value)"}"#])
            try run(["emit", "--tenant", value, "--action", "leak.test"])
            try run(["emit", "--tenant", "t_leak", "--action", value, "--json"])
            try run(["log", "--tenant", value])
            try run([value])
        }
        try run(["prefs", "set", "--tenant", "t_leak", "--user", Self.raw[0], "--opt-out"])
        try run(["prefs", "show", "--tenant", "t_leak"])
        try run(["redaction", "rotate", "--actor", "human:\(Self.raw[0])"])
        try run(["prefs", "set", "--tenant", "t_leak", "--user", Self.raw[0], "--opt-in"])
        let lookup = ["redaction", "lookup", "--as-admin", "--tenant", "t_leak"]
        for (kind, value) in zip(["EMAIL", "PHONE", "CREDIT_CARD", "IBAN", "US_SSN", "IPV4"], Self.raw) {
            let actor = ["--actor", "human:\(value)"]
            try run(lookup + ["--kind", kind, "--reason", "\(value) asked"] + actor + [value])
            try run(lookup + ["--kind", kind, "--reason", value, "--json", "-"], input: value)
            try run(lookup + ["--kind", value, "--reason", "r", "--json", value])
            try run(lookup + ["--kind", kind, value, value])
        }
        let lines = Self.raw[0..<9].flatMap { value in
            [
                #"{"action":"leak.test","tenant_id":"t_leak","request_id":"\#(value)"}"#,
                #"{"action":"leak.test","tenant_id":"t_leak","\#(value)":1}"#,
                #"{"action":"leak.test","tenant_id":"t_leak","outcome":"\#(value)"}"#,
                #"{"action":"leak.test","tenant_id":"t_leak","actor":{"type":"human","id":"\#(value)","\#(value)":1}}"#,
                #"{"action":"leak.test","tenant_id":"t_leak","utm_source":"\#(value)","app_id":"\#(value)"}"#, value,
            ]
        }
        let input =
            lines.joined(separator: "\n") + "\n"
            + #"{"action":"leak.test","tenant_id":"t_leak","request_id":"r-1","input":\#(Self.payload)}"#
        try run(
            ["ingest", "-", "--receipts", tool.file("receipts"), "--refusals", tool.file("refusals")], input: input)
        try run(["ingest", "--tenant", "t_leak", "--format", "k8s-audit", "-"], input: input)
        try run(["log", "--tenant", "t_leak"])
        try run(["log", "--tenant", "t_leak", "--raw"])
        try run(["show", "--tenant", "t_leak", "--index", "0"])
        try run(["export", "--tenant", "t_leak"])
        try run(["export", "--tenant", "t_leak", "--for", "training"])
        try run(["export", "--tenant", "t_leak", "--format", "csv", "-o", tool.file("export.csv")])
        try run(["redact"], input: Self.payload)
        try run(["redact", "--spans"], input: #"{"text":"\#(Self.raw[0..<9].joined(separator: ", "))"}"#)
        try run(["stats"])
        try run(["rebuild"])
        return (tool, printed, try tool.run("log", "--tenant", "t_leak", "--json").objects.count)
    }

    @Test("no byte of the store, of what is printed or of what is exported holds anything personal or secret")
    func nothingLeaks() throws {
        let (tool, printed, accepted) = try fill()
        // Three payloads and one per value at least went in: the search below looks at something.
        #expect(accepted > Self.raw.count + 3)
        #expect(printed.count > 20_000)
        try tool.run("verify").expectDone()

        let files = Files.all(under: tool.folder.path).filter { !$0.contains("/process-") && !$0.contains("/stdin-") }
        #expect(files.count > 10)
        for value in Self.raw {
            let needle = Array(value.utf8)
            #expect(!printed.holds(needle), "printed: \(value)")
            for file in files where try Files.read(file).holds(needle) { Issue.record("\(file) holds \(value)") }
        }
    }

    @Test("the credentials in the Kubernetes sample are in no file of the store")
    func sampleSecrets() throws {
        let tool = try Tool.withStore()
        let sample = try Files.text(Files.sample("k8s-audit.ndjson"))
        let secrets = ["access_key_id = ", "secret_access_key = ", "password = "].flatMap { name in
            sample.ranges(of: name).map { range in
                String(sample[range.upperBound...].prefix { $0.isLetter || $0.isNumber || $0 == "-" })
            }
        }
        try #require(!secrets.isEmpty, "the sample has no credentials to look for")
        let outcome = try tool.run("ingest", "--tenant", "t_k8s", Files.sample("k8s-audit.ndjson")).expectDone()
        let printed = try tool.run("log", "--tenant", "t_k8s", "--raw").out + outcome.out
        for secret in Set(secrets) {
            #expect(!printed.holds(Array(secret.utf8)))
            for file in Files.all(under: tool.store) {
                #expect(!(try Files.read(file).holds(Array(secret.utf8))), "\(file)")
            }
        }
    }

    @Test("spans are counted in Unicode scalars of the original")
    func spans() throws {
        let tool = try Tool()
        let text = "é👩‍👧 ana@example.com, ünd"
        let object = try tool.run("redact", "--spans", input: #"{"text":"\#(text)"}"#).expectDone().object
        let span = try #require(object["spans"]?.array?.first)
        let scalars = Array(text.unicodeScalars)
        let start = Int(span["start"]?.number ?? 0)
        let end = Int(span["end"]?.number ?? 0)
        #expect(String(String.UnicodeScalarView(scalars[start..<end])) == "ana@example.com")
        #expect(span["kind"] == "EMAIL")
        #expect(object["text"]?.string?.contains("ana@") == false)
        #expect(object["text"]?.string?.hasPrefix("é👩‍👧 ") == true)
    }

    @Test("redact filters any JSON value, line by line, and stops at what is not JSON")
    func filter() throws {
        let tool = try Tool()
        let input = """
            {"password":"hunter2","n":1}
            "mail ana@example.com"
            [1,{"deep":"ana@example.com"}]
            not json
            "never reached"

            """
        let outcome = try tool.run("redact", "--json", input: input)
        #expect(outcome.code == 1)
        #expect(try outcome.error["code"] == "malformed")
        #expect(try outcome.error["message"]?.string?.contains("line 4") == true)
        let lines = outcome.text.split(separator: "\n")
        #expect(lines.count == 3)
        #expect(!outcome.text.contains("hunter2"))
        #expect(!outcome.text.contains("ana@"))
        #expect(lines[0].contains(#""n":1"#))
    }
}

extension [UInt8] {
    fileprivate func holds(_ needle: [UInt8]) -> Bool {
        var shifts = [Int](repeating: needle.count, count: 256)
        for (place, byte) in needle.dropLast().enumerated() { shifts[Int(byte)] = needle.count - 1 - place }
        return withUnsafeBufferPointer { bytes in
            var end = needle.count - 1
            while end < bytes.count {
                var back = 0
                while back < needle.count, bytes[end - back] == needle[needle.count - 1 - back] { back += 1 }
                if back == needle.count { return true }
                end += shifts[Int(bytes[end])]
            }
            return false
        }
    }
}
