import AuditEvents
import AuditIngest
import AuditQuery
import Foundation
import NexusAudit
import NexusTesting
import Testing

@testable import SearchIndex

@Suite("Real audit events of Kubernetes")
struct KubernetesTests {
    /// Every event of the sample, ingested and indexed, beside the line it came from.
    private func indexed() async throws -> (desk: Desk, lines: [JSONValue]) {
        let desk = try Desk()
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = Array(try Data(contentsOf: root.appendingPathComponent("Samples/k8s-audit.ndjson")))
        let ingester = Ingester(
            format: .auto, tenantID: "t_anna", contentMACKey: [UInt8](repeating: 7, count: 32), recordedBy: "key_1")
        var reader = IngestReader(ingester)
        for item in reader.feed(bytes) + reader.finish() {
            let record = try item.result.get()
            _ = try await desk.engine.run(record.event, context: record.context)
        }
        let lines = try bytes.split(separator: UInt8(ascii: "\n")).map { try JSONValue(parsing: $0) }
        return (desk, lines)
    }

    private func stored(_ desk: Desk) async throws -> [DatasetEvent] {
        try await desk.memory.entries(of: Desk.anna, from: 0, limit: 1_000).map { try DatasetEvent(leaf: $0.bytes) }
    }

    private func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    }

    @Test("every one is found by user, verb, resource and namespace")
    func fields() async throws {
        let (desk, lines) = try await indexed()
        let index = try await desk.open()
        let events = try await stored(desk)
        #expect(events.count == 51)
        for (place, (event, line)) in zip(events, lines).enumerated() {
            let own = "t_anna#\(place)"
            #expect(try await index.places("actor:\(quoted(event.actor.id))").contains(own))
            let verb = try #require(line["verb"]?.string)
            #expect(try await index.places("action:k8s.*.\(verb.lowercased())").contains(own))
            #expect(
                try await index.places("metadata.source.verb:\(verb) OR action:*.\(verb.lowercased())").contains(own))
            let reference = line["objectRef"]
            if let resource = reference?["resource"]?.string {
                let subresource = reference?["subresource"]?.string.map { "/" + $0 } ?? ""
                #expect(try await index.places("resource:\(resource)\(subresource)").contains(own))
                #expect(try await index.places("resource:\(resource)*").contains(own))
            }
            if let namespace = reference?["namespace"]?.string, event.resource?.id.contains("/") == true {
                #expect(try await index.places("resource:*:\(namespace)/*").contains(own))
                #expect(try await index.places(quoted(namespace)).contains(own))
            }
            let request = try #require(event.metadata["request_id"]?.string)
            #expect(try await index.places("request:\(quoted(request))").contains(own))
            #expect(try await index.places(quoted(request)).contains(own), "an id alone is found")
        }
    }

    @Test("every word of every body finds its event")
    func words() async throws {
        let (desk, _) = try await indexed()
        let index = try await desk.open()
        let events = try await stored(desk)
        var looked: Set<String> = []
        for (place, event) in events.enumerated() {
            for text in Self.texts(in: .object(event.input)) + Self.texts(in: .object(event.output)) {
                let words = text.split { !$0.isLetter && !$0.isNumber }.filter { $0.count > 2 && $0.first!.isLetter }
                for word in words.prefix(2) where looked.insert("\(place) \(word)").inserted && looked.count < 260 {
                    #expect(
                        try await index.places(quoted(String(word)), tenant: Desk.anna).contains("t_anna#\(place)"),
                        "\(word)")
                }
            }
        }
        #expect(looked.count > 200)
    }

    @Test("what redaction took out cannot be found")
    func secrets() async throws {
        let (desk, lines) = try await indexed()
        let index = try await desk.open()
        let all = lines.map { String(decoding: $0.canonicalBytes(), as: UTF8.self) }.joined()
        for secret in ["MY-ID", "MY-KEY"] {
            #expect(all.contains(secret))
            #expect(try await index.places(secret).isEmpty)
            for name in ["", "-wal"] {
                let file = try Data(contentsOf: URL(fileURLWithPath: desk.folder.index + name))
                #expect(file.range(of: Data(secret.utf8)) == nil)
                #expect(file.range(of: Data(secret.lowercased().utf8)) == nil)
            }
        }
    }

    private static func texts(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): [text]
        case .array(let items): items.flatMap { texts(in: $0) }
        case .object(let object): object.flatMap { texts(in: $0.value) }
        default: []
        }
    }
}
