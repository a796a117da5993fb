import AuditEvents
import NexusAudit

/// The request that a command makes itself: the edge where the command line's context is built.
enum CommandContext {
    /// Whoever runs the command, as an actor.
    static var login: Actor { Actor(.human, Environment.login) }

    /// The same as the credential under which the events of others are reported.
    static var credential: String { "\(login.kind.rawValue):\(login.id)" }

    static var env: String { Environment["NEXUS_ENV"] ?? "production" }

    /// - Parameters:
    ///   - requestID: nil makes one.
    ///   - traceID: As given; the engine refuses what is no trace id.
    static func make(
        tenant: String, actor: Actor = login, requestID: String? = nil, traceID: String? = nil
    ) -> RequestContext {
        var generator = SystemRandomNumberGenerator()
        return RequestContext(
            tenantID: tenant, requestID: requestID ?? "cli-" + EventID.uuidv7(at: .now(), using: &generator),
            w3cTraceID: traceID, actor: actor, env: env, surface: "cli")
    }
}
