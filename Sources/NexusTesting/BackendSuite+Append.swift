import AuditEvents
import MerkleLog
import NexusAudit

extension BackendSuite {
    static let appendChecks = [
        Check("indexes are consecutive within each tenant") { suite in
            try await suite.with { backend in
                for place in 0..<5 {
                    for tenant in [anna, bert] {
                        let index = try await append(entry("e\(place)", tenant: tenant), to: backend)
                        try expect(index, is: UInt64(place), "index of e\(place) in \(tenant)")
                    }
                }
                try expect(try await backend.size(of: anna), is: 5, "size")
            }
        },
        Check("concurrent appends fill every log without gap or loss") { suite in
            try await suite.with { backend in
                let tenants = (0..<10).map { TenantID("t_many\($0)")! }
                let receipts = try await withThrowingTaskGroup(of: (TenantID, UInt64, NewEntry).self) { group in
                    for place in 0..<500 {
                        let tenant = tenants[place % tenants.count]
                        group.addTask {
                            let new = entry("e\(place)", tenant: tenant, isFresh: true, padding: place)
                            return (tenant, try await append(new, to: backend), new)
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                for tenant in tenants {
                    let stored = try await allEntries(of: tenant, in: backend, page: 7)
                    try expect(stored.map(\.index), is: Array(0..<50), "indexes of \(tenant)")
                    for (_, index, new) in receipts where new.tenant == tenant {
                        try expect(stored[Int(index)].bytes, is: new.bytes, "bytes at \(index) of \(tenant)")
                    }
                }
            }
        },
        Check("an entry of the largest size comes back whole") { suite in
            try await suite.with { backend in
                let envelope = entry("large").bytes.count
                let new = entry("large", padding: EntryBundle.maximumEntryLength - envelope)
                try expect(new.bytes.count, is: 65_535, "size of the test's entry")
                try await append(new, to: backend)
                let stored = try await backend.entries(of: anna, from: 0, limit: 1)
                try expect(stored.first?.bytes, is: new.bytes, "bytes")
            }
        },
        Check("many entries at once keep their order, each with an outcome of its own") { suite in
            try await suite.with { backend in
                let first = entry("first", at: start.advanced(bySeconds: 60))
                try await append(first, to: backend)
                let outcomes = await backend.append([
                    entry("a", at: start.advanced(bySeconds: 60)), entry("b", tenant: bert, isFresh: true),
                    entry("first"), entry("late", at: start), entry("c", at: start.advanced(bySeconds: 61)),
                    entry("a", at: start.advanced(bySeconds: 61), padding: 5),
                ])
                let stored = try await allEntries(of: anna, in: backend)
                try expect(stored.count, is: 3, "entries of \(anna)")
                let expected: [AppendOutcome] = [
                    .appended(index: 1), .appended(index: 0), .duplicate(stored[0]),
                    .stale(newest: start.advanced(bySeconds: 60)), .appended(index: 2), .duplicate(stored[1]),
                ]
                try expect(try outcomes.map { try $0.get() }, is: expected, "outcomes")
                try expect(await backend.append([NewEntry]()).isEmpty, is: true, "outcomes of nothing")
            }
        },
        Check("a stamp more than 10 s older than the log's newest is turned back") { suite in
            try await suite.with { backend in
                let newest = Timestamp(microseconds: start.microseconds + 60_000_000)
                try await append(entry("first", at: start), to: backend)
                try await append(entry("newest", at: newest), to: backend)
                let edge = Timestamp(microseconds: newest.microseconds - NewEntry.stampTolerance)
                try await append(entry("edge", at: edge), to: backend)
                let late = Timestamp(microseconds: edge.microseconds - 1)
                try expect(try await backend.append(entry("late", at: late)), is: .stale(newest: newest), "outcome")
                try expect(try await backend.size(of: anna), is: 3, "size after a stale stamp")
                try await append(entry("late", at: newest), to: backend)
                // Another tenant's log has its own newest stamp.
                try await append(entry("other", tenant: bert, at: late), to: backend)
            }
        },
    ]

    static let duplicateChecks = [
        Check("an event id is accepted once and answers with the first entry") { suite in
            try await suite.with { backend in
                let first = entry("same", padding: 3)
                try await append(first, to: backend)
                try await append(entry("other"), to: backend)
                let again = try await backend.append(entry("same", padding: 9))
                try expect(again, is: .duplicate(LogEntry(index: 0, bytes: first.bytes)), "outcome")
                try expect(try await backend.size(of: anna), is: 2, "size")
            }
        },
        Check("the same event id in two tenants is two events") { suite in
            try await suite.with { backend in
                try await append(entry("same", tenant: anna), to: backend)
                try await append(entry("same", tenant: bert), to: backend)
            }
        },
        Check("a stale duplicate is a duplicate") { suite in
            try await suite.with { backend in
                let first = entry("same", at: start)
                try await append(first, to: backend)
                try await append(entry("newest", at: start.advanced(bySeconds: 60)), to: backend)
                let again = try await backend.append(first)
                try expect(again, is: .duplicate(LogEntry(index: 0, bytes: first.bytes)), "outcome")
            }
        },
        Check("of many appends of one id at once, one is appended and the others wait for it") { suite in
            try await suite.with { backend in
                let outcomes = try await withThrowingTaskGroup(of: AppendOutcome.self) { group in
                    for place in 0..<64 {
                        group.addTask { try await backend.append(entry("same", padding: place)) }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                let stored = try await allEntries(of: anna, in: backend)
                try expect(stored.count, is: 1, "entries")
                try expect(outcomes.count { $0 == .appended(index: 0) }, is: 1, "appended")
                try expect(outcomes.count { $0 == .duplicate(stored[0]) }, is: 63, "duplicates")
            }
        },
    ]
}
