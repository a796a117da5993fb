/// Random pieces of events; the same sequence for the same seed (SplitMix64).
struct EventDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    mutating func isOne(of count: Int) -> Bool { int(1...count) == 1 }

    /// One of the words of a text.
    mutating func word(_ words: String) -> String {
        let all = words.split(separator: " ")
        return String(all[int(0...all.count - 1)])
    }

    mutating func string(_ length: Int, of alphabet: String) -> String {
        let letters = Array(alphabet.utf8)
        return String(decoding: (0..<length).map { _ in letters[int(0...letters.count - 1)] }, as: UTF8.self)
    }

    mutating func digits(_ length: Int) -> String { string(length, of: "0123456789") }
    mutating func hex(_ length: Int) -> String { string(length, of: "0123456789abcdef") }
    mutating func base36(_ length: Int) -> String { string(length, of: "abcdefghijklmnopqrstuvwxyz0123456789") }
    mutating func base64(_ length: Int) -> String {
        string(length, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    }

    mutating func two(_ range: ClosedRange<Int>) -> String {
        let value = int(range)
        return value < 10 ? "0\(value)" : "\(value)"
    }

    mutating func uuid() -> String { "\(hex(8))-\(hex(4))-7\(hex(3))-a\(hex(3))-\(hex(12))" }

    mutating func time() -> String {
        "2026-\(two(1...12))-\(two(1...28))T\(two(0...23)):\(two(0...59)):\(two(0...59)).\(digits(6))Z"
    }

    mutating func url() -> String {
        "https://\(word("api www docs cdn")).example.com/v\(int(1...3))/\(word("orders items files runs"))/\(base36(8))"
            + "?page=\(int(1...99))&sort=\(word("asc desc"))"
    }

    mutating func prose(bytes: Int) -> String {
        var text = ""
        while text.utf8.count < bytes {
            let sentence = (0..<int(5...14)).map { _ in Self.words[int(0...Self.words.count - 1)] }.joined(
                separator: " ")
            text += sentence.prefix(1).uppercased() + sentence.dropFirst() + (isOne(of: 8) ? "? " : ". ")
        }
        return String(text.dropLast())
    }

    private static let words: [Substring] = """
        the a of to and in that it is was for on are with as at this have from or one had by word but not what all were we when \
        your can there use an each which she do how their if will up other about out many then them these so some her would \
        make like him into time has look two more write go see number no way could people than first water been call who oil \
        its now find long down day did get come made may part customer order shipped invoice paid ticket closed review draft \
        deployment finished without errors please check again tomorrow morning before release notes budget meeting planned
        """.split(separator: " ")
}
