import ArgumentParser
import AuditEvents
import NexusAudit

struct TailCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "tail",
        abstract: "Follow events that match, as they are accepted.",
        discussion: """
            Reads the logs themselves, beside a running writer: misses nothing and repeats nothing. Ctrl-C ends it with exit \
            code 0 and says where it was; --cursor goes on from there, however much later. With --json every line has \
            the cursor behind it.

            Examples:
              nexus tail 'severity:>=warning'
              nexus tail 'action:auth.*' --tenant t_demo --json | ./forward
              nexus tail --tenant t_demo --cursor "$(cat position)"
            """)

    @OptionGroup var search: SearchOptions

    @Option(name: .long, help: "Go on behind an earlier run: the cursor that it printed.")
    var cursor: TailCursor?

    @Flag(name: .long, help: "Begin with the oldest event, not with what comes from now on.")
    var fromStart = false

    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if cursor != nil, fromStart { throw ValidationError("Give one of --cursor and --from-start.") }
    }

    func perform(_ console: Console) async throws {
        let query = try search.query(isForPrograms: console.isJSON)
        let interruption = Interruption()
        let reader = try await store.reader()
        let start: LogTail.Start = cursor.map { .cursor($0) } ?? (fromStart ? .beginning : .now)
        let tail = LogTail(query, of: reader, tenant: search.tenant, from: start)
        let position = try await withThrowingTaskGroup(of: TailCursor?.self) { group in
            group.addTask { try await follow(tail, console) }
            group.addTask {
                while !interruption.isRequested, !Task.isCancelled { try? await Task.sleep(for: .milliseconds(50)) }
                return nil
            }
            // Whichever ends first: the signal, or a failure.
            _ = try await group.next()
            group.cancelAll()
            return try await group.next() ?? nil
        }
        guard let position else { return }
        if console.isJSON {
            try console.json(["cursor": .string("\(position)")])
        } else {
            try console.out.flush()
            console.note("go on with --cursor \(position)")
        }
    }

    private func follow(_ tail: LogTail, _ console: Console) async throws -> TailCursor? {
        var iterator = tail.makeAsyncIterator()
        while let event = try await iterator.next() {
            if console.isJSON {
                var object = try HitPrinter.object(of: event.hit)
                object["cursor"] = .string("\(event.cursor)")
                try console.json(object)
            } else {
                let place = console.style.dim(
                    "\(search.tenant == nil ? "\(event.hit.tenant)" : "")#\(event.hit.entry.index)")
                try console.line("\(EntryPrinter.summary(of: try event.hit.event(), console.style))  \(place)")
            }
            try console.out.flush()
        }
        return iterator.position
    }
}
