/// Addresses of cryptocurrency wallets, each with its checksum: Bitcoin base58check (P2PKH, P2SH), bech32 and bech32m
/// (BIP-173, BIP-350), Ethereum (`0x` and forty hex digits, EIP-55 where the letters' case is mixed).
///
/// Guard: the checksum; an Ethereum address in one case has none and counts only beside a word such as `wallet`.
struct CryptoWallet: Detector {
    var triggers: [Trigger] {
        [
            .bytes(ByteSet("13"), then: Base58.letters, then: Base58.letters),
            .bytes(ByteSet("bB"), then: ByteSet("cC"), then: ByteSet("1")),
            .bytes(ByteSet("0"), then: ByteSet("xX"), then: .hexDigits),
        ]
    }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        switch text[index] {
        case UInt8(ascii: "1"), UInt8(ascii: "3"): examineBase58(&scan, at: index)
        case UInt8(ascii: "0"):
            guard text[index + 1] | 0x20 == UInt8(ascii: "x") else { return }
            examineEthereum(&scan, at: index)
        default:
            guard text.hasPrefix("bc1", at: index) else { return }
            examineBech32(&scan, at: index)
        }
    }

    private func examineBase58(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard Base58.letters.contains(text[index + 25]) else { return }
        let length = text.run(from: index, of: Base58.letters, limit: 36)
        guard (26...35).contains(length), isEnd(text, index + length),
            let version = Base58.version(text, index..<index + length), version == 0 || version == 5
        else { return }
        scan.report(.cryptoWallet, .checksum, index..<index + length)
    }

    private func examineBech32(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let length = text.run(from: index, of: .alphanumeric, limit: 91)
        guard length <= 90, isEnd(text, index + length), Bech32.isSegwit(text, index..<index + length) else { return }
        scan.report(.cryptoWallet, .checksum, index..<index + length)
    }

    private static let ethereumLength = 42

    private func examineEthereum(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        let end = index + Self.ethereumLength
        guard text.run(from: index + 2, of: .hexDigits, limit: 41) == 40, isEnd(text, end) else { return }
        var hasUpper = false
        var hasLower = false
        var isZero = true
        for place in index + 2..<end {
            if text[place].isUpper { hasUpper = true }
            if text[place].isLower { hasLower = true }
            if text[place] != UInt8(ascii: "0") { isZero = false }
        }
        if isZero { return }
        if hasUpper, hasLower {
            if EIP55.isValid(text, from: index + 2) { scan.report(.cryptoWallet, .checksum, index..<end) }
        } else if isBesideWord(text, before: index) {
            scan.report(.cryptoWallet, .keyed, index..<end)
        }
    }

    private func isEnd(_ text: Bytes, _ index: Int) -> Bool {
        !text[index].isWordOrBeyondASCII && text[index] != UInt8(ascii: "_")
    }

    /// How far back a telling word may stand, in bytes.
    private static let reach = 40

    private func isBesideWord(_ text: Bytes, before index: Int) -> Bool {
        var place = index
        while index - place < Self.reach {
            while index - place < Self.reach, !text[place - 1].isLetter { place -= 1 }
            let end = place
            while index - place < Self.reach, text[place - 1].isLetter { place -= 1 }
            if Self.words.contains(where: { $0.utf8CodeUnitCount == end - place && text.hasPrefix($0, at: place) }) {
                return true
            }
            if place == end { return false }
        }
        return false
    }

    private static let words: [StaticString] = [
        "wallet", "wallets", "eth", "ether", "ethereum", "address", "account", "payee", "recipient", "erc", "usdt",
        "usdc", "crypto",
    ]
}
