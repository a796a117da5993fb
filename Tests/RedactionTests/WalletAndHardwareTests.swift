import Testing

@testable import Redaction

@Suite struct WalletAndHardwareTests {
    // The addresses are examples of BIP-173, BIP-350, EIP-55 and the genesis block.
    @Test(arguments: [
        Case("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "[CRYPTO_WALLET]"),
        Case("pay 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy.", "pay [CRYPTO_WALLET]."),
        Case(#"{"to":"16Yeky6GMjeNkAiNcBY7ZhrLoMSgg1BoyZ"}"#, #"{"to":"[CRYPTO_WALLET]"}"#),
        Case("bitcoin:bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4?amount=1", "bitcoin:[CRYPTO_WALLET]?amount=1"),
        Case("BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "[CRYPTO_WALLET]"),
        Case("bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", "[CRYPTO_WALLET]"),
        Case("0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "[CRYPTO_WALLET]"),
        Case("to 0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359,", "to [CRYPTO_WALLET],"),
        Case("wallet 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "wallet [CRYPTO_WALLET]"),
        Case(#"{"eth_address":"0x5AAEB6053F3E94C9B9A09F33669435E7EF1BEAED"}"#, #"{"eth_address":"[CRYPTO_WALLET]"}"#),
    ]) func wallet(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a",
        "x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
        "11A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNaX",
        "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "bc1Qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        // Version 0 with the checksum of bech32m, version 1 with that of bech32 (BIP-350's invalid vectors).
        "bc1q0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd",
        "BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", "bc1pw5dgrnzv",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed",
        "commit 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed00", "0x0000000000000000000000000000000000000000",
        "wallet 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beae",
    ]) func noWallet(_ text: String) { #expect(redacted(text) == text) }

    /// Every single change of a character breaks each checksum.
    @Test(arguments: [
        "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
    ]) func oneWrongCharacterIsSeen(_ address: String) {
        for place in address.indices.dropFirst(4) {
            for other in ["2", "7", "q", "z"] where String(address[place]) != other {
                var text = address
                text.replaceSubrange(place...place, with: other)
                #expect(redacted(text) == text)
            }
        }
    }

    @Test(arguments: [
        ("", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"),
        ("abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"),
        (
            "The quick brown fox jumps over the lazy dog",
            "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15"
        ),
    ]) func keccak(_ text: String, _ hex: String) {
        let hash = Keccak256.hash(Array(text.utf8)).map { String($0, radix: 16) }
        #expect(hash.map { $0.count == 1 ? "0" + $0 : $0 }.joined() == hex)
    }

    /// Around the block of 136 bytes: padding in one byte, in a block of its own.
    @Test func keccakPadsBlocks() {
        let hashes = Set((134...138).map { Keccak256.hash(Array(repeating: 0x61, count: $0)) })
        #expect(hashes.count == 5)
    }

    @Test(arguments: [
        Case("mac 00:1a:2b:3c:4d:5e", "mac [MAC_ADDRESS]"), Case("mac=00-1A-2B-3C-4D-5E,", "mac=[MAC_ADDRESS],"),
        Case("001a.2b3c.4d5e", "[MAC_ADDRESS]"), Case("mac:00:1a:2b:3c:4d:5e", "mac:[MAC_ADDRESS]"),
        Case(#"{"mac":"00:1a:2b:3c:4d:5e"}"#, #"{"mac":"[MAC_ADDRESS]"}"#),
        Case("00:1a:2b:3c:4d:5e 203.0.113.9", "[MAC_ADDRESS] [IPV4]"),
        Case("link/ether 02:42:ac:11:00:02 brd ff:ff:ff:ff:ff:ff", "link/ether [MAC_ADDRESS] brd ff:ff:ff:ff:ff:ff"),
    ]) func hardwareAddress(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    @Test(arguments: [
        "00:00:00:00:00:00", "ff:ff:ff:ff:ff:ff", "FF-FF-FF-FF-FF-FF", "0000.0000.0000", "00:1a:2b:3c:4d",
        "00:1a:2b:3c:4d:5g",
        "00:1a:2b:3c:4d:5e:6f", "00-1a-2b-3c-4d-5e-6f-70", "a0:00:1a:2b:3c:4d:5e", "00:1a-2b:3c-4d:5e",
        "x00:1a:2b:3c:4d:5e",
        "00:1a:2b:3c:4d:5ex", "SHA1 fingerprint a1:b2:c3:d4:e5:f6:07:18:29:3a:4b:5c:6d:7e:8f:90:a1:b2:c3:d4",
        "1234.5678.9012", "10-20-30-40-50-60-70", "2026-01-31-09-30-00",
    ]) func noHardwareAddress(_ text: String) { #expect(redacted(text) == text) }
}
