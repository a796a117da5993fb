/// Tokens of the right shape, made at run time: none stands in the repository, so no scanner of secrets complains about it.
struct MadeUpToken {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    static let alphanumeric = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
    static let url = alphanumeric + ["-", "_"]
    static let hex = Array("0123456789abcdef")
    static let capitals = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    static let lower = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    static let digits = Array("0123456789")
    static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    /// `count` characters of `alphabet`; with all its sorts of characters and none but letters and digits at both ends.
    mutating func body(_ alphabet: [Character], _ count: Int) -> String {
        while true {
            let text = String((0..<count).map { _ in alphabet.randomElement(using: &generator) ?? "a" })
            let sorts: [(Character) -> Bool] = [{ $0.isNumber }, { $0.isUppercase }, { $0.isLowercase }]
            let isMixed = sorts.allSatisfy { sort in
                count < 12 || !alphabet.contains(where: sort) || text.contains(where: sort)
            }
            guard isMixed, text.first?.isPunctuation != true, text.last?.isPunctuation != true else { continue }
            return text
        }
    }

    /// A pattern such as `ghp_<a36>`: a letter for the alphabet, then the number of characters.
    mutating func fill(_ pattern: String) -> String {
        var result = ""
        var rest = Substring(pattern)
        while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
            result += rest[..<open]
            let hole = rest[rest.index(after: open)..<close]
            result += body(Self.alphabets[hole.first ?? "a"] ?? Self.alphanumeric, Int(hole.dropFirst()) ?? 0)
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }

    private static let alphabets: [Character: [Character]] = [
        "a": alphanumeric, "u": url, "h": hex, "c": capitals, "l": lower, "d": digits, "z": letters,
    ]
}
