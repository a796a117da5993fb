import FoundationEssentials
import Glibc

/// A PostgreSQL server of our own, thrown away at the end.
final class PostgresCluster: Sendable {
    /// Debian's place for servers, the newest first.
    private static let programs: String? = {
        let root = "/usr/lib/postgresql"
        let versions = ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).compactMap { Int($0) }
        return versions.sorted().last.map { "\(root)/\($0)/bin" }
    }()

    /// `PostgreSQL 15`; nil where none is installed.
    static let name = programs.map { "PostgreSQL " + $0.dropFirst("/usr/lib/postgresql/".count).prefix { $0 != "/" } }

    /// It does not run as root: then it is the user `postgres`.
    private static let asServer = geteuid() == 0 ? ["/usr/sbin/runuser", "-u", "postgres", "--"] : []

    /// Shell's words that stop the server in the folder `$1`.
    static let ending = """
        [ -e "$1/postgres/postmaster.pid" ] && \(asServer.joined(separator: " ")) \
        \(programs ?? "")/pg_ctl -D "$1/postgres" -m immediate -w stop
        """

    private let port: Int
    private let folder: KeptFolder
    private let server: pid_t

    init(in folder: KeptFolder) throws {
        guard let programs = Self.programs else { throw Skipped(description: "PostgreSQL is not installed") }
        self.folder = folder
        port = try Self.freePort()
        let data = folder.path + "/postgres"
        guard mkdir(data, 0o700) == 0 else { throw BenchmarkError("mkdir \(data)") }
        if geteuid() == 0, let user = getpwnam("postgres") {
            guard chown(data, user.pointee.pw_uid, user.pointee.pw_gid) == 0 else {
                throw BenchmarkError("chown \(data)")
            }
        }
        try Self.run(
            "\(programs)/initdb",
            ["-D", data, "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C"])
        let settings = [
            "listen_addresses=127.0.0.1", "unix_socket_directories=", "shared_buffers=512MB", "work_mem=64MB",
            "maintenance_work_mem=512MB", "effective_cache_size=4GB", "random_page_cost=1.1", "max_wal_size=8GB",
            "synchronous_commit=off", "jit=off",
        ]
        try Self.run(
            "\(programs)/pg_ctl",
            [
                "-D", data, "-l", "\(data)/log", "-w", "-o",
                (["-p", "\(port)"] + settings.flatMap { ["-c", $0] }).joined(separator: " "), "start",
            ])
        let first = try String(contentsOfFile: data + "/postmaster.pid", encoding: .utf8).prefix { $0 != "\n" }
        guard let server = pid_t(first) else { throw BenchmarkError("postmaster.pid") }
        self.server = server
    }

    private static func run(_ path: String, _ arguments: [String]) throws {
        let words = asServer + [path] + arguments
        _ = try Child(words[0], Array(words.dropFirst())).finish()
    }

    /// Runs statements, one behind the other.
    ///
    /// - Returns: What they answer, a line a row, columns between tabs.
    @discardableResult
    func query(_ statements: String...) throws -> [[Substring]] {
        let output = folder.path + "/answer"
        defer { unlink(output) }
        _ = try Child(
            "/usr/bin/psql",
            [
                "-X", "-q", "-A", "-t", "-F", "\t", "-v", "ON_ERROR_STOP=1", "-o", output, "-h", "127.0.0.1", "-p",
                "\(port)",
            ]
                + ["-U", "postgres", "-d", "postgres"] + statements.flatMap { ["-c", $0] }
        ).finish()
        let text = (try? String(contentsOfFile: output, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").map { $0.split(separator: "\t", omittingEmptySubsequences: false) }
    }

    /// Processor time of all connections that have ended, to a hundredth of a second.
    var processorTime: Duration {
        // What a connection used is the server's once it has waited for its end.
        usleep(50_000)
        guard let text = try? String(contentsOfFile: "/proc/\(server)/stat", encoding: .utf8) else { return .zero }
        let fields = text.drop { $0 != ")" }.split(separator: " ")
        let ticks = fields.indices.contains(15) ? [12, 13, 14, 15].reduce(0) { $0 + (Int(fields[$1]) ?? 0) } : 0
        return .seconds(Double(ticks) / Double(sysconf(Int32(_SC_CLK_TCK))))
    }

    private static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw BenchmarkError("socket") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafeMutablePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                guard bind(descriptor, pointer, length) == 0, getsockname(descriptor, pointer, &length) == 0 else {
                    throw BenchmarkError("bind")
                }
            }
            return Int(UInt16(bigEndian: pointer.pointee.sin_port))
        }
    }
}
