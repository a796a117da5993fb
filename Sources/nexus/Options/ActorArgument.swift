import ArgumentParser
import AuditEvents

/// `kind:id` as an actor.
enum ActorArgument {
    /// - Throws: A usage error that does not repeat what was typed: an id may hold what must not be written.
    static func parse(_ text: String, option: String) throws -> Actor {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = Actor.Kind(rawValue: String(parts[0])), !parts[1].isEmpty else {
            let kinds = Actor.Kind.allCases.map { "\($0.rawValue):ID" }.joined(separator: ", ")
            throw ValidationError("\(option) takes one of \(kinds).")
        }
        return Actor(kind, String(parts[1]))
    }

    /// - Parameter principals: On whose behalf the actor works, then on whose behalf that one does, and so on.
    static func chain(_ actor: Actor, onBehalfOf principals: [Actor]) -> Actor {
        var next: Actor?
        for principal in principals.reversed() { next = Actor(principal.kind, principal.id, onBehalfOf: next) }
        return Actor(actor.kind, actor.id, onBehalfOf: next)
    }
}
