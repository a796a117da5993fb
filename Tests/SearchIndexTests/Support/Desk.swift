import AuditEvents
import AuditQuery
import Foundation
import Logging
import NexusAudit
import NexusTesting
import Synchronization
import Testing

@testable import SearchIndex

/// A folder of the test's own, gone when the value is.
final class Folder: Sendable {
    let path: String

    init() throws {
        let base = FileManager.default.isWritableFile(atPath: "/dev/shm") ? "/dev/shm" : NSTemporaryDirectory()
        path = "\(base)/nexus-search-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    }

    var index: String { path + "/index.sqlite" }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// An engine on a store in memory, and an index over it.
struct Desk {
    let folder: Folder
    let memory = MemoryBackend()
    let clock = ManualClock()
    let log = LogRecorder()
    let engine: LoggingEngine

    static let anna = TenantID("t_anna")!
    static let bert = TenantID("t_bert")!

    init() throws {
        folder = try Folder()
        engine = LoggingEngine(backend: memory, logger: log.logger("engine"), now: clock.now)
    }

    func open(
        _ options: SearchIndexOptions = SearchIndexOptions(),
        onStep: @escaping @Sendable (IndexWriter.Step) -> Void = { _ in }
    ) async throws -> SearchIndex {
        try await SearchIndex.open(
            at: folder.index, over: memory, options: options, logger: log.logger("index"), now: clock.now,
            onStep: onStep)
    }

    @discardableResult
    func emit(
        _ action: String = "notes.create", tenant: TenantID = anna, user: String = "u_1", resource: Resource? = nil,
        outcome: Outcome = .success, severity: Severity = .info, input: JSONObject = [:], metadata: JSONObject = [:],
        request: String = "req-1", eventID: String? = nil
    ) async throws -> Receipt {
        let context = RequestContext(tenantID: tenant.description, userID: user, requestID: request)
        let event = IncomingEvent(
            eventID: eventID, action: action, resource: resource, outcome: outcome, severity: severity, input: input,
            metadata: metadata)
        return try await engine.run(event, context: context)
    }
}

extension SearchIndex {
    /// The places of all events that match, page by page.
    func places(
        _ expression: String, tenant: TenantID? = nil, order: SearchRequest.Order = .newestFirst, limit: Int = 1_000
    ) async throws -> [String] {
        try await places(of: SearchScope(try EventQuery(expression), tenant: tenant), order: order, limit: limit)
    }

    func places(
        of scope: SearchScope, order: SearchRequest.Order = .newestFirst, limit: Int = 1_000
    ) async throws -> [String] {
        var request = SearchRequest(scope, order: order, limit: limit)
        var places: [String] = []
        repeat {
            let page = try await search(request)
            #expect(page.hits.count <= limit)
            places += page.hits.map { "\($0.tenant)#\($0.entry.index)" }
            request.cursor = page.next
        } while request.cursor != nil
        return places
    }
}

/// The error that `body` throws; fails the test when it throws none.
func auditError(
    sourceLocation: SourceLocation = #_sourceLocation, from body: () async throws -> Void
) async throws -> AuditError {
    do {
        try await body()
    } catch let error as AuditError {
        return error
    }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    throw AuditError("nothing_thrown", "")
}
