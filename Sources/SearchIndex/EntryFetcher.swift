import AuditEvents
import NexusAudit

/// Reads the entries of rows from their logs: neighbours together, each bundle once.
struct EntryFetcher: Sendable {
    let reader: any LogReader

    /// Entries that a bundle of the published log holds.
    private static let block: UInt64 = 256

    /// - Returns: The entries in the order of the rows; nil for one that no log has.
    func entries(of rows: [EventRow]) async throws(AuditError) -> [LogEntry?] {
        var found = [LogEntry?](repeating: nil, count: rows.count)
        let order = rows.indices.sorted { left, right in
            (rows[left].tenant, rows[left].index) < (rows[right].tenant, rows[right].index)
        }
        var at = order.startIndex
        while at < order.endIndex {
            let first = rows[order[at]]
            let end =
                order[at...].firstIndex { place in
                    rows[place].tenant != first.tenant || rows[place].index / Self.block != first.index / Self.block
                } ?? order.endIndex
            try await read(order[at..<end], rows, into: &found)
            at = end
        }
        return found
    }

    private func read(
        _ places: ArraySlice<Int>, _ rows: [EventRow], into found: inout [LogEntry?]
    ) async throws(AuditError) {
        var places = places
        while let place = places.first {
            let (row, last) = (rows[place], rows[places[places.endIndex - 1]])
            let entries = try await reader.entries(
                of: row.tenant, from: row.index, limit: Int(last.index - row.index + 1))
            guard let end = entries.last?.index else { return }
            for place in places.prefix(while: { rows[$0].index <= end }) {
                let entry = entries[Int(rows[place].index - row.index)]
                if entry.index == rows[place].index { found[place] = entry }
            }
            places = places.drop { rows[$0].index <= end }
        }
    }
}
