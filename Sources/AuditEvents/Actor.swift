/// Who did it, and on whose behalf.
///
/// An agent that acts for a person is `Actor(.agent, "a_1", onBehalfOf: Actor(.human, "u_1"))`; the root of that chain
/// is the person.
public struct Actor: Hashable, Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        case human, agent, system, tool
    }

    public var kind: Kind
    public var id: String
    /// The next link of the chain; at most eight links in all.
    public var onBehalfOf: Actor? {
        get { principal.first }
        set { principal = newValue.map { [$0] } ?? [] }
    }
    /// Holds none or one: an array gives the recursive value its box.
    private var principal: [Actor]

    public init(_ kind: Kind, _ id: String, onBehalfOf: Actor? = nil) {
        self.kind = kind
        self.id = id
        self.principal = onBehalfOf.map { [$0] } ?? []
    }

    /// Of an `actor_type` and an `agent_id`, which earlier writers gave instead of an actor; nobody named is the system.
    ///
    /// - Throws: `missing_field` for a kind that needs an id.
    package static func reported(_ kind: Kind?, id: String?) throws(AuditError) -> Actor {
        switch (kind, id) {
        case (nil, nil), (nil, .some("system")), (.some(.system), nil): return Actor(.system, "system")
        case (nil, .some(let id)): return Actor(.agent, id)
        case (.some(let kind), .some(let id)): return Actor(kind, id)
        case (.some(let kind), nil):
            throw AuditError(
                .missingField, "actor is missing: an actor_type of \(kind.rawValue) needs an id, in actor or agent_id",
                field: "actor")
        }
    }

    public static let maximumChain = 8

    /// The last link: who all this was done for.
    public var root: Actor { onBehalfOf?.root ?? self }

    /// The number of links, this one included.
    public var chainLength: Int {
        var length = 1
        var link = self
        while let next = link.onBehalfOf {
            length += 1
            link = next
        }
        return length
    }
}
