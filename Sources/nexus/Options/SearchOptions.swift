import ArgumentParser
import AuditEvents
import AuditQuery
import Logging
import NexusAudit
import Redaction
import SearchIndex

/// Which events: an expression, whose they are, and where the index is.
struct SearchOptions: ParsableArguments {
    @Argument(
        parsing: .allUnrecognized,
        help: ArgumentHelp(
            "What to look for, such as 'actor:u_1 -outcome:success'; everything if left out.", valueName: "expression"))
    var expression: [String] = []

    @Option(name: .long, help: "Whose log (default: those of all tenants).")
    var tenant: TenantID?

    func validate() throws {
        // Everything that is no option of ours comes here, and so does a misspelt one.
        if let option = expression.first(where: { $0.hasPrefix("--") }) {
            throw ValidationError("There is no option \(option.prefix { $0 != "=" }).")
        }
    }

    /// - Throws: `invalid_query`.
    /// - Parameter isForPrograms: Whether the error will be read by one, and needs no picture.
    func query(isForPrograms: Bool) throws(AuditError) -> EventQuery {
        let text = expression.joined(separator: " ")
        do {
            return try EventQuery(checked: text)
        } catch {
            var marked = error
            if !isForPrograms, let fault = error.cause as? QueryError {
                marked.cause = MarkedExpression(text: text, fault: fault)
            }
            throw marked
        }
    }
}

/// An expression with what is wrong in it, for people: the text, and a mark beneath the place.
struct MarkedExpression: Error {
    let text: String
    let fault: QueryError

    /// Empty where the text may hold what must not be shown, or is long.
    var lines: [String] {
        guard text.count <= 100, Redactor().redact(text).text == text, Terminal.printable(text) == text else {
            return []
        }
        return ["  " + text, "  " + String(repeating: " ", count: fault.column - 1) + "^"]
    }
}

/// Where the search index of a store is.
struct IndexOptions: ParsableArguments {
    @Option(
        name: .customLong("index"),
        help: ArgumentHelp("The search index (default: index.sqlite in the store's folder).", valueName: "file"))
    var path: String?

    func path(in store: StoreOptions) -> String { path ?? store.path + "/index.sqlite" }

    /// Opens the index, takes in what is new, with a bar where that takes long, and closes it however `body` ends.
    func withIndex<Result>(
        of store: StoreOptions, _ console: Console, _ body: (SearchIndex) async throws -> Result
    ) async throws -> Result {
        let reader = try await store.reader()
        let index = try await SearchIndex.open(
            at: path(in: store), over: reader,
            logger: Logger(label: "nexus.search-index") { _ in SwiftLogNoOpLogHandler() })
        let progress = Progress("indexing", unit: "entries")
        defer { progress.finish() }
        let result: Result
        do {
            try await index.catchUp { progress.update($0, of: $1) }
            progress.finish()
            if let notice = index.notice { console.note(notice) }
            result = try await body(index)
        } catch {
            try? await index.close()
            throw error
        }
        try await index.close()
        return result
    }
}
