import AuditEvents
import Histogram

extension Report {
    /// All rounds, with nothing summed up but the ratio.
    var json: JSONObject {
        [
            "machine": .object(machine.json), "seconds": .number(seconds),
            "benchmarks": .array(sections.map { .object($0.json) }),
        ]
    }
}

extension Report.Section {
    fileprivate var json: JSONObject {
        var json: JSONObject = [
            "name": .string(benchmark), "summary": .string(summary), "basis": .string(basis.rawValue),
            "results": .array(results.map { .object($0.json) }),
        ]
        if let skipped { json["skipped"] = .string(skipped) }
        return json
    }
}

extension Report.Result {
    fileprivate var json: JSONObject {
        [
            "input": .string(input), "subject": .object(subject.json),
            "peers": .array(
                peers.map { peer in
                    let ratio = ratio(to: peer)
                    var json = peer.json
                    json["ratio"] = [
                        "min": .number(ratio.minimum), "median": .number(ratio.median), "max": .number(ratio.maximum),
                    ]
                    return .object(json)
                }),
        ]
    }
}

extension Report.Side {
    fileprivate var json: JSONObject {
        ["name": .string(name), "rounds": .array(rounds.map { .object($0.json) })]
    }
}

extension Measurement {
    fileprivate var json: JSONObject {
        var json: JSONObject = [
            "wall_seconds": .number(wall / .seconds(1)), "cpu_seconds": .number(cpu / .seconds(1)),
            "bytes": .number(Double(bytes)), "pieces": .number(Double(pieces)),
        ]
        if let written { json["bytes_written"] = .number(Double(written)) }
        if let latencies {
            json["latency_seconds"] = .object(
                JSONObject(
                    uniqueKeysWithValues: [("p50", 50), ("p90", 90), ("p99", 99), ("p99.9", 99.9), ("max", 100)].map {
                        ($0.0, .number(Double(latencies.valueAtPercentile($0.1)) / 1e9))
                    }))
        }
        for (name, count) in counts { json[name] = .number(Double(count)) }
        return json
    }
}
