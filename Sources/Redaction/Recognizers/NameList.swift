import Crypto

/// Recognises the names of a list as whole words: a customer's own people.
///
/// `Roe` is found in `Ms Roe's` and `roe_Roe`, not in `Roentgen`; in scripts without blanks between words it is found
/// wherever it stands. Any white space between the words of a name is as good as a blank. The work is in proportion to the
/// text, however long the list is.
///
/// Its version is a hash of the list and a part of the policy's version in every event: whoever guesses the whole list can
/// see that it is the one.
public struct NameList: Recognizer {
    public let name: String
    public let version: String
    public let kinds: Set<PIIKind>
    private let kind: PIIKind
    private let matchesCase: Bool
    private let words: WordAutomaton

    /// - Parameters:
    ///   - names: Each as it is written, of two bytes or more; shorter ones are passed over.
    ///   - kind: What they are.
    ///   - matchesCase: Whether `jane roe` is another name than `Jane Roe`. If not, ASCII and Latin-1 letters are compared
    ///     without their case.
    ///   - name: What reports call the list.
    public init(
        _ names: some Sequence<String>, kind: PIIKind = .personName, matchesCase: Bool = true, name: String = "names"
    ) {
        self.name = name
        self.kind = kind
        self.matchesCase = matchesCase
        kinds = [kind]
        let written = names.map { Self.normalized(Array($0.utf8), matchesCase).bytes }.map(Self.trimmed)
        let sorted = Set(written.filter { $0.count >= 2 }).sorted { $0.lexicographicallyPrecedes($1) }
        words = WordAutomaton(sorted)
        var hash = SHA256()
        hash.update(data: Array("\(kind.rawValue)\n\(matchesCase)\n".utf8))
        for word in sorted { hash.update(data: word + [10]) }
        version = hash.finalize().prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    public func recognitions(in text: String) -> [Recognition] {
        let (bytes, starts) = Self.normalized(Array(text.utf8), matchesCase)
        return words.matches(in: bytes).map { match in
            // The end of the last byte, not the beginning of what follows: white space behind it is not its own.
            Recognition(kind: kind, range: starts[match.lowerBound]..<starts[match.upperBound - 1] + 1)
        }
    }

    /// The bytes with a blank for each run of white space, and where each one began.
    private static func normalized(_ text: [UInt8], _ matchesCase: Bool) -> (bytes: [UInt8], starts: [Int]) {
        var bytes: [UInt8] = []
        var starts: [Int] = []
        bytes.reserveCapacity(text.count)
        starts.reserveCapacity(text.count)
        var previous: UInt8 = 0
        for (place, byte) in text.enumerated() {
            if byte.isWhitespace, previous.isWhitespace { continue }
            var written = byte.isWhitespace ? 32 : matchesCase ? byte : byte.lowercased
            // U+00C0…U+00DE, but not U+00D7.
            if !matchesCase, previous == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 { written += 0x20 }
            previous = byte
            bytes.append(written)
            starts.append(place)
        }
        return (bytes, starts)
    }

    private static func trimmed(_ name: [UInt8]) -> [UInt8] {
        Array(name.drop { $0 == 32 }.reversed().drop { $0 == 32 }.reversed())
    }
}
