package import AuditEvents

/// Which logs a round of publication takes: those with a full tile's worth of new entries, those asked for, and then
/// the ones that have waited longest, within the round's budget.
package struct PublishPlan: Sendable {
    package struct Candidate: Sendable {
        package var tenant: TenantID
        package var publishedSize: UInt64
        package var size: UInt64
        package var waitingSince: ContinuousClock.Instant

        package init(
            tenant: TenantID, publishedSize: UInt64, size: UInt64, waitingSince: ContinuousClock.Instant
        ) {
            self.tenant = tenant
            self.publishedSize = publishedSize
            self.size = size
            self.waitingSince = waitingSince
        }
    }

    /// Logs that are taken only because they are the oldest, at most.
    package var budget: Int

    package init(budget: Int) { self.budget = budget }

    /// - Parameter everything: Whether the budget is lifted: the store is closing.
    package func choose(
        among candidates: [Candidate], requested: Set<TenantID>, everything: Bool = false
    ) -> [TenantID] {
        if everything { return candidates.map(\.tenant).sorted() }
        var chosen: [TenantID] = []
        var others: [Candidate] = []
        for candidate in candidates {
            if requested.contains(candidate.tenant) || candidate.size / 256 > candidate.publishedSize / 256 {
                chosen.append(candidate.tenant)
            } else {
                others.append(candidate)
            }
        }
        if others.count > budget {
            others.sort { ($0.waitingSince, $0.tenant) < ($1.waitingSince, $1.tenant) }
            others.removeLast(others.count - budget)
        }
        return (chosen + others.map(\.tenant)).sorted()
    }
}
