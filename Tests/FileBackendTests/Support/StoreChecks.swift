import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

let anna = TenantID("t_anna")!
let bert = TenantID("t_bert")!
let start = Timestamp(microseconds: 1_769_851_800_000_000)

extension FileBackendOptions {
    /// Publishes only when asked to, so that a test decides what is where.
    static var patient: FileBackendOptions {
        var options = FileBackendOptions()
        options.publishInterval = .seconds(3_600)
        return options
    }
}

/// Appends an entry that must be new.
@discardableResult
func append(
    _ id: String, to backend: any NexusBackend, tenant: TenantID = anna, padding: Int = 40, isControl: Bool = false
) async throws -> (index: UInt64, leaf: MerkleHash) {
    let entry = BackendSuite.entry(id, tenant: tenant, isControl: isControl, padding: padding)
    let outcome = try await backend.append(entry)
    guard case .appended(let index) = outcome else {
        throw BackendSuite.Failure(description: "\(id) was not appended: \(outcome)")
    }
    return (index, entry.leafHash)
}

/// Everything that can be said against a closed or open store: its logs and its journal.
func findings(in store: String, _ tenants: [TenantID]? = nil) async throws -> [VerificationFinding] {
    let reader = try await FileStoreReader.open(at: store)
    var found: [VerificationFinding] = []
    for tenant in try await reader.tenants() where tenants?.contains(tenant) ?? true {
        found += try await LogVerifier(reader: reader).verify(tenant).findings
    }
    for (tenant, journal) in try await reader.verifyJournal() where tenants?.contains(tenant) ?? true {
        found += journal
    }
    return found
}

func expectSound(
    _ store: String, _ comment: Comment? = nil, tenants: [TenantID]? = nil,
    at location: SourceLocation = #_sourceLocation
)
    async throws
{
    let found = try await findings(in: store, tenants)
    #expect(found.isEmpty, comment ?? "\(found.map(\.message))", sourceLocation: location)
}

/// Runs `body`, which must throw an `AuditError`.
func failure(_ body: () async throws -> Void) async throws -> AuditError {
    do {
        try await body()
    } catch let error as AuditError {
        return error
    }
    throw BackendSuite.Failure(description: "no error was thrown")
}
