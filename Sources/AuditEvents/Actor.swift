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
