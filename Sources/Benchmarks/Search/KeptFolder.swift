import FoundationEssentials
import Glibc

/// A folder, beside the build and open to a server of another user, that is gone once this process has ended, in whatever way; with the server in it, if there is one.
///
/// A shell waits for the end of its input, which is our end, and then clears up.
final class KeptFolder: Sendable {
    let path: String
    /// Held open until the process ends.
    private let pipe: CInt

    /// - Parameter ending: A shell's words that end what runs in the folder, `$1`; they may fail.
    init(ending: String) throws {
        let url = URL(filePath: ".build/benchmarks-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        path = url.path.hasPrefix("/") ? url.path : FileManager.default.currentDirectoryPath + "/" + url.path
        var ends: [CInt] = [0, 0]
        // Nobody else may hold the writing end: not a server that outlives us.
        guard Glibc.pipe(&ends) == 0, ends.allSatisfy({ fcntl($0, F_SETFD, FD_CLOEXEC) == 0 }) else {
            throw BenchmarkError("pipe")
        }
        pipe = ends[1]
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        for output: CInt in [1, 2] { posix_spawn_file_actions_addopen(&actions, output, "/dev/null", O_WRONLY, 0) }
        let script = "trap : HUP INT TERM; while read -r line; do :; done; \(ending); rm -rf \"$1\""
        let arguments: [String] = ["/bin/sh", "-c", script, "sh", path]
        let words = arguments.map { strdup($0) }
        defer { for word in words { free(word) } }
        var id: pid_t = 0
        guard posix_spawn(&id, "/bin/sh", &actions, nil, words + [nil], environ) == 0 else {
            throw BenchmarkError("/bin/sh")
        }
    }
}
