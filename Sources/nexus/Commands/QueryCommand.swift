import ArgumentParser
import AuditEvents
import AuditQuery
import NexusAudit
import SearchIndex

struct QueryCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "query",
        abstract: "Find events by who, what, when, and by words in them.",
        discussion: """
            An expression is conditions side by side: field:value, words, "words in this order"; with OR, -, NOT and \
            parentheses. A * stands for anything, > >= < <= and .. compare numbers, times and severities, and \
            metadata.region:eu-* asks for any member of input, output or metadata.

              actor type on-behalf-of agent      who             outcome severity class     how it went, and its kind
              action resource                    what            created time duration      when, how long
              request trace run step span        in which work   pii train recorded-by      what is known of it
              tenant project app surface env     where           event                      its id

            The index is made and brought up to date as needed; it is a view of the logs and can be deleted. With \
            --json each event is a line, and the last line is {"page":{"next":…}}, whose value --cursor takes.

            Examples:
              nexus query 'actor:u_1 action:maybes.* -outcome:success'
              nexus query 'severity:>=warning created:>-24h "no such note"' --tenant t_demo
              nexus query 'type:agent on-behalf-of:u_2' --facet action
              nexus query 'outcome:denied' --histogram 1h
            """)

    @OptionGroup var search: SearchOptions

    @Option(name: .long, help: "Events, at most.")
    var limit = 50

    @Flag(name: .long, help: "Every event that matches.")
    var all = false

    @Flag(name: .long, help: "The oldest first.")
    var oldest = false

    @Option(name: .long, help: "Go on behind an earlier answer: what it printed as next.")
    var cursor: SearchCursor?

    @Option(
        name: .long,
        help: ArgumentHelp("Count the values of a field instead, the most frequent first.", valueName: "field"))
    var facet: String?

    @Option(
        name: .long,
        help: ArgumentHelp("Count events by stretches of time instead: 30s, 15m, 1h, 1d.", valueName: "width"))
    var histogram: HistogramWidth?

    @Flag(name: .long, help: "Say how it would be found instead.")
    var explain = false

    @OptionGroup var index: IndexOptions
    @OptionGroup var store: StoreOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit takes a number from 1 up; --all prints every event.") }
        if [facet != nil, histogram != nil, explain].count(where: { $0 }) > 1 {
            throw ValidationError("Give one of --facet, --histogram and --explain.")
        }
    }

    func perform(_ console: Console) async throws {
        let scope = SearchScope(try search.query(isForPrograms: console.isJSON), tenant: search.tenant)
        let field = try facet.map { name throws(AuditError) in try QueryField(checked: name) }
        try await index.withIndex(of: store, console) { index in
            if let field {
                try await print(try await index.facet(field, limit: limit, of: scope), field, console)
            } else if let histogram {
                let counts = try await index.histogram(width: histogram.microseconds, of: scope)
                try HistogramPrinter(console: console).print(counts)
            } else if explain {
                try explainIt(try await index.explanation(of: scope), console)
            } else {
                try await printHits(index, scope, console)
            }
        }
    }

    private func printHits(_ index: SearchIndex, _ scope: SearchScope, _ console: Console) async throws {
        let printer = HitPrinter(console: console, showsTenant: search.tenant == nil)
        var left = all ? Int.max : limit
        var request = SearchRequest(
            scope, order: oldest ? .oldestFirst : .newestFirst, cursor: cursor, wantsTotal: true)
        var (total, next): (SearchCount?, SearchCursor?)
        var printed = 0
        repeat {
            request.limit = min(left, SearchRequest.maximumLimit)
            let page = try await index.search(request)
            try printer.print(page.hits)
            printed += page.hits.count
            left -= page.hits.count
            total = total ?? page.total
            request.wantsTotal = false
            request.cursor = page.next
            next = page.next
        } while next != nil && left > 0
        try printer.finish(printed: printed, total: cursor == nil ? total : nil, next: next)
    }

    private func print(_ facet: SearchFacet, _ field: QueryField, _ console: Console) async throws {
        if console.isJSON {
            for value in facet.values {
                try console.json([
                    "field": .string(field.description), "value": .string(value.text),
                    "count": .number(Double(value.count)),
                ])
            }
            return try console.json(["events": .object(facet.events.json)])
        }
        let width = facet.values.map { Text.count($0.count).count }.max() ?? 0
        for value in facet.values {
            let count = Text.count(value.count)
            let pad = String(repeating: " ", count: width - count.count)
            try console.line("\(pad)\(console.style.bold(count))  \(Terminal.printable(value.text))")
        }
        try console.out.flush()
        let events = Text.counted(UInt64(facet.events.value), "event", "events")
        console.note(
            facet.events.isExact ? "of \(events)" : "of the newest \(events): narrow the query to count all of them")
    }

    private func explainIt(_ typed: JSONObject, _ console: Console) throws {
        // What was typed is shown as it would be written.
        guard let explanation = try ValueRedaction().redact(.object(typed)).object else { return }
        if console.isJSON { return try console.json(explanation) }
        for line in Text.lines(of: explanation) { try console.line(line) }
    }
}

extension QueryField {
    /// - Throws: `invalid_query` for a name that means no field with values to count.
    init(checked name: String) throws(AuditError) {
        guard let field = QueryField(name) else {
            throw AuditError(
                .invalidQuery,
                "there is no such field to count: \(QueryField.countable.joined(separator: ", ")), or a path such as metadata.region",
                field: "facet")
        }
        self = field
    }
}

/// `30s`, `15m`, `1h`, `1d`, `1w`.
struct HistogramWidth: ExpressibleByArgument {
    let microseconds: Int64

    init?(argument: String) {
        guard let last = argument.last, let unit = QueryTime.Unit(rawValue: String(last)),
            let count = Int64(argument.dropLast()), (1...100_000).contains(count)
        else { return nil }
        microseconds = count * unit.seconds * 1_000_000
    }
}

extension SearchCount {
    /// `{"count":…,"exact":…}`.
    var json: JSONObject { ["count": .number(Double(value)), "exact": .bool(isExact)] }
}
