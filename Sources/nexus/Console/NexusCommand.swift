import ArgumentParser
import AuditEvents

/// A command: parsed, it does one thing and prints it.
///
/// `run` gives every command the same ending: results flushed, an error as one report, the exit code that belongs to it.
protocol NexusCommand: AsyncParsableCommand {
    var output: OutputOptions { get }
    /// - Throws: `AuditError` to be reported, `ExitCode` when the answer has been printed, `ValidationError`.
    func perform(_ console: Console) async throws
}

extension NexusCommand {
    func run() async throws {
        let console = Console(isJSON: output.json)
        do {
            try await perform(console)
            try console.out.flush()
        } catch let error as AuditError {
            try? console.out.flush()
            ErrorReport.write(error, json: output.json)
            throw Exit.code(for: error)
        } catch is ByteSink.ReaderGone {
            // `nexus log | head`: whoever read has read enough.
            throw Exit.done
        } catch let code as ExitCode {
            try? console.out.flush()
            throw code
        }
    }
}

/// Where a command's results go, and in which form.
struct Console: Sendable {
    /// One JSON object a line instead of text for people.
    let isJSON: Bool
    let out = ByteSink.standardOutput
    let style = Terminal.output

    func line(_ text: String) throws { try out.write(Array((text + "\n").utf8)) }

    /// One object on one line, canonical.
    func json(_ object: JSONObject) throws { try out.line(object) }

    /// A line for people on stderr; programs (`--json`) get nothing.
    func note(_ text: String) {
        guard !isJSON else { return }
        try? ByteSink.standardError.write(Array((text + "\n").utf8))
        try? ByteSink.standardError.flush()
    }
}
