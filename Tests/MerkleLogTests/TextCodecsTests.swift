import Testing

@testable import MerkleLog

@Suite struct TextCodecsTests {
    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
        ("foobar", "Zm9vYmFy"),
    ])
    func base64IsThatOfRFC4648(plain: String, encoded: String) {
        #expect(Base64.encode(Array(plain.utf8)) == encoded)
        #expect(Base64.decode(Array(encoded.utf8)[...]) == Array(plain.utf8))
    }

    @Test func base64RoundTripsEveryByteAtEveryPlace() {
        for length in 1...6 {
            for byte in UInt8.min...UInt8.max {
                let bytes = (0..<length).map { byte &* UInt8(2 * $0 + 1) }
                #expect(Base64.decode(Array(Base64.encode(bytes).utf8)[...]) == bytes)
            }
        }
    }

    @Test(arguments: [
        "Zg", "Zg=", "Zg===", "Z===", "====", "=", "Zh==", "Zm9=", "Zg==Zg==", "Zm8=Zm9v", " Zg==", "Zg==\n", "Zm9v\n",
        "Zm-v", "Zm_v", "Z", "Zm9vZ", "Zm9v====", "Zg=A", "Z\u{e9}9",
    ])
    func base64HasNoSecondSpelling(text: String) {
        #expect(Base64.decode(Array(text.utf8)[...]) == nil)
    }

    @Test func everyTextThatDecodesIsWhatItsBytesEncodeTo() {
        // All two-digit groups: of 4,096 texts, the 256 with four zero bits at the end stand for the 256 bytes.
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var decoded: Set<[UInt8]> = []
        for first in digits {
            for second in digits {
                let text = [first, second] + Array("==".utf8)
                guard let bytes = Base64.decode(text[...]) else { continue }
                decoded.insert(bytes)
                #expect(Base64.encode(bytes).utf8.elementsEqual(text))
            }
        }
        #expect(decoded.count == 256)
    }

    @Test func decimalHasOneSpellingAndSixtyFourBits() {
        func parse(_ text: String) -> UInt64? { Decimal.parse(text.utf8) }
        #expect(parse("0") == 0)
        #expect(parse("20852163") == 20_852_163)
        #expect(parse("18446744073709551615") == .max)
        for text in [
            "", "00", "01", "+1", "-1", " 1", "1 ", "1e3", "0x1", "18446744073709551616", "99999999999999999999",
        ] {
            #expect(parse(text) == nil, "\(text)")
        }
    }
}
