import AuditEvents

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
            "name": .string(benchmark), "summary": .string(summary),
            "results": .array(results.map { .object($0.json) }),
        ]
        if let skipped { json["skipped"] = .string(skipped) }
        return json
    }
}

extension Report.Result {
    fileprivate var json: JSONObject {
        [
            "input": .string(input), "subject": side(subjectName, subject), "peer": side(peerName, peer),
            "ratio": [
                "min": .number(ratio.minimum), "median": .number(ratio.median), "max": .number(ratio.maximum),
            ],
        ]
    }

    private func side(_ name: String, _ rounds: [Measurement]) -> JSONValue {
        ["name": .string(name), "rounds": .array(rounds.map { .object($0.json) })]
    }
}

extension Measurement {
    fileprivate var json: JSONObject {
        var json: JSONObject = [
            "wall_seconds": .number(wall / .seconds(1)), "cpu_seconds": .number(cpu / .seconds(1)),
            "bytes": .number(Double(bytes)), "pieces": .number(Double(pieces)),
        ]
        for (name, count) in counts { json[name] = .number(Double(count)) }
        return json
    }
}
