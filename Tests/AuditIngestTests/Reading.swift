import AuditEvents
import AuditIngest
import Foundation

/// What tests share: reading a text as a file, in one piece.
enum Reading {
    static let key = [UInt8](repeating: 7, count: 32)

    static func items(
        _ text: some Collection<UInt8>, format: IngestFormat = .auto, tenant: String? = "t_demo", chunk: Int = .max,
        maximumDocument: Int = Ingester.maximumDocument
    ) -> [IngestItem] {
        let ingester = Ingester(format: format, tenantID: tenant, contentMACKey: key, recordedBy: "key_1")
        var reader = IngestReader(ingester, maximumLine: 1_000_000, maximumDocument: maximumDocument)
        var items: [IngestItem] = []
        var rest = Array(text)[...]
        while !rest.isEmpty {
            items += reader.feed(rest.prefix(chunk))
            rest = rest.dropFirst(chunk)
        }
        return items + reader.finish()
    }

    static func records(
        _ text: String, format: IngestFormat = .auto, tenant: String? = "t_demo"
    ) throws -> [IngestRecord] {
        try items(Array(text.utf8), format: format, tenant: tenant).map { try $0.result.get() }
    }

    static func refusal(_ text: String, format: IngestFormat = .auto, tenant: String? = "t_demo") -> AuditError? {
        guard case .failure(let error)? = items(Array(text.utf8), format: format, tenant: tenant).first?.result else {
            return nil
        }
        return error
    }

    static func sample(_ name: String) throws -> [UInt8] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appendingPathComponent("Samples/\(name)")))
    }
}
