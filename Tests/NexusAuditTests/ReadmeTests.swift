import AuditEvents
import FileBackend
import NexusAudit
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The lines that the README shows are these: they compile, because they stand here.
private func asInTheReadme(id: String) async throws {
    let nexus = try await FileBackend.open(at: "./nexus-data", instance: "audit.example.com")
    let audit = AuditLogger(engine: LoggingEngine(backend: nexus))
    try await RequestContext(tenantID: "t_demo", userID: "u_1", requestID: "req-123").run {
        let receipt = try await audit.emit("maybes.create", resource: .init("maybe", id), input: ["title": "Call Ana"])
        print(receipt.log, receipt.index, receipt.leafHash)
    }
}

@Suite struct ReadmeTests {
    @Test func theReadmesLinesCompile() throws {
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let readme = try text(root + "/README.md")
        let source = try text(#filePath)
        let begin = try #require(readme.firstIndex(of: "```swift"))
        let code = readme[(begin + 1)...].prefix { $0 != "```" }
        #expect(code.count(where: { !$0.isEmpty }) >= 8)
        let statements = code.filter { !$0.isEmpty && !$0.hasPrefix("import ") }
        for line in code where line.hasPrefix("import ") { #expect(source.contains(line), "\(line)") }
        let first = try #require(source.firstIndex(of: "    " + (statements.first ?? "")))
        #expect(Array(source[first..<first + statements.count]) == statements.map { "    " + $0 })
    }

    private func text(_ path: String) throws -> [String] {
        let file = try #require(fopen(path, "r"), "\(path)")
        defer { fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = getc(file), byte != EOF { bytes.append(UInt8(byte)) }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
            String.init)
    }
}
