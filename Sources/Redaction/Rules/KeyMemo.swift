import Synchronization

/// Remembers the facts of keys under one policy: a table that many threads read and add to without waiting.
///
/// It only grows, up to its size; the first key of a place stays there. A key with something personal in it is never kept.
/// What is remembered is what would be found again, so nothing depends on who came first.
final class KeyMemo: Sendable {
    /// For those who hold on to the memo anyhow, so that no look-up counts a reference.
    let table = KeyMemoTable()

    deinit { table.deallocate() }
}

/// The memory of a `KeyMemo`, which it must not outlive.
struct KeyMemoTable: @unchecked Sendable {
    private struct Entry {
        let digest: KeyDigest
        let facts: UnsafeMutablePointer<KeyFacts>
        let key: UnsafeBufferPointer<UInt8>

        func deallocate() {
            key.deallocate()
            facts.deinitialize(count: 1)
            facts.deallocate()
        }

        /// Whether it is of this key; the digest says all of up to sixteen bytes.
        @inline(__always)
        func isOf(_ other: UnsafeBufferPointer<UInt8>, _ digest: KeyDigest) -> Bool {
            guard self.digest == digest else { return false }
            var place = 8
            while place < key.count - 8 {
                if key[place] != other[place] { return false }
                place += 1
            }
            return true
        }
    }

    private typealias Slot = Atomic<UnsafeMutableRawPointer?>

    private let slots: UnsafeMutablePointer<Slot>

    private static let bits = 11
    static let longestKey = 48
    /// How many places a key may stand at.
    private static let probes = 4

    fileprivate init() {
        slots = .allocate(capacity: 1 << Self.bits)
        for place in 0..<1 << Self.bits { (slots + place).initialize(to: Slot(nil)) }
    }

    fileprivate func deallocate() {
        for place in 0..<1 << Self.bits {
            if let entry = slots[place].load(ordering: .acquiring) {
                entry.assumingMemoryBound(to: Entry.self).pointee.deallocate()
                entry.deallocate()
            }
            (slots + place).deinitialize(count: 1)
        }
        slots.deallocate()
    }

    /// What is known of a key, for as long as the memo lives; nil if nothing is yet.
    func facts(of key: UnsafeBufferPointer<UInt8>) -> UnsafePointer<KeyFacts>? {
        guard key.count <= Self.longestKey else { return nil }
        let digest = KeyDigest(key)
        for probe in 0..<Self.probes {
            guard let raw = slots[digest.place(probe, of: Self.bits)].load(ordering: .acquiring) else { return nil }
            let entry = raw.assumingMemoryBound(to: Entry.self)
            if entry.pointee.isOf(key, digest) { return UnsafePointer(entry.pointee.facts) }
        }
        return nil
    }

    /// Keeps the facts of a key that holds nothing personal, if there is room.
    func remember(_ facts: KeyFacts, of key: UnsafeBufferPointer<UInt8>) {
        guard facts.isClean, key.count <= Self.longestKey else { return }
        let digest = KeyDigest(key)
        var made: UnsafeMutablePointer<Entry>?
        for probe in 0..<Self.probes {
            let slot = slots + digest.place(probe, of: Self.bits)
            if let raw = slot.pointee.load(ordering: .acquiring) {
                if raw.assumingMemoryBound(to: Entry.self).pointee.isOf(key, digest) { break }
                continue
            }
            let entry = made ?? Self.makeEntry(facts, key, digest)
            made = entry
            let result = slot.pointee.compareExchange(
                expected: nil, desired: UnsafeMutableRawPointer(entry), ordering: .acquiringAndReleasing)
            if result.exchanged { return }
        }
        if let made {
            made.pointee.deallocate()
            made.deallocate()
        }
    }

    private static func makeEntry(
        _ facts: KeyFacts, _ key: UnsafeBufferPointer<UInt8>, _ digest: KeyDigest
    ) -> UnsafeMutablePointer<Entry> {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: key.count)
        _ = copy.initialize(from: key)
        let entry = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
        let lasting = UnsafeMutablePointer<KeyFacts>.allocate(capacity: 1)
        lasting.initialize(to: facts)
        entry.initialize(to: Entry(digest: digest, facts: lasting, key: UnsafeBufferPointer(copy)))
        return entry
    }
}

/// A key's first and last eight bytes and its length, in which most keys differ.
private struct KeyDigest: Equatable {
    private let first: UInt64
    private let last: UInt64
    private let count: Int

    @inline(__always)
    init(_ key: UnsafeBufferPointer<UInt8>) {
        let text = Bytes(key)
        first = text.eight(from: 0).bytes
        last = text.eight(from: max(0, key.count - 8)).bytes
        count = key.count
    }

    /// Where the key is looked for: who finds keys that collide gains nothing but a look.
    @inline(__always)
    func place(_ probe: Int, of bits: Int) -> Int {
        let product = (first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(count)) &* 0xBF58_476D_1CE4_E5B9
        return (Int(truncatingIfNeeded: product >> 40) &+ probe) & (1 << bits - 1)
    }
}
