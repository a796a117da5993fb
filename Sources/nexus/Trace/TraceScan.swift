import AuditEvents
import AuditQuery
import NexusAudit

/// Finds the events of a request or trace in every log.
struct TraceScan {
    let search: any EventSearch

    func events(of id: String) async throws(AuditError) -> [TraceEvent] {
        let pattern = TextPattern(literal: id)
        let query = EventQuery(
            .or([
                .condition(.text(.named(.request), pattern)), .condition(.text(.named(.trace), pattern)),
            ]))
        var request = SearchRequest(SearchScope(query), order: .oldestFirst, limit: SearchRequest.maximumLimit)
        var found: [TraceEvent] = []
        repeat {
            let page = try await search.search(request)
            for hit in page.hits {
                found.append(
                    TraceEvent(
                        tenant: hit.tenant, index: hit.entry.index, leafHash: hit.entry.leafHash, event: try hit.event()
                    ))
            }
            request.cursor = page.next
        } while request.cursor != nil
        return found
    }
}
