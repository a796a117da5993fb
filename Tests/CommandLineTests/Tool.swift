import AuditEvents
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The built `nexus`, run as a process of its own on a store in a folder of its own.
struct Tool {
    /// Deleted when the last copy of this value goes.
    let folder: TemporaryFolder
    var store: String { folder.path + "/store" }

    init() throws { folder = try TemporaryFolder() }

    /// With a store made by `nexus init`.
    static func withStore() throws -> Tool {
        let tool = try Tool()
        try tool.run("init", "--instance", "audit.example.com").expectDone()
        return tool
    }

    /// What a finished process left.
    struct Outcome {
        /// 128 + the signal's number for a process that a signal ended.
        var code: Int32
        var out: [UInt8]
        var err: [UInt8]

        var text: String { String(decoding: out, as: UTF8.self) }
        var errorText: String { String(decoding: err, as: UTF8.self) }

        /// Each line of stdout as a JSON object.
        var objects: [JSONObject] {
            get throws {
                try out.split(separator: UInt8(ascii: "\n")).map { line in
                    try #require(try JSONValue(parsing: line).object, "a line that is no object")
                }
            }
        }

        var object: JSONObject {
            get throws {
                let objects = try objects
                try #require(objects.count == 1, "\(objects.count) lines instead of one: \(text)")
                return objects[0]
            }
        }

        /// The one error line on stderr.
        var error: JSONObject {
            get throws {
                #expect(err.last == UInt8(ascii: "\n"))
                try #require(err.split(separator: UInt8(ascii: "\n")).count == 1, "not one line: \(errorText)")
                return try #require(try JSONValue(parsing: err.dropLast())["error"]?.object)
            }
        }

        @discardableResult
        func expectDone(_ location: SourceLocation = #_sourceLocation) throws -> Outcome {
            try #require(
                code == 0 && err.isEmpty, "exit \(code): \(errorText)\(text.prefix(2000))", sourceLocation: location)
            return self
        }
    }

    @discardableResult
    func run(_ arguments: String..., input: String? = nil, environment: [String: String] = [:]) throws -> Outcome {
        try run(arguments, input: input.map { Array($0.utf8) }, environment: environment)
    }

    func run(_ arguments: [String], input: [UInt8]? = nil, environment: [String: String] = [:]) throws -> Outcome {
        let inputPath: String
        if let input {
            inputPath = folder.path + "/stdin-\(UInt64.random(in: 0 ... .max))"
            try Files.write(input, to: inputPath)
        } else {
            inputPath = "/dev/null"
        }
        let process = try start(arguments, inputPath: inputPath, environment: environment)
        return try process.finish()
    }

    /// Starts without waiting.
    func start(
        _ arguments: [String], inputPath: String = "/dev/null", outputPath: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Running {
        try Running(
            executable: Self.path, arguments: arguments, input: inputPath, folder: folder.path,
            outputPath: outputPath, environment: ["NEXUS_DIR": store].merging(environment) { $1 })
    }

    /// Runs a line of shell in which `$NEXUS` is the program.
    func shell(_ line: String) throws -> Outcome {
        try Running(
            executable: "/bin/bash", arguments: ["-o", "pipefail", "-c", line], input: "/dev/null", folder: folder.path,
            outputPath: nil, environment: ["NEXUS_DIR": store, "NEXUS": Self.path]
        ).finish()
    }

    func file(_ name: String) -> String { folder.path + "/" + name }

    static let path = path(of: "nexus")

    /// Beside the test bundle, wherever that was built.
    static func path(of program: String) -> String {
        var candidates: [String] = []
        for argument in [Files.target(ofLink: "/proc/self/exe")] + CommandLine.arguments {
            guard let argument, let slash = argument.lastIndex(of: "/") else { continue }
            candidates.append(String(argument[..<slash]) + "/" + program)
        }
        candidates.append(Files.repository + "/.build/debug/" + program)
        return candidates.first { access($0, X_OK) == 0 } ?? program + "-is-not-built"
    }
}

/// A process that runs, with its output going to files.
final class Running {
    let pid: pid_t
    let outputPath: String
    private let errorPath: String
    private var status: Int32?

    init(
        executable: String, arguments: [String], input: String, folder: String, outputPath: String?,
        environment: [String: String]
    ) throws {
        let name = "\(folder)/process-\(UInt64.random(in: 0 ... .max))"
        self.outputPath = outputPath ?? name + ".out"
        errorPath = name + ".err"

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, self.outputPath, O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errorPath, O_WRONLY | O_CREAT, 0o600)

        // As a shell would start it: the test runner may block or ignore signals.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, number) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        var variables = ["PATH": "/usr/bin:/bin", "HOME": folder, "LANG": "C.UTF-8"]
        for name in ["LD_LIBRARY_PATH", "TSAN_OPTIONS"] {
            if let value = getenv(name) { variables[name] = String(cString: value) }
        }
        variables.merge(environment) { $1 }
        var arguments = ([executable] + arguments).map { strdup($0) } + [nil]
        var environment = variables.map { strdup("\($0)=\($1)") } + [nil]
        defer { for pointer in arguments + environment { free(pointer) } }
        var pid: pid_t = 0
        let result = posix_spawn(&pid, executable, &actions, &attributes, &arguments, &environment)
        try #require(result == 0, "cannot start \(executable): \(String(cString: strerror(result)))")
        self.pid = pid
    }

    deinit {
        if status == nil {
            kill(pid, SIGKILL)
            var status: Int32 = 0
            waitpid(pid, &status, 0)
        }
    }

    func signal(_ number: Int32) { kill(pid, number) }

    func finish() throws -> Tool.Outcome {
        if status == nil {
            var raw: Int32 = 0
            while waitpid(pid, &raw, 0) < 0 && errno == EINTR {}
            status = raw & 0x7F == 0 ? (raw >> 8) & 0xFF : 128 + (raw & 0x7F)
        }
        return Tool.Outcome(
            code: status ?? -1, out: outputPath.hasPrefix("/dev/") ? [] : try Files.read(outputPath),
            err: try Files.read(errorPath))
    }

    /// Waits until what has been printed so far fulfils `condition`.
    func waitForOutput(
        _ condition: (String) -> Bool, _ location: SourceLocation = #_sourceLocation
    ) async throws -> String {
        for _ in 0..<600 {
            let text = String(decoding: try Files.read(outputPath), as: UTF8.self)
            if condition(text) { return text }
            try await Task.sleep(for: .milliseconds(50))
        }
        let text = String(decoding: try Files.read(outputPath), as: UTF8.self)
        throw Gone(description: "waited 30 s in vain; printed so far: \(text.suffix(500))")
    }

    /// Watches the process until it ends.
    ///
    /// - Returns: The most memory it had at a time, in KiB.
    func peakMemory() async throws -> Int {
        var peak = 0
        while true {
            let status = String(decoding: (try? Files.read("/proc/\(pid)/status")) ?? [], as: UTF8.self)
            // An ended process that nobody has waited for has no memory any more.
            guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") }) else { return peak }
            peak = line.split(separator: " ").compactMap { Int($0) }.first ?? peak
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    struct Gone: Error, CustomStringConvertible { var description: String }
}
