/// Random pieces of what ordinary programs write; the same sequence for the same seed.
struct BenignDice {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func int(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }

    mutating func pick(_ choices: [String]) -> String { choices[int(0...choices.count - 1)] }

    /// One of the words of a text.
    mutating func word(of text: String) -> String { pick(text.split(separator: " ").map(String.init)) }

    mutating func string(_ length: Int, of alphabet: String) -> String {
        let letters = Array(alphabet)
        return String((0..<length).map { _ in letters[int(0...letters.count - 1)] })
    }

    mutating func digits(_ length: Int) -> String { string(length, of: "0123456789") }
    /// Digits that do not begin with 0.
    mutating func number(_ length: Int) -> String { string(1, of: "123456789") + digits(length - 1) }
    mutating func hex(_ length: Int) -> String { string(length, of: "0123456789abcdef") }
    mutating func upper(_ length: Int) -> String { string(length, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ") }
    mutating func lower(_ length: Int) -> String { string(length, of: "abcdefghijklmnopqrstuvwxyz") }
    mutating func base36(_ length: Int) -> String { string(length, of: "abcdefghijklmnopqrstuvwxyz0123456789") }
    mutating func padded(_ range: ClosedRange<Int>, _ width: Int = 2) -> String {
        let text = String(int(range))
        return String(repeating: "0", count: max(0, width - text.count)) + text
    }

    mutating func uuid() -> String {
        "\(hex(8))-\(hex(4))-\(int(1...7))\(hex(3))-\(pick(["8", "9", "a", "b"]))\(hex(3))-\(hex(12))"
    }
    mutating func ulid() -> String { "01" + string(24, of: "0123456789ABCDEFGHJKMNPQRSTVWXYZ") }
    mutating func semver() -> String { "\(int(0...30)).\(int(0...40)).\(int(0...60))" }
    mutating func fourParts() -> String { "\(int(1...140)).\(int(0...12)).\(int(1...9999)).\(int(0...300))" }
    mutating func date() -> String { "\(int(2019...2026))-\(padded(1...12))-\(padded(1...28))" }
    mutating func clock() -> String { "\(padded(0...23)):\(padded(0...59)):\(padded(0...59))" }
    mutating func time() -> String { "\(date())T\(clock()).\(digits(pick(["3", "6", "9"]) == "3" ? 3 : 6))Z" }
    mutating func epoch() -> Int { int(1_500_000_000...1_799_999_999) }
    mutating func service() -> String {
        word(of: "web api auth billing search worker ingest gateway cache db indexer scheduler mailer audit checkout")
            + "-"
            + word(of: "service server proxy job canary main eu us prod staging")
    }
    mutating func path() -> String {
        "/" + word(of: "usr var opt home etc srv") + "/" + word(of: "lib log app data share nexus") + "/"
            + lower(int(3...9))
            + word(of: ".log .swift .go .py .json .so.6 .tar.gz -2.4.1.jar .conf")
    }
    mutating func region() -> String {
        word(of: "us-east-1 us-west-2 eu-central-1 eu-west-3 ap-southeast-2 sa-east-1 europe-west4 eastus2")
    }
    mutating func pod() -> String {
        "\(service())-\(string(int(8...10), of: "bcdfghjklmnpqrstvwxz2456789"))-\(string(5, of: "bcdfghjklmnpqrstvwxz2456789"))"
    }
}
