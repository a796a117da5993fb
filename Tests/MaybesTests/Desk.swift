import AuditEvents
import Foundation
import Maybes
import NexusAudit
import NexusTesting
import Testing

/// What a test works at: a folder for the notes that is gone afterwards, and an audit log.
final class Desk: Sendable {
    let folder: URL
    let log: MemoryBackend

    init(log: MemoryBackend = MemoryBackend()) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "maybes-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
        self.log = log
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    var database: String { folder.appending(path: "notes.sqlite").path }

    /// Opens the service on the desk's folder and log, or on `backend` in the log's stead.
    func open(
        _ backend: (any NexusBackend)? = nil, now: @escaping @Sendable () -> Timestamp = Timestamp.now
    ) async throws -> MaybesService {
        try await MaybesService.open(
            at: database, audit: AuditLogger(engine: LoggingEngine(backend: backend ?? log)), now: now)
    }

    /// The events of a tenant's log, in order.
    func events(of tenant: String = "t_demo") async throws -> [DatasetEvent] {
        let tenant = try #require(TenantID(tenant))
        var events: [DatasetEvent] = []
        while true {
            let entries = try await log.entries(of: tenant, from: UInt64(events.count), limit: 1_000)
            if entries.isEmpty { return events }
            for entry in entries { events.append(try DatasetEvent(leaf: entry.bytes)) }
        }
    }

    /// A copy of the folder as it is on disk now: what is left when the machine stops here.
    ///
    /// - Parameter other: The audit log beside it; nil keeps this one.
    func picture(log other: MemoryBackend? = nil) throws -> Desk {
        let copy = try Desk(log: other ?? log)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) where !name.hasSuffix("-shm") {
            try FileManager.default.copyItem(at: folder.appending(path: name), to: copy.folder.appending(path: name))
        }
        return copy
    }
}

extension RequestContext {
    static let ana = RequestContext(tenantID: "t_demo", userID: "u_ana", requestID: "req-ana")
    static let ben = RequestContext(tenantID: "t_demo", userID: "u_ben", requestID: "req-ben")
    static let anaElsewhere = RequestContext(tenantID: "t_other", userID: "u_ana", requestID: "req-else")
}

/// What `body` throws; a test fails if it throws nothing.
func failure(
    of body: () async throws -> some Any, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> MaybesError {
    do {
        _ = try await body()
    } catch {
        return try #require(error as? MaybesError, sourceLocation: sourceLocation)
    }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    throw CancellationError()
}
