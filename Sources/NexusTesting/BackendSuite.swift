public import AuditEvents
public import NexusAudit
import Redaction

/// What every backend must pass.
///
/// ```swift
/// @Test(arguments: BackendSuite.checks) func passes(_ check: BackendSuite.Check) async throws {
///     try await BackendSuite { MemoryBackend() }.run(check)
/// }
/// ```
public struct BackendSuite: Sendable {
    /// A broken promise, with what was seen instead.
    public struct Failure: Error, Sendable, CustomStringConvertible {
        public let description: String

        public init(description: String) { self.description = description }
    }

    /// One promise.
    public struct Check: Sendable, CustomStringConvertible {
        public let name: String
        let body: @Sendable (BackendSuite) async throws -> Void

        public var description: String { name }

        init(_ name: String, _ body: @escaping @Sendable (BackendSuite) async throws -> Void) {
            self.name = name
            self.body = body
        }
    }

    let open: @Sendable () async throws -> any NexusBackend
    let reopen: (@Sendable (any NexusBackend) async throws -> any NexusBackend)?

    /// - Parameters:
    ///   - open: Makes an empty store of its own at each call.
    ///   - reopen: Opens the store of a backend that was closed; nil for one that does not outlive its process, which
    ///     leaves that check out.
    public init(
        reopen: (@Sendable (any NexusBackend) async throws -> any NexusBackend)? = nil,
        open: @escaping @Sendable () async throws -> any NexusBackend
    ) {
        self.open = open
        self.reopen = reopen
    }

    /// Every promise, in the order of `NexusBackend`.
    public static let checks: [Check] =
        appendChecks + duplicateChecks + readingChecks + publishingChecks + keyChecks + lifecycleChecks

    /// - Throws: `Failure`, or what the backend threw where it should not.
    public func run(_ check: Check) async throws { try await check.body(self) }

    /// Runs all checks, one after the other.
    ///
    /// - Throws: `Failure` naming the first check that failed.
    public func runAll() async throws {
        for check in Self.checks {
            do {
                try await run(check)
            } catch {
                throw Failure(description: "\(check.name): \(error)")
            }
        }
    }

    // MARK: Tools of the checks

    public static let anna = TenantID("t_anna")!
    public static let bert = TenantID("t_bert")!
    public static let start = Timestamp(microseconds: 1_769_851_800_000_000)

    /// Opens a store, runs `body` and closes the store.
    func with(_ body: (any NexusBackend) async throws -> Void) async throws {
        let backend = try await open()
        do {
            try await body(backend)
        } catch {
            try? await backend.close()
            throw error
        }
        try await backend.close()
    }

    /// A stored event, since a backend may read ids, stamps and actions out of what it stored.
    ///
    /// - Parameter padding: Bytes of text in the event's input.
    public static func entry(
        _ eventID: String, tenant: TenantID = anna, isFresh: Bool = false, at time: Timestamp = start,
        isControl: Bool = false, padding: Int = 0
    ) -> NewEntry {
        let action = isControl ? ControlEvent.setTrainPreference : "suite.append"
        var input: JSONObject = ["text": .string(String(repeating: "x", count: padding))]
        if isControl { input = TrainPreferenceChange(subject: .tenant, isOptOut: true).input }
        let event = DatasetEvent(
            eventID: eventID, time: start, tenantID: tenant.description, env: "test", surface: "suite",
            agentID: "system", action: action, actor: Actor(.system, "system"), input: input,
            metadata: [
                "action": .string(action), "actor_type": "system", "request_id": "r", "trace_id": "r",
            ],
            record: EngineRecord(
                recordedAt: time, piiFlags: PIIFlags(policy: "none"), trainOK: true, trainReason: .allowed))
        return NewEntry(
            tenant: tenant, eventID: eventID, isFreshID: isFresh, recordedAt: time, isControl: isControl,
            bytes: JSONValue.object(event.json).canonicalBytes())
    }

    @discardableResult
    static func append(_ entry: NewEntry, to backend: any NexusBackend) async throws -> UInt64 {
        let outcome = try await backend.append(entry)
        guard case .appended(let index) = outcome else {
            throw Failure(description: "\(entry.eventID) of \(entry.tenant) was not appended: \(outcome)")
        }
        return index
    }

    static func expect<Value: Equatable>(
        _ seen: Value, is wanted: Value, _ what: String
    ) throws {
        guard seen == wanted else { throw Failure(description: "\(what): expected \(wanted), found \(seen)") }
    }

    /// Shows bytes as text, without what is alike at the beginning.
    static func expect(_ seen: [UInt8]?, is wanted: [UInt8]?, _ what: String) throws {
        guard seen != wanted else { return }
        guard let seen, let wanted else {
            throw Failure(description: "\(what): expected \(wanted == nil ? "none" : "some"), found the contrary")
        }
        let common = zip(seen, wanted).prefix { $0 == $1 }.count
        func rest(_ bytes: [UInt8]) -> String { String(decoding: bytes.dropFirst(common).prefix(80), as: UTF8.self) }
        throw Failure(
            description:
                "\(what): from byte \(common) on expected \"\(rest(wanted))\" (of \(wanted.count) bytes), found "
                + "\"\(rest(seen))\" (of \(seen.count))")
    }

    static func expect(_ code: AuditError.Code, _ what: String, from body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch let error as AuditError {
            return try expect(error.code.rawValue, is: code.rawValue, what)
        }
        throw Failure(description: "\(what): expected \(code.rawValue), found no error")
    }

    /// A log as read in pages.
    static func allEntries(of tenant: TenantID, in backend: any LogReader, page: Int = 100) async throws -> [LogEntry] {
        var entries: [LogEntry] = []
        while true {
            let next = try await backend.entries(of: tenant, from: UInt64(entries.count), limit: page)
            guard !next.isEmpty else { return entries }
            guard next.count <= page else { throw Failure(description: "more entries than the limit") }
            entries += next
        }
    }
}
