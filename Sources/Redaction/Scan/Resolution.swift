/// Settles overlaps: what overlaps becomes one finding, so that the union of all accepted spans is taken out.
///
/// Its kind is the strongest candidate's: secret > checksummed > keyed or beside a word > shape; of equals the longer,
/// then the earlier, then any other than SECRET, then the first by name.
enum Resolution {
    static func resolve(_ candidates: [Candidate]) -> [Candidate] {
        if candidates.count == 1 { return candidates }
        var resolved: [Candidate] = []
        var best: Candidate?
        var end = 0
        for candidate in candidates.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
            if let strongest = best, candidate.range.lowerBound < end {
                if precedes(candidate, strongest) { best = candidate }
                end = max(end, candidate.range.upperBound)
                let start = resolved[resolved.count - 1].range.lowerBound
                resolved[resolved.count - 1].range = start..<end
            } else {
                best = candidate
                end = candidate.range.upperBound
                resolved.append(candidate)
            }
            if let best {
                resolved[resolved.count - 1].kind = best.kind
                resolved[resolved.count - 1].strength = best.strength
            }
        }
        return resolved
    }

    private static func precedes(_ left: Candidate, _ right: Candidate) -> Bool {
        if left.strength != right.strength { return left.strength > right.strength }
        if left.range.count != right.range.count { return left.range.count > right.range.count }
        if left.range.lowerBound != right.range.lowerBound { return left.range.lowerBound < right.range.lowerBound }
        // A kind of its own says more than SECRET.
        if left.kind != right.kind, left.kind == .secret || right.kind == .secret { return right.kind == .secret }
        return left.kind.rawValue.utf8.lexicographicallyPrecedes(right.kind.rawValue.utf8)
    }
}
