import MerkleLog

/// What the hash above a tile, or the root, says about it.
struct Anchor: Sendable {
    /// The root of the tile's hashes as the tile above holds it; nil where that one cannot be read.
    var hash: MerkleHash?
    /// Whether `hash` follows from the checkpoint's root alone.
    var isProven: Bool
}

extension LeafTile {
    /// Which of the two, bundle and tile, is as it was published.
    struct Verdict: Sendable {
        var isBundleRight: Bool
        var isTileRight: Bool
        /// The tile's root, to be carried upwards: the proven one where there is one.
        var root: MerkleHash?
        /// The leaf hashes, as far as they are known.
        var leaves: [MerkleHash]
        var findings = FindingList()
    }

    /// Judges a full tile by the hash above it.
    func verdict(by anchor: Anchor) -> Verdict {
        let bundleRoot = isBundleWhole ? MerkleHash.root(of: computed) : nil
        let tileRoot = isBundleWhole && computed == stored ? bundleRoot : stored.map { MerkleHash.root(of: $0) }
        let isBundleRight = bundleRoot != nil && bundleRoot == anchor.hash
        let isTileRight = tileRoot != nil && tileRoot == anchor.hash
        var verdict = verdict(isBundleRight: isBundleRight, isTileRight: isTileRight)
        if anchor.isProven || isBundleRight || isTileRight {
            verdict.root = anchor.hash
        } else {
            verdict.root = bundleRoot ?? tileRoot
        }
        if anchor.isProven, !isBundleRight, !isTileRight {
            let found = bundleRoot ?? tileRoot
            let file = bundleRoot == tileRoot || bundleRoot == nil ? tileName : bundleName
            verdict.findings.add(
                VerificationFinding(
                    file == tileName ? .tile : .leaf, index: first, file: file, offset: 0, expected: anchor.hash?.hex,
                    found: found?.hex,
                    message: """
                        Entries \(first) to \(first + UInt64(tile.width) - 1) together are not those under the \
                        checkpoint's root: they were changed along with their tile.
                        """))
        }
        return verdict
    }

    /// - Parameters:
    ///   - isBundleRight: Whether the entries' hashes are known to be those under the root.
    ///   - isTileRight: Whether the tile's are.
    func verdict(isBundleRight: Bool, isTileRight: Bool) -> Verdict {
        var verdict = Verdict(
            isBundleRight: isBundleRight, isTileRight: isTileRight,
            leaves: isTileRight || !isBundleWhole ? stored ?? [] : computed)
        if let bundleFault { verdict.findings.add(bundleFault) }
        if let tileFault { verdict.findings.add(tileFault) }
        guard let stored else { return verdict }
        for place in differences {
            let (expected, found) = (stored[place], computed[place])
            let index = first + UInt64(place)
            if isBundleRight {
                verdict.findings.add(
                    VerificationFinding(
                        .tile, index: index, file: tileName, offset: place * MerkleHash.byteCount,
                        expected: found.hex, found: expected.hex,
                        message: "The tile's hash of entry \(index) is not that of the entry, which is sound."))
            } else {
                verdict.findings.add(
                    VerificationFinding(
                        .leaf, index: index, file: bundleName, offset: offsets[place], expected: expected.hex,
                        found: found.hex,
                        message: isTileRight
                            ? "Entry \(index) was changed: its bytes have another hash than the log holds for it."
                            : "Entry \(index) and the tile above it disagree; which of the two was changed is not known."
                    ))
            }
        }
        return verdict
    }

    /// What is wrong with entries that are themselves under the root.
    ///
    /// - Parameter verdict: Damaged entries are left out: they have been reported.
    func entryFindings(_ verdict: Verdict) -> FindingList {
        var findings = FindingList()
        for place in notes.indices where isSound(place, verdict) {
            guard let problem = notes[place].problem else { continue }
            let index = first + UInt64(place)
            let (expected, message) =
                switch problem {
                case .notAnEvent: ("a stored event", "Entry \(index) is not a stored event in canonical JSON.")
                case .noStamp: ("recorded_at", "Entry \(index) does not say when it was recorded.")
                case .otherTenant:
                    ("this log's tenant_id", "Entry \(index) names another tenant than its log's, or none.")
                }
            findings.add(
                VerificationFinding(
                    .entry, index: index, file: bundleName, offset: offsets[place], expected: expected, message: message
                ))
        }
        return findings
    }

    /// Whether the entry at `place` is one that the log holds.
    func isSound(_ place: Int, _ verdict: Verdict) -> Bool {
        place < verdict.leaves.count && computed[place] == verdict.leaves[place]
    }
}
