/// A second look at a place where triggers fire, before their detectors are asked: two loads where a visit would cost as
/// much as fifty bytes of prose.
///
/// A gate shuts out only what its detector would make nothing of.
struct TriggerGates: @unchecked Sendable {
    /// The triggers that have a gate.
    let all: UInt64

    private struct KeyGate: BitwiseCopyable {
        let triggers: UInt64
        let ending: KeyEnding
    }

    /// What may stand between the last letter of a key and the separator, and what a key may end in beside letters.
    private let behindKeys = ByteSet(" \t?|:]\"'`\\") | .digits | ByteSet { $0 >= 0x80 }
    private let keyGates: UnsafePointer<KeyGate>
    private let keyGateCount: Int
    /// The triggers for separators that a key stands before, and for prefixes.
    private let keyed: UInt64
    private let prefixed: UInt64
    private let prefixes: BytePrefixes

    init(_ triggers: [Trigger]) {
        var keyGates: [KeyGate] = []
        var prefixed: UInt64 = 0
        let prefixes = BytePrefixes()
        for (number, trigger) in triggers.enumerated() {
            let bit = (1 as UInt64) << UInt64(number)
            switch trigger.gate {
            case .key(let ending): keyGates.append(KeyGate(triggers: bit, ending: ending))
            case .prefixes(let list):
                prefixed |= bit
                for prefix in list { prefixes.insert(prefix) }
            case nil: break
            }
        }
        self.keyGates = UnsafePointer(copying: keyGates)
        keyGateCount = keyGates.count
        keyed = keyGates.reduce(0) { $0 | $1.triggers }
        self.prefixed = prefixed
        self.prefixes = prefixes
        all = keyed | prefixed
    }

    /// Those of `hits` whose gate is open at `index`.
    @inline(__always)
    func open(_ hits: UInt64, _ text: Bytes, at index: Int) -> UInt64 {
        var open = hits
        if hits & keyed != 0 { open &= ~shutByKey(text, at: index) }
        if hits & prefixed != 0, !prefixes.mayBegin(text, at: index) { open &= ~prefixed }
        return open
    }

    /// The gates that the end of the key before the separator at `index` shuts.
    @inline(__always)
    private func shutByKey(_ text: Bytes, at index: Int) -> UInt64 {
        var end = index
        if text[end - 1].isQuote {
            end -= 1
            // `\"key\":` in a text of JSON in a text.
            while index - end < 5, text[end - 1] == UInt8(ascii: "\\") { end -= 1 }
        }
        let last = text[end - 1]
        guard last.isLetter else {
            // `::`, `==`: no separator.
            return last == text[index] || !behindKeys.contains(last) ? keyed : 0
        }
        let letters = LastLetters(text, before: end)
        var shut: UInt64 = 0
        for place in 0..<keyGateCount where !keyGates[place].ending.mayEnd(letters) {
            shut |= keyGates[place].triggers
        }
        return shut
    }

}

/// Texts' first three bytes, of which some prefix begins with each.
struct BytePrefixes {
    private let starts = BitFilter(bits: 16)

    /// - Parameter prefix: Two bytes or more.
    func insert(_ prefix: [UInt8]) {
        let thirds: ClosedRange<UInt8> = prefix.count > 2 ? prefix[2]...prefix[2] : .min ... .max
        for third in thirds { starts.insert(Self.hash(prefix[0], prefix[1], third)) }
    }

    @inline(__always)
    func mayBegin(_ text: Bytes, at index: Int) -> Bool {
        starts.mayHold(Self.hash(text[index], text[index + 1], text[index + 2]))
    }

    @inline(__always)
    private static func hash(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> UInt64 {
        (UInt64(first) | UInt64(second) << 8 | UInt64(third) << 16) &* 0x9E37_79B9_7F4A_7C15
    }
}
