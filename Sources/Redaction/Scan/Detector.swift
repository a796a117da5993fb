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
    enum Boundary: Sendable {
        /// Wherever the byte stands.
        case anything
        /// Not after a digit.
        case nonDigit
        /// Not after a letter or digit.
        case nonAlphanumeric
        /// Not after a letter, digit or underscore.
        case nonWord

        /// How many rows of the dispatch table it holds for.
        var rows: Int {
            switch self {
            case .anything: 4
            case .nonDigit: 3
            case .nonAlphanumeric: 2
            case .nonWord: 1
            }
        }
    }

    enum Place: Sendable {
        case bytes(first: ByteSet, second: ByteSet, after: Boundary)
        case pairs(BytePairs, after: Boundary)
        case digits(ClosedRange<Int>)
    }

    let place: Place

    /// A byte of `first`, then one of `second`, after `boundary`.
    static func bytes(_ first: ByteSet, then second: ByteSet = .all, after boundary: Boundary = .nonAlphanumeric)
        -> Self
    {
        Trigger(place: .bytes(first: first, second: second, after: boundary))
    }

    /// Exactly one of these pairs of bytes, after `boundary`.
    static func pairs(_ pairs: BytePairs, after boundary: Boundary = .nonAlphanumeric) -> Self {
        Trigger(place: .pairs(pairs, after: boundary))
    }

    /// A whole run of that many digits, not after a letter; runs beyond 30 count as 30.
    static func digits(_ lengths: ClosedRange<Int>) -> Self { Trigger(place: .digits(lengths)) }
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
