import AuditEvents
import Foundation
import Redaction
import Testing
import Yams

@testable import RedactionPolicyFile

/// The schema says what the reader reads, and the sample is right by both.
@Suite struct SchemaTests {
    private static let repository = #filePath.split(separator: "/", omittingEmptySubsequences: false)
        .dropLast(3).joined(separator: "/")

    private func text(_ path: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: "\(Self.repository)/\(path)")), as: UTF8.self)
    }

    private func schema() throws -> JSONValue {
        try JSONValue(parsing: Array(text("Docs/redaction-policy.schema.json").utf8))
    }

    @Test func schemaAndReaderKnowTheSameProperties() throws {
        let schema = try schema()
        var objects: [String: JSONValue] = ["": schema]
        for member in try #require(schema["$defs"]?.object) where member.value["properties"] != nil {
            objects[member.key] = member.value
        }
        #expect(Set(objects.keys) == Set(RedactionPolicyFile.properties.keys))
        for (name, properties) in RedactionPolicyFile.properties {
            let object = try #require(objects[name])
            #expect(Set(object["properties"]?.object?.map(\.key) ?? []) == Set(properties), "\(name)")
            #expect(object["additionalProperties"] == false, "\(name)")
        }
    }

    @Test func schemaAndReaderKnowTheSameWords() throws {
        let words = try #require(try schema()["$defs"])
        #expect(words["action"]?["enum"] == .array(RedactionAction.names.map { .string($0) }))
        #expect(words["strength"]?["enum"] == .array(RedactionThreshold.allCases.map { .string($0.rawValue) }))
        #expect(words["last"]?["maximum"] == .number(Double(RedactionAction.longestTail)))
        #expect(try schema()["properties"]?["version"]?["const"] == .number(Double(RedactionPolicyFile.formVersion)))
    }

    @Test func sampleIsAPolicy() throws {
        let policy = try RedactionPolicyFile.read(try text("Samples/redaction-policy.yaml"))
        #expect(!policy.actions.isEmpty && !policy.paths.isEmpty && !policy.allowed.isEmpty && !policy.patterns.isEmpty)
        #expect(policy.countries != nil && !policy.keys.isEmpty && policy.problems.isEmpty)
    }

    @Test func sampleValidatesAgainstTheSchema() throws {
        let schema = try schema()
        let sample = try #require(try Yams.compose(yaml: try text("Samples/redaction-policy.yaml")))
        #expect(Validator(root: schema).errors(json(sample), schema, at: "") == [])
    }

    @Test(arguments: [
        "kind: {}", "threshold: high", "kinds: { EMAIL: mazk }", "kinds: { EMAIL: { last: 9 } }",
        "paths: { a: { last: 1 } }",
        "patterns: [{ kind: AB }]", "allow: [{ kind: EMAIL }]", "keys: { kinds: { a: lower } }", "version: 2", "- a",
        "training_on_masked_text: perhaps",
    ]) func whatTheReaderRefusesTheSchemaRefuses(text: String) throws {
        #expect(throws: PolicyFileError.self) { try RedactionPolicyFile.read(text) }
        let schema = try schema()
        let node = try #require(try Yams.compose(yaml: text))
        #expect(!Validator(root: schema).errors(json(node), schema, at: "").isEmpty)
    }

    private func json(_ node: Node) -> JSONValue {
        switch node {
        case .mapping(let mapping):
            return .object(
                JSONObject(uniqueKeysWithValues: mapping.map { ($0.key.scalar?.string ?? "", json($0.value)) }))
        case .sequence(let items): return .array(items.map(json))
        default:
            if let number = node.scalar?.style == .plain ? node.float : nil { return .number(number) }
            if node.scalar?.style == .plain, let bool = node.bool { return .bool(bool) }
            return .string(node.scalar?.string ?? "")
        }
    }
}

/// As much of JSON Schema as the schema uses.
private struct Validator {
    let root: JSONValue

    func errors(_ value: JSONValue, _ schema: JSONValue, at path: String) -> [String] {
        var errors: [String] = []
        if let reference = schema["$ref"]?.string {
            let name = String(reference.dropFirst("#/$defs/".count))
            errors += self.errors(value, root["$defs"]?[name] ?? .null, at: path)
        }
        if let types = schema["type"] {
            let allowed = types.array?.compactMap(\.string) ?? [types.string ?? ""]
            if !allowed.contains(where: { matches(value, $0) }) { errors.append("\(path): no \(allowed)") }
        }
        if let constant = schema["const"], constant != value { errors.append("\(path): not \(constant)") }
        if let words = schema["enum"]?.array, !words.contains(value) { errors.append("\(path): none of \(words)") }
        if let pattern = schema["pattern"]?.string, let text = value.string,
            text.range(of: pattern, options: .regularExpression) == nil
        {
            errors.append("\(path): not \(pattern)")
        }
        if let number = value.number {
            if let minimum = schema["minimum"]?.number, number < minimum { errors.append("\(path): too small") }
            if let maximum = schema["maximum"]?.number, number > maximum { errors.append("\(path): too large") }
        }
        if let choices = schema["anyOf"]?.array, !choices.contains(where: { self.errors(value, $0, at: path).isEmpty })
        {
            errors.append("\(path): fits nothing")
        }
        if let choices = schema["oneOf"]?.array, choices.count(where: { self.errors(value, $0, at: path).isEmpty }) != 1
        {
            errors.append("\(path): fits not one")
        }
        for (place, item) in (value.array ?? []).enumerated() {
            if let items = schema["items"] { errors += self.errors(item, items, at: "\(path)/\(place)") }
        }
        guard let object = value.object else { return errors }
        for name in schema["required"]?.array ?? [] where object[name.string ?? ""] == nil {
            errors.append("\(path): lacks \(name)")
        }
        for member in object {
            let place = "\(path)/\(member.key)"
            if let known = schema["properties"]?[member.key] {
                errors += self.errors(member.value, known, at: place)
            } else if schema["additionalProperties"] == false {
                errors.append("\(place): unknown")
            } else if let others = schema["additionalProperties"] {
                errors += self.errors(member.value, others, at: place)
            }
        }
        return errors
    }

    private func matches(_ value: JSONValue, _ type: String) -> Bool {
        switch (type, value) {
        case ("object", .object), ("array", .array), ("string", .string), ("boolean", .bool), ("null", .null),
            ("number", .number):
            true
        case ("integer", .number(let number)): number == number.rounded()
        default: false
        }
    }
}
