import Foundation
import Testing

/// What the operating system sees: nobody is told of an entry before the entry is flushed.
@Suite(.enabled(if: canTrace, "needs strace, and a kernel that lets it trace"))
struct FlushTests {
    private static let calls = "strace -f -y -s 1000000 -e trace=write,pwrite64,fdatasync"

    @Test func theReceiptComesBehindTheFlush() throws {
        let tool = try Tool.withStore()
        let emit = #""$NEXUS" emit --action a.b --tenant t_demo --event-id ev-7001 --json"#
        let outcome = try tool.shell("\(Self.calls) -o \(tool.file("trace")) \(emit)")
        #expect(outcome.code == 0 && outcome.text.contains("ev-7001"), "\(outcome.errorText)")
        let trace = try Trace(tool.file("trace"))
        let write = try #require(trace.first("pwrite64(", "/journal/", "ev-7001"))
        let flush = try #require(trace.flush(of: write))
        let told = try #require(trace.first("write(1<", "ev-7001"))
        #expect(write < flush && flush < told)
    }

    @Test func everyReceiptOfAFileComesBehindItsFlush() throws {
        let tool = try Tool.withStore()
        let lines = (0..<300).map { #"{"action":"a.b","tenant_id":"t_demo","event_id":"ev-\#(7000 + $0)"}"# }
        try Files.write(Array(lines.joined(separator: "\n").utf8), to: tool.file("in"))
        let ingest = #""$NEXUS" ingest \#(tool.file("in")) --receipts \#(tool.file("out"))"#
        let outcome = try tool.shell("\(Self.calls) -o \(tool.file("trace")) \(ingest)")
        #expect(outcome.code == 0, "\(outcome.errorText)")
        let trace = try Trace(tool.file("trace"))
        for number in stride(from: 7000, to: 7300, by: 37) {
            let write = try #require(trace.first("pwrite64(", "/journal/", "ev-\(number)"))
            let flush = try #require(trace.flush(of: write))
            let told = try #require(trace.first("write(", "/out", "ev-\(number)"))
            #expect(write < flush && flush < told)
        }
    }
}

private let canTrace = (try? Tool().shell("strace -o /dev/null true").code) == 0

/// The calls of a process and its threads, in order.
private struct Trace {
    private let lines: [Substring]

    init(_ path: String) throws {
        lines = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self).split(separator: "\n")
    }

    /// The first call that has all of these in it.
    func first(_ parts: String...) -> Int? {
        lines.firstIndex { line in parts.allSatisfy { line.contains($0) } }
    }

    /// Where the flush behind a write came back well: on the same file, by the same thread.
    func flush(of write: Int) -> Int? {
        let thread = lines[write].prefix { $0 != " " } + " "
        guard let name = lines[write].split(separator: ">").first?.split(separator: "<").last else { return nil }
        let begun = lines[write...].firstIndex {
            $0.hasPrefix(thread) && $0.contains("fdatasync(") && $0.contains("<\(name)>")
        }
        guard let begun else { return nil }
        if lines[begun].hasSuffix("= 0") { return begun }
        return lines[begun...].firstIndex {
            $0.hasPrefix(thread) && $0.contains("fdatasync resumed") && $0.hasSuffix("= 0")
        }
    }
}
