import ArgumentParser
import AuditEvents
import Redaction

struct RedactionKindsCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "kinds",
        abstract: "List every kind of personal data and secret that is known.",
        discussion: """
            With --json one object a line: kind, country (ISO 3166-1, null for everywhere), category, title, whether it is \
            on unless a policy says otherwise, and the names that Microsoft Presidio has for it.

            Example:
              nexus redaction kinds
            """)

    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        let kinds = KindInfo.all.filter { $0.category != .policy }
        if console.isJSON {
            for info in kinds { try console.json(Self.json(of: info)) }
            return
        }
        let width = kinds.map(\.kind.rawValue.count).max() ?? 0
        for category in KindInfo.Category.allCases {
            let rows = kinds.filter { $0.category == category }.sorted {
                ($0.country ?? "", $0.kind.rawValue) < ($1.country ?? "", $1.kind.rawValue)
            }
            if rows.isEmpty { continue }
            try console.line(console.style.bold(category.rawValue))
            for info in rows {
                let presidio = info.presidio.filter { $0 != info.kind.rawValue }
                let names = presidio.isEmpty ? "" : "  (Presidio: \(presidio.joined(separator: ", ")))"
                let off = info.isOnByDefault ? "" : "  (off unless a policy turns it on)"
                try console.line(
                    "  \(Text.padded(info.kind.rawValue, width))  \(info.country ?? "  ")  \(info.title)\(names)\(off)")
            }
        }
    }

    private static func json(of info: KindInfo) -> JSONObject {
        [
            "kind": .string(info.kind.rawValue), "country": info.country.map { .string($0) } ?? .null,
            "category": .string(info.category.rawValue), "title": .string(info.title),
            "secret": .bool(info.category == .secret), "on_by_default": .bool(info.isOnByDefault),
            "presidio": .array(info.presidio.map { .string($0) }),
        ]
    }
}
