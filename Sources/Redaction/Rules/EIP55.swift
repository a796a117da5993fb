/// Ethereum's checksum in the case of letters (EIP-55).
enum EIP55 {
    /// Whether the forty hex digits from `start` on have the case that the hash of their lower-case form asks for.
    static func isValid(_ text: Bytes, from start: Int) -> Bool {
        let hash = Keccak256.hash((0..<40).map { text[start + $0].lowercased })
        for place in 0..<40 where text[start + place].isLetter {
            let nibble = place % 2 == 0 ? hash[place / 2] >> 4 : hash[place / 2] & 15
            if text[start + place].isUpper != (nibble >= 8) { return false }
        }
        return true
    }
}
