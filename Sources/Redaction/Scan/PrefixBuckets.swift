/// Texts' first three bytes as a few triggers, so that their sets together let little else through.
///
/// A trigger knows only which bytes may stand at each of the three places, so it fires for every combination: the prefixes
/// are dealt out so that the buckets gain as few combinations as possible.
struct PrefixBuckets {
    private struct Bucket {
        var places: (Set<UInt8>, Set<UInt8>, Set<UInt8>) = ([], [], [])

        /// How many combinations fire it.
        var size: Int { places.0.count * places.1.count * places.2.count }

        mutating func insert(_ prefix: [UInt8]) {
            places.0.insert(prefix[0])
            places.1.insert(prefix[1])
            places.2.formUnion(prefix.count > 2 ? prefix[2]...prefix[2] : 0...255)
        }
    }

    private static let most = 11

    private var buckets: [Bucket] = []
    private let prefixes: [[UInt8]]

    init(_ prefixes: [[UInt8]]) {
        self.prefixes = prefixes
        // The short ones first: they let any third byte through, and must not open the others' buckets to it.
        let order = prefixes.sorted { (min($0.count, 3), $0[0], $0[1]) < (min($1.count, 3), $1[0], $1[1]) }
        for prefix in order {
            var alone = Bucket()
            alone.insert(prefix)
            var best: (place: Int, cost: Int)?
            for place in buckets.indices {
                var joined = buckets[place]
                joined.insert(prefix)
                let cost = joined.size - buckets[place].size
                if cost < best?.cost ?? .max { best = (place, cost) }
            }
            if let best, best.cost <= alone.size || buckets.count == Self.most {
                buckets[best.place].insert(prefix)
            } else {
                buckets.append(alone)
            }
        }
    }

    var triggers: [Trigger] {
        buckets.map { bucket in
            .bytes(
                ByteSet { bucket.places.0.contains($0) }, then: ByteSet { bucket.places.1.contains($0) },
                then: ByteSet { bucket.places.2.contains($0) }, if: .prefixes(prefixes))
        }
    }
}
