import AuditEvents
import FileBackend
import Testing

@Suite struct PublishPlanTests {
    private let now = ContinuousClock.now

    private func candidate(_ name: String, _ published: UInt64, _ size: UInt64, age: Int) -> PublishPlan.Candidate {
        PublishPlan.Candidate(
            tenant: TenantID("t_\(name)")!, publishedSize: published, size: size,
            waitingSince: now - .seconds(age))
    }

    @Test func fullTilesAndRequestsComeFirstThenTheOldestWithinTheBudget() {
        let candidates = [
            candidate("full", 100, 300, age: 0), candidate("asked", 1, 2, age: 0), candidate("old", 1, 2, age: 9),
            candidate("older", 1, 2, age: 10), candidate("young", 1, 2, age: 1),
        ]
        let chosen = PublishPlan(budget: 2).choose(among: candidates, requested: [TenantID("t_asked")!])
        #expect(chosen.map(\.description) == ["t_asked", "t_full", "t_old", "t_older"])
    }

    @Test func everyLogIsTakenWhenTheStoreCloses() {
        let candidates = (0..<50).map { candidate("n\($0)", 0, 1, age: $0) }
        #expect(PublishPlan(budget: 3).choose(among: candidates, requested: [], everything: true).count == 50)
    }

    @Test func noLogStarves() {
        var waiting = (0..<1_000).map { candidate("n\($0)", 0, 1, age: 1_000 - $0) }
        var rounds = 0
        while !waiting.isEmpty {
            let chosen = Set(PublishPlan(budget: 200).choose(among: waiting, requested: []))
            waiting.removeAll { chosen.contains($0.tenant) }
            rounds += 1
        }
        #expect(rounds == 5)
    }
}
