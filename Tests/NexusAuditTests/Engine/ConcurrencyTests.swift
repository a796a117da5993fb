import AuditEvents
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

@Suite struct ConcurrencyTests {
    @Test func aThousandTasksEmitToAHundredTenants() async throws {
        let harness = Harness()
        let receipts = try await withThrowingTaskGroup(of: Receipt.self) { group in
            for task in 0..<1000 {
                group.addTask {
                    let context = RequestContext(
                        tenantID: "t_\(task % 100)", userID: "u_\(task)", requestID: "req-\(task)")
                    return try await context.run {
                        try await harness.audit.emit(
                            "notes.create", resource: Resource("note", "n_\(task)"),
                            input: ["task": .number(Double(task))])
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(receipts.map(\.eventID)).count == 1000)
        for tenant in try await harness.memory.tenants() {
            let entries = try await harness.entries(tenant)
            #expect(entries.count == 10)
            let ours = receipts.filter { $0.tenantID == tenant }.sorted { $0.index < $1.index }
            #expect(ours.map(\.index) == Array(0..<10))
            #expect(ours.map(\.leafHash) == entries.map(\.leafHash))
            let signed = try await harness.memory.publish(tenant)
            var tree = Frontier()
            for entry in entries { tree.append(entry.leafHash) }
            #expect(signed.checkpoint.root == tree.root)
        }
        #expect(harness.metrics.counter("nexus_audit_events_total") == 1000)
    }
}
