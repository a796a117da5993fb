import AuditEvents
import Dispatch
import FileBackend
import MerkleLog
import NexusAudit
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A process that emits is killed at random; whatever it had a receipt for must be there.
@Suite struct CrashTests {
    private struct Line {
        var tenant: TenantID
        var index: UInt64
        var id: String
        var leaf: String
    }

    @Test func everyAcknowledgedReceiptSurvivesAKill() async throws {
        let folder = Folder()
        var random = SeededGenerator(seed: 50)
        var receipts: [Line] = []
        for run in 0..<cases(50, all: 200, sanitized: 5) {
            receipts += try killed(folder, run: run, after: .random(in: 5...80, using: &random))
            // What the kill left is looked at by a reader first: it needs no recovery.
            let reader = try await FileStoreReader.open(at: folder.store)
            for line in receipts.suffix(200) {
                let entry = try #require(
                    try await reader.entries(of: line.tenant, from: line.index, limit: 1).first, "run \(run): \(line)")
                #expect(entry.leafHash.hex == line.leaf, "run \(run)")
            }
        }
        #expect(receipts.count > cases(1_000, all: 1_000, sanitized: 10))

        let store = try await FileBackend.open(at: folder.store)
        for line in receipts {
            #expect(try await store.index(ofEvent: line.id, tenant: line.tenant) == line.index)
            let entry = try await store.entries(of: line.tenant, from: line.index, limit: 1).first
            #expect(entry?.leafHash.hex == line.leaf)
        }
        let sizes = [UInt64](
            try await [store.size(of: tenant(0)), store.size(of: tenant(1)), store.size(of: tenant(2))])
        try await store.close()
        try await expectSound(folder.store)

        // No id twice, no gap: every entry that is there has an id of its own.
        let reader = try await FileStoreReader.open(at: folder.store)
        for number in 0..<3 {
            var ids: Set<String> = []
            var index: UInt64 = 0
            while case let entries = try await reader.entries(of: tenant(number), from: index, limit: 256),
                !entries.isEmpty
            {
                for entry in entries { ids.insert(try DatasetEvent(leaf: entry.bytes).eventID) }
                index += UInt64(entries.count)
            }
            #expect(index == sizes[number] && ids.count == Int(index))
        }
    }

    private func tenant(_ number: Int) -> TenantID { TenantID("t_\(number)")! }

    /// Runs the child for some milliseconds, kills it, and returns the receipts it had printed.
    private func killed(_ folder: Folder, run: Int, after milliseconds: Int) throws -> [Line] {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw Errno(errno) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var child = pid_t()
        var arguments: [UnsafeMutablePointer<CChar>?] =
            [Self.program, folder.store, "\(run)"].map { (text: String) in strdup(text) } + [nil]
        defer { for argument in arguments { free(argument) } }
        let result = posix_spawn(&child, Self.program, &actions, nil, &arguments, environ)
        close(ends[1])
        guard result == 0 else { throw Errno(result) }
        defer { close(ends[0]) }

        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        var isKilled = false
        var deadline = DispatchTime.distantFuture
        while true {
            var poller = pollfd(fd: ends[0], events: Int16(POLLIN), revents: 0)
            _ = poll(&poller, 1, 1)
            if poller.revents != 0 {
                let count = read(ends[0], &buffer, buffer.count)
                if count <= 0 { break }
                // The clock starts with the first receipt: opening takes as long as it takes.
                if output.isEmpty { deadline = .now() + .milliseconds(milliseconds) }
                output += buffer[..<count]
            }
            if !isKilled, DispatchTime.now() >= deadline {
                kill(child, SIGKILL)
                isKilled = true
            }
        }
        var status: Int32 = 0
        waitpid(child, &status, 0)
        #expect(
            isKilled, "run \(run): the child ended by itself: \(String(decoding: output.suffix(200), as: UTF8.self))")
        return String(decoding: output, as: UTF8.self).split(separator: "\n").compactMap { line in
            let parts = line.split(separator: " ")
            guard parts.count == 4, let tenant = TenantID(String(parts[0])), let index = UInt64(parts[1]) else {
                Issue.record("run \(run): \(line)")
                return nil
            }
            return Line(tenant: tenant, index: index, id: String(parts[2]), leaf: String(parts[3]))
        }
    }

    private struct Errno: Error {
        let number: Int32
        init(_ number: Int32) { self.number = number }
    }

    /// The child is built beside the tests.
    private static let program: String = {
        var path = [CChar](repeating: 0, count: 4_096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        var folder = String(decoding: path[..<max(0, count)].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        // The test bundle is an executable on Linux; with a helper process, it is the first argument.
        for candidate in [folder] + CommandLine.arguments {
            folder = candidate.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            if access(folder + "/crash-child", X_OK) == 0 { return folder + "/crash-child" }
        }
        preconditionFailure("crash-child is not beside the tests")
    }()
}
