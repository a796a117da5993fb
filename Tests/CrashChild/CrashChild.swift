import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the crash tests kill, and what kills itself.
///
/// `crash-child STORE RUN` emits without end and prints each receipt once it has it: events of run RUN go to three tenants
/// from sixteen tasks; a line is `tenant index id leaf`.
///
/// `crash-child STORE index INDEX STEP NUMBER` indexes the store, and ends itself with SIGKILL when it is at STEP of a
/// transaction for the NUMBERth time.
@main
enum CrashChild {
    static func main() async throws {
        if CommandLine.arguments.count > 3 {
            return try await IndexingChild.run(Array(CommandLine.arguments.dropFirst()))
        }
        var options = FileBackendOptions()
        // Small segments and hasty rounds: kills fall into rolls, publications and reclaims too.
        options.segmentSize = 64 * 1024
        options.publishInterval = .milliseconds(5)
        let store = try await FileBackend.open(
            at: CommandLine.arguments[1], instance: "crash.example", options: options)
        let run = CommandLine.arguments[2]
        let audit = AuditLogger(engine: LoggingEngine(backend: store))
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    let context = RequestContext(
                        tenantID: "t_\(task % 3)", userID: "u_\(task)", requestID: "run-\(run)")
                    for number in 0... {
                        do {
                            let receipt = try await audit.emit(
                                "crash.emit", input: ["number": .number(Double(number)), "note": "ana@example.com"],
                                eventID: "\(run)-\(task)-\(number)", context: context)
                            say("\(receipt.tenantID) \(receipt.index) \(receipt.eventID) \(receipt.leafHash.hex)\n")
                        } catch {
                            say("error \(error)\n")
                            exit(3)
                        }
                    }
                }
            }
        }
    }

    /// One write, so that a kill cuts no line in two.
    private static func say(_ line: String) {
        let bytes = Array(line.utf8)
        _ = write(STDOUT_FILENO, bytes, bytes.count)
    }
}
