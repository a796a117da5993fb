import AuditEvents
import AuditQuery
import NexusAudit

/// Prints found events: a table for people, an object a line for programs.
struct HitPrinter {
    let console: Console
    let showsTenant: Bool

    func print(_ hits: [SearchHit]) throws {
        if console.isJSON {
            for hit in hits { try console.json(try Self.object(of: hit)) }
            return
        }
        let rows = try hits.map { try row($0) }
        let widths = (0..<(rows.first?.count ?? 0)).map { column in rows.map { $0[column].text.count }.max() ?? 0 }
        for (row, hit) in zip(rows, hits) {
            let cells = row.indices.map { column in
                column == row.count - 1 ? row[column].styled : row[column].padded(to: widths[column])
            }
            try console.line(cells.joined(separator: "  "))
            for highlight in hit.highlights where highlight.isInText { try console.line("    " + marked(highlight)) }
        }
    }

    /// What to say behind the last event.
    func finish(printed: Int, total: SearchCount?, next: SearchCursor?) throws {
        if console.isJSON {
            var page = JSONObject()
            page["next"] = next.map { .string($0.description) } ?? .null
            if let total { page["total"] = .object(total.json) }
            return try console.json(["page": .object(page)])
        }
        try console.out.flush()
        guard printed > 0 else { return console.note("no event matches") }
        guard let next else { return console.note(Text.counted(UInt64(printed), "event", "events")) }
        let all = total.map { " of \($0.isExact ? "" : "more than ")\(Text.count($0.value))" } ?? ""
        console.note("\(Text.count(printed))\(all); go on with --cursor \(next)")
    }

    /// `{"tenant_id","index","leaf_hash","event","matched":[{"path","text","ranges":[[from,to]]}]}`.
    static func object(of hit: SearchHit) throws(AuditError) -> JSONObject {
        var object = try EntryPrinter.object(of: hit.entry)
        object["tenant_id"] = .string(hit.tenant.description)
        object["matched"] = .array(
            hit.highlights.map { highlight in
                [
                    "path": .string(highlight.path), "text": .string(highlight.text),
                    "ranges": .array(
                        highlight.ranges.map { [.number(Double($0.lowerBound)), .number(Double($0.upperBound))] }),
                ]
            })
        return object
    }

    // MARK: The table

    private struct Cell {
        var text: String
        var styled: String

        init(_ text: String, _ style: (String) -> String = { $0 }) {
            self.text = Terminal.printable(text)
            styled = style(self.text)
        }

        func padded(to width: Int) -> String { styled + String(repeating: " ", count: max(0, width - text.count)) }
    }

    private func row(_ hit: SearchHit) throws -> [Cell] {
        let event = try hit.event()
        let style = console.style
        let resource = event.resource.map { "\($0.type):\($0.id)" } ?? "-"
        var cells = [
            Cell(String(event.time.description.prefix(23)) + "Z", style.dim), Cell(EntryPrinter.name(of: event.actor)),
            Cell(event.action, style.bold), Cell(resource),
            Cell(event.outcome.rawValue) { EntryPrinter.styled(event.outcome, $0, style) },
            Cell(event.metadata["request_id"]?.string ?? "-"),
            Cell("\(showsTenant ? "\(hit.tenant)" : "")#\(hit.entry.index)", style.dim),
        ]
        if cells[3].text.count > 48 { cells[3] = Cell(String(resource.prefix(47)) + "…") }
        return cells
    }

    private func marked(_ highlight: QueryHighlight) -> String {
        let scalars = Array(highlight.text.unicodeScalars)
        func text(_ range: Range<Int>) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
            return Terminal.printable(String(view))
        }
        var line = console.style.dim("\(Terminal.printable(highlight.path)): ")
        var at = 0
        for range in highlight.ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) where range.lowerBound >= at {
            line += text(at..<range.lowerBound) + console.style.yellow(text(range))
            at = range.upperBound
        }
        return line + text(at..<max(at, scalars.count))
    }
}

extension QueryHighlight {
    /// Whether it is of a member that the table does not show.
    fileprivate var isInText: Bool {
        ["input", "output", "metadata", "usage"].contains { path.hasPrefix($0 + ".") }
    }
}

/// Prints counts by time, with bars.
struct HistogramPrinter {
    let console: Console

    func print(_ histogram: SearchHistogram) throws {
        if console.isJSON {
            for bucket in histogram.buckets {
                try console.json(["start": .string("\(bucket.start)"), "count": .number(Double(bucket.count))])
            }
            return try console.json(["events": .object(histogram.events.json)])
        }
        let greatest = histogram.buckets.map(\.count).max() ?? 0
        let width = Text.count(greatest).count
        for bucket in histogram.buckets {
            let count = Text.count(bucket.count)
            let bar = String(repeating: "#", count: greatest > 0 ? (bucket.count * 40 + greatest - 1) / greatest : 0)
            let start = String(bucket.start.description.prefix(19)) + "Z"
            try console.line("\(start)  \(String(repeating: " ", count: width - count.count))\(count)  \(bar)")
        }
        try console.out.flush()
        let events = Text.counted(UInt64(histogram.events.value), "event", "events")
        console.note(histogram.events.isExact ? events : "the newest \(events): narrow the query to count all of them")
    }
}
