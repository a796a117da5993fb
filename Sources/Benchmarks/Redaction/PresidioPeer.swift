import AuditEvents
import Foundation

/// Presidio in a Python process of its own (`Scripts/presidio-peer`), which works when it is told to.
final class PresidioPeer {
    /// Presidio's.
    private(set) var version = ""
    private(set) var recognizers = 0
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var unread = Data()

    /// Starts it, and waits until the recognisers are loaded.
    ///
    /// - Parameter choice: `usual` or `all` of its recognisers, as the script says.
    /// - Throws: `Skipped` where Python or Presidio is missing.
    init(texts: [String], choice: String) throws {
        process.executableURL = URL(filePath: "Scripts/presidio-peer")
        process.arguments = [choice]
        process.standardInput = input
        process.standardOutput = output
        do {
            try process.run()
        } catch {
            throw Skipped(description: "Scripts/presidio-peer cannot be started from this folder")
        }
        // It may have ended already, with a line that says what is missing.
        try? send(.array(texts.map { .string($0) }))
        let hello = try receive()
        guard let version = hello["version"]?.string else {
            throw Skipped(description: hello["missing"]?.string ?? "Scripts/presidio-peer did not say what it is")
        }
        self.version = version
        recognizers = Int(hello["recognizers"]?.number ?? 0)
    }

    deinit {
        // The end of its input is the end of its work.
        try? input.fileHandleForWriting.close()
        process.waitUntilExit()
    }

    func run(for duration: Duration) throws -> Measurement {
        try send(["seconds": .number(duration / .seconds(1))])
        let answer = try receive()
        func number(_ key: String) -> Double { answer[key]?.number ?? 0 }
        return Measurement(
            wall: .seconds(number("wall")), cpu: .seconds(number("cpu")), bytes: Int(number("bytes")),
            pieces: Int(number("texts")),
            counts: ["findings": Int(number("findings")), "findings ≥ 0.5": Int(number("sure"))])
    }

    // MARK: A line of JSON each way

    private func send(_ value: JSONValue) throws {
        try input.fileHandleForWriting.write(contentsOf: Data(value.canonicalBytes() + [UInt8(ascii: "\n")]))
    }

    private func receive() throws -> JSONObject {
        while !unread.contains(UInt8(ascii: "\n")) {
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw Skipped(description: "Scripts/presidio-peer ended") }
            unread += more
        }
        let line = unread.prefix { $0 != UInt8(ascii: "\n") }
        unread = Data(unread.dropFirst(line.count + 1))
        return try JSONValue(parsing: line).object ?? [:]
    }
}
