import Foundation
import Glibc

/// The command line, built beside us, run as people run it.
struct NexusTool: Sendable {
    private let path: String

    /// - Throws: `Skipped` where it was not built.
    init() throws {
        path = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().path + "/nexus"
        guard access(path, X_OK) == 0 else {
            throw Skipped(description: "there is no \(path): swift build -c release --product nexus")
        }
    }

    /// Runs it to its end.
    ///
    /// - Throws: `ToolFailure` with what it said, when it does not exit with 0.
    @discardableResult
    func run(_ arguments: [String]) throws -> Child.Usage { try Child(path, arguments).finish() }

    func start(_ arguments: [String]) throws -> Child { try Child(path, arguments) }
}

/// What a command said on its way out.
struct ToolFailure: Error, CustomStringConvertible {
    let description: String
}

/// Another process.
struct Child {
    /// What it took.
    struct Usage {
        var wall: Duration
        /// In user and kernel.
        var cpu: Duration
        /// The most memory it had at once, in bytes.
        var peak: Int
        var written: Int
    }

    let id: pid_t
    private let start: ContinuousClock.Instant
    private let log: String
    private let name: String

    init(_ path: String, _ arguments: [String]) throws {
        name = ([path] + arguments).joined(separator: " ")
        log = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString).path
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 2, log, O_CREAT | O_WRONLY, 0o600)
        let words = ([path] + arguments).map { strdup($0) }
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        start = .now
        guard posix_spawn(&id, path, &actions, nil, words + [nil], environ) == 0 else { throw BenchmarkError(path) }
        self.id = id
    }

    func kill() { Glibc.kill(id, SIGKILL) }

    /// Waits for its end.
    ///
    /// - Parameter isKilled: Whether any end is right.
    func finish(isKilled: Bool = false) throws -> Usage {
        defer { unlink(log) }
        var written = 0
        // Its own count ends with it, so it is read while the process is a zombie.
        var information = siginfo_t()
        waitid(P_PID, id_t(id), &information, WEXITED | WNOWAIT)
        let wall = start.duration(to: .now)
        written = ProcessUsage.written(by: id)
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(id, &status, 0, &usage) == id else { throw BenchmarkError("wait4") }
        guard status == 0 || isKilled else {
            let said = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
            throw ToolFailure(description: "\(name) ended with status \(status >> 8): \(said)")
        }
        func time(_ value: timeval) -> Duration { .seconds(value.tv_sec) + .microseconds(value.tv_usec) }
        return Usage(
            wall: wall, cpu: time(usage.ru_utime) + time(usage.ru_stime), peak: usage.ru_maxrss * 1024,
            written: written)
    }
}
