import AuditEvents

/// Follows `recorded_at` along a log: none may be more than ten seconds older than one before it, which is what lets a
/// range of time be found without reading the whole log.
struct StampOrder {
    private var newest: Timestamp?

    /// - Returns: At most one finding for a bundle.
    mutating func check(_ tile: LeafInspection.Outcome) -> VerificationFinding? {
        var finding: VerificationFinding?
        for stamp in tile.stamps {
            guard let newest, stamp.recordedAt < newest else {
                newest = stamp.recordedAt
                continue
            }
            let oldest = Timestamp(microseconds: newest.microseconds - NewEntry.stampTolerance)
            guard stamp.recordedAt < oldest, finding == nil else { continue }
            finding = VerificationFinding(
                .entry, index: stamp.index, file: tile.bundleName, offset: stamp.offset,
                expected: "recorded_at not before \(oldest)", found: "\(stamp.recordedAt)",
                message: "Entry \(stamp.index) was recorded more than 10 s before an entry that precedes it.")
        }
        return finding
    }
}
