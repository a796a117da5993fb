import AuditEvents
import Crypto
import MerkleLog
import Redaction
import Synchronization

/// What all copies of an engine share.
final class EngineCore: Sendable {
    let backend: any NexusBackend
    let redactor: Redactor
    let redact: @Sendable (inout EventTape, Pseudonymizer) throws(AuditError) -> PIIFlags
    let now: @Sendable () -> Timestamp
    let telemetry: EngineTelemetry
    let tenants: TenantStates
    let contentMAC: ContentMAC
    private let random = Mutex(PooledRandom())

    init(
        backend: any NexusBackend, redactor: Redactor,
        redact: @escaping @Sendable (inout EventTape, Pseudonymizer) throws(AuditError) -> PIIFlags,
        now: @escaping @Sendable () -> Timestamp, telemetry: EngineTelemetry
    ) {
        self.backend = backend
        self.redactor = redactor
        self.redact = redact
        self.now = now
        self.telemetry = telemetry
        let secrets = backend.secrets
        tenants = TenantStates(instance: backend.instance, pseudonymKeys: secrets.pseudonymKeys)
        contentMAC = ContentMAC(key: secrets.contentMACKey)
    }

    /// An id for an event that has none.
    func newID() -> OfferedID {
        let time = now()
        return .fresh(random.withLock { EventID.uuidv7(at: time, using: &$0) })
    }

    func preferences(of tenant: TenantState) async throws(AuditError) -> TrainingPreferences {
        try await tenant.preferences.current { () async throws(AuditError) in
            try await TrainingPreferences.load(of: tenant.id, from: self.backend)
        }
    }

    /// Logs and counts a failure, and gives it the ids by which the caller finds its event again.
    ///
    /// - Parameter isLogged: false counts it only: another failure of the same moment and reason was logged.
    func refuse(
        _ error: AuditError, _ identity: IdentityOfFailure, since start: ContinuousClock.Instant, isLogged: Bool = true
    ) -> AuditError {
        let identity = identity.withoutPII(error, redactor: redactor)
        var error = error
        error.eventID = error.eventID ?? identity.eventID
        error.tenantID = error.tenantID ?? identity.tenantID
        error.requestID = error.requestID ?? identity.requestID
        telemetry.refused(error, traceID: identity.traceID, since: start, isLogged: isLogged)
        return error
    }
}
