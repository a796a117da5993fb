/// Finds one kind: a trigger says where a candidate may begin, `examine` validates it, guards it against look-alikes and
/// reports it.
///
/// A detector is one small file, listed in `Scanner.standard`. Three duties keep the scan linear for every input:
/// - look a bounded number of bytes ahead and behind; or
/// - report all that was looked at and set `scan.resume` to its end, so that it is not looked at again; or
/// - look only as far as a byte at which the detector itself is triggered.
protocol Detector: Sendable {
    /// Where candidates may begin: several, if the kind has several faces.
    var triggers: [Trigger] { get }

    /// Looks at a candidate and calls `scan.report` if it is one.
    func examine(_ scan: inout Scan, at index: Int)
}

/// A place where a detector wants to look.
struct Trigger: Sendable {
    /// What stands before it.
    struct Boundary: OptionSet, Sendable {
        let rawValue: UInt8

        /// Rows of the dispatch table: after any other byte, an underscore, a letter, a digit, a letter somewhere behind a
        /// digit of the same word.
        static let other = Boundary(rawValue: 1)
        static let underscore = Boundary(rawValue: 2)
        static let letter = Boundary(rawValue: 4)
        static let digit = Boundary(rawValue: 8)
        static let laterLetter = Boundary(rawValue: 16)

        static let anyLetter: Boundary = [.letter, .laterLetter]
        static let anything: Boundary = [.other, .underscore, .anyLetter, .digit]
        static let nonAlphanumeric: Boundary = [.other, .underscore]
        static let nonWord: Boundary = .other
    }

    enum Place: Sendable {
        case bytes(ByteSet, ByteSet, ByteSet, after: Boundary)
        case digits(DigitTrigger)
    }

    /// What is asked of a place where the trigger fires before its detector is.
    enum Gate: Sendable {
        /// The place is a separator, and the key before it may end like this.
        case key(KeyEnding)
        /// One of these, of two bytes or more, may stand at the place.
        case prefixes([[UInt8]])
    }

    let place: Place
    var gate: Gate?

    /// A byte of `first`, then one of `second`, then one of `third`, after `boundary`.
    static func bytes(
        _ first: ByteSet, then second: ByteSet = .all, then third: ByteSet = .all,
        after boundary: Boundary = .nonAlphanumeric, if gate: Gate? = nil
    ) -> Self {
        Trigger(place: .bytes(first, second, third, after: boundary), gate: gate)
    }

    /// A whole run of that many digits, not after a letter; runs beyond 30 count as 30.
    ///
    /// - Parameters:
    ///   - before: What may stand before the run.
    ///   - after: What may stand behind it.
    ///   - last: What may stand behind that.
    ///   - shortest: The bytes that the kind takes at least, the run included.
    ///   - telling: What a word of the text or the key above it has to say.
    ///   - goesOn: Whether the number may go on another one: `0.4111`, `1234-4111`.
    static func digits(
        _ lengths: ClosedRange<Int>, after before: ByteSet = .all, then after: ByteSet = .all,
        then last: ByteSet = .all, atLeast shortest: Int = 1, told telling: Context? = nil, goesOn: Bool = false
    ) -> Self {
        Trigger(
            place: .digits(
                DigitTrigger(
                    lengths: lengths, before: before, after: after, last: last, shortest: shortest, telling: telling,
                    goesOn: goesOn)))
    }
}

/// A run of digits where a detector wants to look, as `Trigger.digits` describes it.
struct DigitTrigger: Sendable {
    let lengths: ClosedRange<Int>
    let before: ByteSet
    let after: ByteSet
    let last: ByteSet
    let shortest: Int
    let telling: Context?
    let goesOn: Bool
}

/// How sure a finding is: where findings overlap, the stronger names the kind.
enum Strength: UInt8, Comparable, Sendable {
    case shape, keyed, checksum, secret

    static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
}

/// A finding before overlaps are resolved.
struct Candidate: Hashable, Sendable {
    var kind: PIIKind
    var strength: Strength
    var range: Range<Int>
}
