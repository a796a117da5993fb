/// Parts of the event as values.
extension EventTape {
    package func readActor() -> Actor? {
        var chain: Actor?
        for link in actor.reversed() { chain = Actor(link.kind, tape.string(link.id), onBehalfOf: chain) }
        return chain
    }

    /// Who stands at the root of the actor chain, as it will be written.
    package var root: Actor {
        guard let link = actor.last else { return Actor(.system, "system") }
        if case .text(let id)? = tape.edit(link.id) { return Actor(link.kind, id) }
        return Actor(link.kind, tape.string(link.id))
    }

    package var scope: EventScope {
        EventScope(
            projectID: string(.projectID), appID: string(.appID), surfaceID: string(.surfaceID),
            runID: string(.runID), stepID: string(.stepID), spanID: string(.spanID))
    }

    package func readAnalytics() -> Analytics {
        var read = Analytics()
        for field in [EventField.analyticsEventType, .analyticsPlatform, .assetAltText] {
            read.fields[field.name] = string(field)
        }
        for key in analytics { read.fields[tape.string(key)] = tape.string(key + 1) }
        return read
    }
}

extension JSONTape {
    /// The resource at a place where one was found.
    package func resource(_ place: Int) -> Resource {
        func text(_ name: String) -> String { key(name, of: place).map { string($0 + 1) } ?? "" }
        return Resource(text("type"), text("id"))
    }
}
