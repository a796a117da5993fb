/// What ordinary numbers look like that are no identity numbers, unless a word says so.
enum OrdinaryNumber {
    /// Seconds or milliseconds since 1970, a date, a date with a time.
    ///
    /// A check digit is right by chance once in ten times, so the years from 2017 to 2030 count as times even then.
    static func isTime(_ number: IdentifierText, isChecked: Bool) -> Bool {
        guard number.letterMask == 0, number.breaks == 0 else { return false }
        switch number.count {
        case 8, 12, 14: return !isChecked && (number.hasPrefix("20") || number.hasPrefix("19"))
        case 10, 13, 16: return isChecked ? (15...18).contains(number.number(0..<2)) : number[0] == UInt8(ascii: "1")
        default: return false
        }
    }

    /// `INV123456`, `PO1234567`: the number of a record; `c02ac85`: an abbreviated hash.
    static func isRecordOrHash(_ number: IdentifierText) -> Bool {
        guard number.breaks == 0 else { return false }
        let letters = (~number.letterMask).trailingZeroBitCount
        if (2...5).contains(letters), number.letterMask == (1 << UInt32(letters)) - 1 {
            var word = 0
            for place in 0..<letters { word = word << 8 | Int(number[place]) }
            return records.contains(word)
        }
        guard (7...8).contains(number.count), number.lowerMask != 0, number.lowerMask == number.letterMask else {
            return false
        }
        return (0..<number.count).allSatisfy { number[$0].hexValue != nil }
    }

    /// What records are called by the programs that number them.
    private static let records: Set<Int> = Set(
        """
        ACC ACT API APP ART BLD BUG BUILD CAS CHG CHN CPU CRN CTR CUS CVE DEV DOC ENV ERR EVT EXC GPU GRN GRP INC INV IRN ISO
        ISS ITM JOB LOG LOT MSG NET NUM OPS ORD ORDER PAY PID PKG PO POD PRB PRD PRJ QTY REF REL REQ RFC RITM RMA RUN SEC SEQ
        SHP SKU SO SQL SRV SVC TAG TASK TID TKT TXN UID URL USR UTC VER WEB WO
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { word in
            word.utf8.reduce(0) { $0 << 8 | Int($1) }
        })
}
