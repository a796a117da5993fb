/// US social security numbers (SSA POMS RM 10201): area, group and serial, parted. Nine digits in a row are a
/// row of `IdentifierRule.unitedStates`.
///
/// Guard: areas 000, 666 and 900…999, group 00 and serial 0000 were never given out; rows of numbers.
struct USSocialSecurity: Detector {
    var triggers: [Trigger] { [.digits(3...3, then: ByteSet("- ."), then: .digits, atLeast: 11)] }

    func examine(_ scan: inout Scan, at index: Int) {
        let text = scan.text
        guard !NumberGuard.continuesNumber(text, at: index) else { return }
        let separator = text[index + 3]
        guard Self.separators.contains(separator), text[index + 6] == separator,
            text.digits(from: index + 4, limit: 3) == 2, text.digits(from: index + 7, limit: 5) == 4,
            isGivenOut(text, index, index + 4, index + 7), !NumberGuard.goesOn(text, at: index + 11)
        else { return }
        if separator == UInt8(ascii: ".") {
            guard scan.context(before: index).contains(.socialSecurity) else { return }
        } else if separator == 32 {
            guard !(text[index - 1] == 32 && text[index - 2].isDigit),
                !(text[index + 11] == 32 && text[index + 12].isDigit)
            else { return }
        }
        let isTold = scan.context(before: index).contains(.socialSecurity)
        scan.report(.usSSN, isTold ? .keyed : .shape, index..<index + 11)
    }

    private static let separators = ByteSet("- .")

    private func isGivenOut(_ text: Bytes, _ area: Int, _ group: Int, _ serial: Int) -> Bool {
        let number = text[area].digitValue * 100 + text[area + 1].digitValue * 10 + text[area + 2].digitValue
        guard number != 0, number != 666, number < 900 else { return false }
        guard text[group].digitValue + text[group + 1].digitValue > 0 else { return false }
        return (0..<4).contains { text[serial + $0] != UInt8(ascii: "0") }
    }
}
