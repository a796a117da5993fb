import AuditEvents
import MerkleLog

/// An event found for a trace, with its place in its log.
struct TraceEvent: Sendable {
    let tenant: TenantID
    let index: UInt64
    let leafHash: MerkleHash
    let event: DatasetEvent
}

/// Events of one request or trace as a story: in time order, each beneath the one that led to it.
struct TraceStory: Sendable {
    struct Line: Sendable {
        let event: TraceEvent
        /// Levels of indentation; 0 for whoever began.
        let depth: Int
    }

    let lines: [Line]

    /// - Parameter events: In any order.
    init(_ events: [TraceEvent]) {
        let ordered = events.sorted { left, right in
            (left.event.time, left.tenant, left.index) < (right.event.time, right.tenant, right.index)
        }
        var seen = Seen()
        lines = ordered.map { event in
            let depth = seen.depth(of: event.event)
            seen.add(event.event, depth: depth)
            return Line(event: event, depth: depth)
        }
    }

    /// What has been told so far, by the keys through which a later event can hang on an earlier one.
    private struct Seen {
        private struct Link: Hashable {
            var actor: ActorName
            var scope: String?
        }

        private struct ActorName: Hashable {
            var kind: Actor.Kind
            var id: String

            init(_ actor: Actor) {
                kind = actor.kind
                id = actor.id
            }
        }

        private var bySpan: [String: Int] = [:]
        private var byLink: [Link: Int] = [:]
        private var agentByScope: [String: Int] = [:]

        /// One level below the span that is named as the parent's; else below the last event of the one on whose
        /// behalf it was done, in the same span, step or run before any other; an actor's chain of principals sets
        /// the depth where none of them left an event.
        func depth(of event: DatasetEvent) -> Int {
            if let parent = event.metadata["parent_span_id"]?.string, let depth = bySpan[parent] { return depth + 1 }
            var principal = event.actor.onBehalfOf
            while let name = principal.map(ActorName.init) {
                for scope in Self.scopes(of: event) + [nil] {
                    if let depth = byLink[Link(actor: name, scope: scope)] { return depth + 1 }
                }
                principal = principal?.onBehalfOf
            }
            if event.actor.kind == .tool, event.actor.onBehalfOf == nil {
                for scope in Self.scopes(of: event) {
                    if let depth = agentByScope[scope] { return depth + 1 }
                }
            }
            return event.actor.chainLength - 1
        }

        mutating func add(_ event: DatasetEvent, depth: Int) {
            if let span = event.scope.spanID, bySpan[span] == nil { bySpan[span] = depth }
            let name = ActorName(event.actor)
            byLink[Link(actor: name, scope: nil)] = depth
            for scope in Self.scopes(of: event) {
                byLink[Link(actor: name, scope: scope)] = depth
                if event.actor.kind == .agent { agentByScope[scope] = depth }
            }
        }

        /// Narrowest first.
        private static func scopes(of event: DatasetEvent) -> [String] {
            [
                event.scope.spanID.map { "span " + $0 }, event.scope.stepID.map { "step " + $0 },
                event.scope.runID.map { "run " + $0 },
            ].compactMap { $0 }
        }
    }
}
