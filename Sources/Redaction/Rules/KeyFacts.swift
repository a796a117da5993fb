import AuditEvents
import Synchronization

/// All that a key's name says, found once: the same few hundred keys stand in nearly every event.
struct KeyFacts {
    /// What other members' meaning depends on.
    enum Role: UInt8, Sendable {
        case none, name, value, kind, latitude, longitude, secretData
    }

    /// As if nothing stood above it.
    let traits: KeyTraits
    /// What the name says whatever it stands under.
    let meaning: KeyMeaning
    let role: Role
    /// Whether the name itself holds nothing that must not be written.
    let isClean: Bool
    /// Whether it says nothing but what a value is called, so that the value must speak for itself.
    let isOrdinary: Bool

    /// - Parameter isClean: What a look at the name as a text has found.
    init(_ key: Bytes, isClean: Bool) {
        traits = KeyTraits(key: key, parent: .none)
        meaning = KeyMeaning.of(key)
        role = Self.role(of: key)
        self.isClean = isClean
        isOrdinary =
            isClean && !traits.isSecret && !traits.weak.mayPromise
            && meaning.isDisjoint(with: [.ofValues, .plainName, .namePart, .addressPart]) && role == .none
            && !traits.hint.contains(ISOBirthDate.telling)
    }

    private static func role(of key: Bytes) -> Role {
        func isOne(of names: StaticString...) -> Bool {
            names.contains { $0.utf8CodeUnitCount == key.count && key.hasExactly($0, at: 0) }
        }
        guard (3...10).contains(key.count) else { return .none }
        if isOne(of: "name", "key", "Name", "Key") { return .name }
        if isOne(of: "value", "Value") { return .value }
        if isOne(of: "kind") { return .kind }
        if isOne(of: "lat") { return .latitude }
        if isOne(of: "lng", "lon", "long") { return .longitude }
        return isOne(of: "data", "stringData") ? .secretData : .none
    }
}

/// Remembers the facts of keys under one policy: a table that many threads read and add to without waiting.
///
/// It only grows, up to its size; the first key of a place stays there. A key with something personal in it is never kept.
/// What is remembered is what would be found again, so nothing depends on who came first.
final class KeyMemo: Sendable {
    private struct Entry {
        let facts: UnsafeMutablePointer<KeyFacts>
        let key: UnsafeBufferPointer<UInt8>

        func deallocate() {
            key.deallocate()
            facts.deinitialize(count: 1)
            facts.deallocate()
        }
    }

    private typealias Slot = Atomic<UnsafeMutableRawPointer?>

    private nonisolated(unsafe) let slots: UnsafeMutablePointer<Slot>

    private static let bits = 11
    static let longestKey = 48
    /// How many places a key may stand at.
    private static let probes = 4

    init() {
        slots = .allocate(capacity: 1 << Self.bits)
        for place in 0..<1 << Self.bits { (slots + place).initialize(to: Slot(nil)) }
    }

    deinit {
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
        let hash = Self.hash(key)
        for probe in 0..<Self.probes {
            let place = (hash &+ probe) & (1 << Self.bits - 1)
            guard let raw = slots[place].load(ordering: .acquiring) else { return nil }
            let entry = raw.assumingMemoryBound(to: Entry.self)
            if Self.isSame(entry.pointee.key, key) { return UnsafePointer(entry.pointee.facts) }
        }
        return nil
    }

    /// Keeps the facts of a key that holds nothing personal, if there is room.
    func remember(_ facts: KeyFacts, of key: UnsafeBufferPointer<UInt8>) {
        guard facts.isClean, key.count <= Self.longestKey else { return }
        let hash = Self.hash(key)
        var made: UnsafeMutablePointer<Entry>?
        for probe in 0..<Self.probes {
            let slot = slots + (hash &+ probe) & (1 << Self.bits - 1)
            if let raw = slot.pointee.load(ordering: .acquiring) {
                if Self.isSame(raw.assumingMemoryBound(to: Entry.self).pointee.key, key) { break }
                continue
            }
            let entry = made ?? Self.makeEntry(facts, key)
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

    private static func makeEntry(_ facts: KeyFacts, _ key: UnsafeBufferPointer<UInt8>) -> UnsafeMutablePointer<Entry> {
        let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: key.count)
        _ = copy.initialize(from: key)
        let entry = UnsafeMutablePointer<Entry>.allocate(capacity: 1)
        let lasting = UnsafeMutablePointer<KeyFacts>.allocate(capacity: 1)
        lasting.initialize(to: facts)
        entry.initialize(to: Entry(facts: lasting, key: UnsafeBufferPointer(copy)))
        return entry
    }

    @inline(__always)
    private static func isSame(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        for place in 0..<left.count where left[place] != right[place] { return false }
        return true
    }

    /// Over the first and the last eight bytes and the length: who finds keys that collide gains nothing but a look.
    @inline(__always)
    private static func hash(_ key: UnsafeBufferPointer<UInt8>) -> Int {
        var first: UInt64 = 0
        var last: UInt64 = 0
        if key.count >= 8, let base = UnsafeRawPointer(key.baseAddress) {
            first = base.loadUnaligned(as: UInt64.self)
            last = base.loadUnaligned(fromByteOffset: key.count - 8, as: UInt64.self)
        } else {
            for byte in key { first = first << 8 | UInt64(byte) }
        }
        let product = (first ^ last &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(key.count)) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: product >> 40)
    }
}
