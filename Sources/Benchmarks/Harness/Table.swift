/// Columns of text, the first one to the left, figures to the right; Markdown reads it too.
struct Table {
    let columns: [String]
    var rows: [[String]] = []

    init(columns: [String]) { self.columns = columns }

    var text: String {
        let widths = columns.indices.map { column in
            ([columns[column]] + rows.map { $0[column] }).map(\.count).max() ?? 0
        }
        let rule = columns.indices.map { column in
            String(repeating: "-", count: widths[column] + 1) + (column == 0 ? "-" : ":")
        }
        let lines = ([columns] + rows).map { row in
            "| " + row.indices.map { Self.padded(row[$0], widths[$0], right: $0 > 0) }.joined(separator: " | ") + " |\n"
        }
        return lines[0] + "|" + rule.joined(separator: "|") + "|\n" + lines.dropFirst().joined()
    }

    static func padded(_ text: String, _ width: Int, right: Bool = false) -> String {
        let fill = String(repeating: " ", count: max(0, width - text.count))
        return right ? fill + text : text + fill
    }
}
