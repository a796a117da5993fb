/// International bank account numbers (ISO 13616): a country's length and the remainder modulo 97.
struct IBAN: Detector {
    var triggers: [Trigger] { [.bytes(.upper, then: .upper, then: .digits)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard text[index + 2].isDigit, text[index + 3].isDigit, text[index - 1] != UInt8(ascii: "_") else { return }
        let country = Int(text[index] - UInt8(ascii: "A")) * 26 + Int(text[index + 1] - UInt8(ascii: "A"))
        guard case let length = Int(Self.lengths[country]), length > 0 else { return }
        var remainder = 0
        var read = 0
        var place = index
        // The first four characters count last.
        var first = 0
        while read < length {
            var byte = text[place]
            if read > 0, byte == 32 || byte == UInt8(ascii: "-") {
                place += 1
                byte = text[place]
            }
            guard byte.isDigit || byte.isUpper else { return }
            let value = byte.isDigit ? byte.digitValue : Int(byte - UInt8(ascii: "A")) + 10
            if read < 4 {
                first = first * (value > 9 ? 100 : 10) + value
            } else {
                remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97
            }
            read += 1
            place += 1
        }
        guard !text[place].isAlphanumeric, (remainder * 1_000_000 + first) % 97 == 1 else { return }
        scan.report(.iban, .checksum, index..<place)
    }

    /// By country (26 × first letter + second), 0 where there is none: SWIFT's IBAN registry, release 99.
    private static let lengths: [UInt8] = {
        var lengths = Array(repeating: 0 as UInt8, count: 26 * 26)
        for row in registry.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let bytes = Array(row.utf8)
            let country = Int(bytes[0] - UInt8(ascii: "A")) * 26 + Int(bytes[1] - UInt8(ascii: "A"))
            lengths[country] = UInt8(bytes[2].digitValue * 10 + bytes[3].digitValue)
        }
        return lengths
    }()

    private static let registry = """
        AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29
        ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20
        LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29
        PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30
        """
}
