import ArgumentParser
import AuditEvents
import FileBackend
import Logging

/// Which store, and how to open it.
struct StoreOptions: ParsableArguments {
    @Option(
        name: .customLong("dir"),
        help: ArgumentHelp("The store's folder; $NEXUS_DIR where that is set.", valueName: "folder"))
    var path: String = Environment["NEXUS_DIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "./nexus-data"

    /// Opens the store for reading; takes no lock.
    func reader() async throws(AuditError) -> FileStoreReader { try await FileStoreReader.open(at: path) }

    /// Opens the store for writing, and closes it however `body` ends.
    func withBackend<Result>(_ body: (FileBackend) async throws -> Result) async throws -> Result {
        let backend = try await FileBackend.open(
            at: path, options: FileBackendOptions(createsIfMissing: false), logger: Logger(label: "nexus.file-backend"))
        let result: Result
        do {
            result = try await body(backend)
        } catch {
            // The first error is the one to report; what was accepted is durable either way.
            try? await backend.close()
            throw error
        }
        try await backend.close()
        return result
    }
}

struct TenantOptions: ParsableArguments {
    @Option(name: .long, help: "Whose log: t_ and 1 to 62 of a-z 0-9 _ -.")
    var tenant: TenantID
}
