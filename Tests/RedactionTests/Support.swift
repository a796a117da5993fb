import AuditEvents
import Foundation
import Testing

@testable import Redaction

/// Lines of a vector file.
func vectorLines(_ name: String) throws -> [String] {
    let folder = try #require(Bundle.module.url(forResource: "Vectors", withExtension: nil))
    let data = try Data(contentsOf: folder.appendingPathComponent(name))
    return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
}

let demoTenant = TenantID("t_demo")!
let demoPseudonymizer = Pseudonymizer(masterKey: Array(repeating: 7, count: 32), tenant: demoTenant)

/// Redacts without a pseudonymizer: addresses become `[IPV4]`.
func redacted(_ text: String) -> String { Redactor().redact(text).text }

/// An event whose every field can be set.
func event(
    id: String = "0192f1c2-7c55-7d2b-9a41-0b6f3c8d1e22", action: String = "maybes.create",
    actor: Actor = Actor(.human, "u_1"), agentID: String = "u_1", input: JSONObject = [:], output: JSONObject = [:],
    metadata: JSONObject = ["trace_id": "0af7651916cd43dd8448eb211c80319c", "request_id": "req-123"]
) -> DatasetEvent {
    DatasetEvent(
        eventID: id, time: Timestamp(microseconds: 1_769_851_800_000_001), tenantID: demoTenant.description,
        env: "production", surface: "api", agentID: agentID, action: action, actor: actor, input: input, output: output,
        metadata: metadata)
}

/// A case of a table: what goes in, what must come out.
struct Case: Sendable, CustomTestStringConvertible {
    let input: String
    let output: String

    init(_ input: String, _ output: String) {
        self.input = input
        self.output = output
    }

    /// Must stay as it is.
    init(_ input: String) { self.init(input, input) }

    var testDescription: String { input }
}

/// A generator whose sequence is the same on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// A random value; its keys are random texts, or some of `keys`, which tell of their values.
func randomValue(
    _ generator: inout SeededGenerator, depth: Int, keys: [String], mostMembers: Int,
    text: (inout SeededGenerator) -> String
) -> JSONValue {
    func value(_ generator: inout SeededGenerator) -> JSONValue {
        randomValue(&generator, depth: depth - 1, keys: keys, mostMembers: mostMembers, text: text)
    }
    switch Int.random(in: 0..<(depth == 0 ? 4 : 8), using: &generator) {
    case 0: return .number(Double(Int64.random(in: 0...9_007_199_254_740_991, using: &generator)))
    case 1: return .string(keys.randomElement(using: &generator) ?? "")
    case 2, 3: return .string(text(&generator))
    case 4: return .array((0..<3).map { _ in value(&generator) })
    default:
        var object = JSONObject()
        for _ in 0..<Int.random(in: 1...mostMembers, using: &generator) {
            let key = Bool.random(using: &generator) ? text(&generator) : keys.randomElement(using: &generator) ?? ""
            object[key] = value(&generator)
        }
        return .object(object)
    }
}
