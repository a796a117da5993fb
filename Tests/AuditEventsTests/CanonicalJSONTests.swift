import AuditEvents
import Foundation
import Testing

/// The examples of RFC 8785, from `Vectors/`.
@Suite struct CanonicalJSONTests {
    private static func vector(_ name: String) throws -> [UInt8] {
        let folder = try #require(Bundle.module.url(forResource: "Vectors", withExtension: nil))
        return Array(try Data(contentsOf: folder.appendingPathComponent(name)))
    }

    @Test(arguments: ["rfc8785-main", "rfc8785-sorting"])
    func anExampleOfTheRFCHasItsCanonicalForm(name: String) throws {
        let value = try JSONValue(parsing: try Self.vector("\(name).json"))
        #expect(value.canonicalBytes() == (try Self.vector("\(name).canonical")))
    }

    @Test func theMainExampleHasTheBytesThatTheRFCPrints() throws {
        let hex = String(decoding: try Self.vector("rfc8785-main.canonical.hex"), as: UTF8.self)
        let expected = hex.split(whereSeparator: \.isWhitespace).map { UInt8($0, radix: 16) }
        let value = try JSONValue(parsing: try Self.vector("rfc8785-main.json"))
        #expect(value.canonicalBytes().map(Optional.some) == expected)
    }

    @Test func everyNumberOfAppendixBHasItsText() throws {
        let lines = String(decoding: try Self.vector("rfc8785-numbers.txt"), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == 26)
        for line in lines {
            let parts = line.split(separator: " ")
            let number = Double(bitPattern: try #require(UInt64(parts[0], radix: 16)))
            if parts[1] == "-" {
                #expect(!number.isFinite)
                #expect(!JSONValue.isInRange(number))
            } else {
                #expect(String(decoding: JSONValue.number(number).canonicalBytes(), as: UTF8.self) == parts[1])
            }
        }
    }

    @Test func everyControlCharacterHasItsShortestEscape() {
        var expected = "\""
        for code in UInt32(0)..<0x20 {
            switch code {
            case 8: expected += "\\b"
            case 9: expected += "\\t"
            case 10: expected += "\\n"
            case 12: expected += "\\f"
            case 13: expected += "\\r"
            default: expected += "\\u00" + (code < 16 ? "0" : "") + String(code, radix: 16)
            }
        }
        expected += "\\\"\\\\/\u{7F}\u{80}\u{2028}\""
        let text = String(String.UnicodeScalarView((UInt32(0)..<0x20).map { Unicode.Scalar($0)! }))
        #expect(
            String(decoding: JSONValue.string(text + "\"\\/\u{7F}\u{80}\u{2028}").canonicalBytes(), as: UTF8.self)
                == expected)
    }

    /// An escape is found wherever it stands in a word of eight bytes, beside whatever else is in it.
    @Test func anEscapeIsWrittenAtEveryPlaceOfAText() throws {
        for length in 1...20 {
            for place in 0..<length {
                for special in ["\"", "\\", "\n", "\u{1F}", "\u{0}"] {
                    for filler in ["a", "!", "#", "[", "]", " ", "\u{FF}", "\u{7F}"] {
                        let parts = (0..<length).map { $0 == place ? special : filler }
                        let text = parts.joined()
                        let bytes = JSONValue.string(text).canonicalBytes()
                        let escape = JSONValue.string(special).canonicalBytes().dropFirst().dropLast()
                        let expected = parts.map { $0 == special ? Array(escape) : Array($0.utf8) }.joined()
                        #expect(bytes.dropFirst().dropLast().elementsEqual(expected))
                        #expect(try JSONValue(parsing: bytes) == .string(text))
                    }
                }
            }
        }
    }
}
