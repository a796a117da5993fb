/// Identity numbers of all countries, by table: persons, taxpayers, the insured, drivers, passports, vehicles.
///
/// Every one has a digit: the first digit of a token is the trigger, and the number may begin with it, with the letters
/// before it, or with one or two short tokens of letters before that (`MIL E 1234`). A look at one trigger is bounded by
/// the longest number.
///
/// Guard: numbers inside longer ones, parts of ids, paths and versions; numbers of a single digit; Unix times and dates.
struct IdentityNumber: Detector {
    private let rules: [IdentifierRule]
    /// What tells of each row.
    private let telling: [Context]
    private let index: IdentifierIndex
    /// Those rows of which nothing has to tell.
    private let strict: IdentifierIndex

    // Of the detector, not of its type: so that no look has to see whether they are made.
    private let separators = ByteSet(" -./:+")
    private let rowBytes = ByteSet.digits | ByteSet(" -./:+")
    private let joints = ByteSet("-./@#+\\$%~*&")

    init(_ rules: [IdentifierRule] = IdentifierRule.families) {
        self.rules = rules
        index = IdentifierIndex(rules)
        strict = IdentifierIndex(rules) { $0.evidence == .itself }
        telling = rules.map { .telling(of: $0) }
    }

    var triggers: [Trigger] { [.bytes(.digits, after: [.other, .letter])] }

    private static let longestLead = 8

    func examine(_ scan: inout Scan, at place: Int) {
        let text = scan.text
        var start = place
        while start > place - Self.longestLead, text[start - 1].isLetter { start -= 1 }
        guard !continues(text[start - 1]), !NumberGuard.continuesNumber(text, at: start) else { return }
        if index.mayBegin(text, at: start) { look(&scan, from: start) }
        // Short tokens of letters before it.
        for _ in 0..<2 {
            let separator = text[start - 1]
            guard separator == 32 || separator == UInt8(ascii: "-") else { return }
            let end = start - 1
            start = end
            while start > end - 4, text[start - 1].isLetter { start -= 1 }
            guard start < end, !continues(text[start - 1]) else { return }
            if index.mayBegin(text, at: start) { look(&scan, from: start) }
        }
    }

    /// Reads the number at `start` against all rows, or where nothing can tell of one, against those that need no telling.
    private func look(_ scan: inout Scan, from start: Int) {
        if scan.mayBeTold(.identifiers) { return walk(&scan, index, from: start) }
        let index = scan.mayStandAlone ? index : strict
        if let end = endOfGroupInRow(&scan, from: start) {
            var number = IdentifierText()
            for place in start..<end { number.append(scan.text[place]) }
            if number.count >= 3 { judge(&scan, index, number, start..<end) }
        } else if index.mayBegin(scan.text, at: start) {
            walk(&scan, index, from: start)
        }
    }

    /// The end of a group of digits in a row of groups, of which several are no number, if no letter follows that would
    /// make another one of them.
    private func endOfGroupInRow(_ scan: inout Scan, from start: Int) -> Int? {
        let text = scan.text
        guard text[start].isDigit, hasDigitBefore(text, start - 1) else { return nil }
        let length = text.digits(from: start, limit: IdentifierShape.longest + 1)
        let end = start + length
        guard length <= IdentifierShape.longest, text[end] == text[start - 1], separators.contains(text[end])
        else {
            return nil
        }
        let rowEnd = scan.endOfRow(from: end, of: rowBytes)
        let isFar = rowEnd - start > IdentifierShape.longest + IdentifierText.mostBreaks
        return isFar || !text[rowEnd].isLetter ? end : nil
    }

    @inline(__always)
    private func continues(_ byte: UInt8) -> Bool { byte.isWordOrBeyondASCII || byte == UInt8(ascii: "_") }

    /// Reads on from `start`, and asks the table wherever the number may end.
    private func walk(_ scan: inout Scan, _ index: IdentifierIndex, from start: Int) {
        let text = scan.text
        var number = IdentifierText()
        var place = start
        while number.count < IdentifierShape.longest {
            let byte = text[place]
            if byte.isAlphanumeric {
                number.append(byte)
                place += 1
                continue
            }
            if number.count >= 3, !continues(byte) { judge(&scan, index, number, start..<place) }
            guard separators.contains(byte), text[place + 1].isAlphanumeric,
                number.separatorCount < IdentifierText.mostBreaks
            else { return }
            number.appendBreak(byte)
            place += 1
        }
        if !continues(text[place]), !text[place].isAlphanumeric { judge(&scan, index, number, start..<place) }
    }

    private func judge(
        _ scan: inout Scan, _ index: IdentifierIndex, _ number: IdentifierText, _ range: Range<Int>
    ) {
        guard number.digitMask != 0, index.mayHold(number), !number.isOneCharacter else { return }
        let mayStandAlone = scan.mayStandAlone
        var around: Context?
        index.forEachFamily(of: number) { family in
            let rule = rules[family]
            let mayBeTold = scan.mayBeTold(telling[family])
            switch rule.evidence {
            case .told: guard mayBeTold else { return }
            case .aloneOrTold: guard mayBeTold || mayStandAlone else { return }
            case .itself: break
            }
            guard rule.accepts(number) else { return }
            let isTold: Bool
            if !mayBeTold {
                isTold = false
            } else if rule.reach < ContextWindow.capacity {
                isTold = scan.context(before: range.lowerBound, within: rule.reach).contains(telling[family])
            } else {
                let context = around ?? scan.context(around: range)
                around = context
                isTold = context.contains(telling[family])
            }
            accept(&scan, rule, isTold: isTold, number, range)
        }
    }

    private func accept(
        _ scan: inout Scan, _ rule: IdentifierRule, isTold: Bool, _ number: IdentifierText, _ range: Range<Int>
    ) {
        let text = scan.text
        if !isTold {
            guard rule.evidence != .told, !isPart(text, range),
                !OrdinaryNumber.isTime(number, isChecked: rule.checksum != nil)
            else { return }
            if isInRow(text, number, range) { return }
        }
        // A word tells of a whole token without a check digit, not of a part, nor of a record's number.
        if isTold, rule.checksum == nil, rule.evidence == .told,
            isJoined(text, range) || OrdinaryNumber.isRecordOrHash(number)
        {
            return
        }
        // Another number goes on where this one ends: `12-34-56` in `12-34-56-78`.
        if NumberGuard.goesOn(text, at: range.upperBound), !isTold { return }
        let range =
            Self.phones.contains(rule.kind) && text[range.lowerBound - 1] == UInt8(ascii: "+")
            ? range.lowerBound - 1..<range.upperBound : range
        let strength: Strength = rule.checksum != nil ? .checksum : isTold ? .keyed : .shape
        // In lower case it is a word as likely as a number.
        if isTold || rule.evidence == .itself && number.lowerMask == 0 {
            scan.report(rule.kind, strength, range)
        } else if !OrdinaryNumber.isRecordOrHash(number), rule.checksum != nil || !number.isSequence {
            scan.reportIfAlone(rule.kind, strength, range)
        }
    }

    /// Whether the number is a part of an id, a path, a host name.
    private func isPart(_ text: Bytes, _ range: Range<Int>) -> Bool {
        joints.contains(text[range.lowerBound - 1])
            || joints.contains(text[range.upperBound]) && text[range.upperBound + 1].isWordOrBeyondASCII
    }

    /// Whether the number is joined to a longer token: `BUILD-3144406017`, `arn:aws:iam::123456789012:role`.
    private func isJoined(_ text: Bytes, _ range: Range<Int>) -> Bool {
        let before = text[range.lowerBound - 1]
        let isLed = text[range.lowerBound - 2].isAlphanumeric
        let isFollowed = text[range.upperBound + 1].isWordOrBeyondASCII
        if joints.contains(before), isLed { return true }
        if joints.contains(text[range.upperBound]), isFollowed { return true }
        return before == UInt8(ascii: ":") && text[range.upperBound] == UInt8(ascii: ":") && isFollowed
    }

    /// Whether groups of digits stand in a longer row of groups: a part of another number.
    private func isInRow(_ text: Bytes, _ number: IdentifierText, _ range: Range<Int>) -> Bool {
        guard number.letterMask == 0, number.breaks != 0 else { return false }
        let separator = number.separator(0)
        return text[range.lowerBound - 1] == separator && text[range.lowerBound - 2].isAlphanumeric
            && hasDigitBefore(text, range.lowerBound - 1)
            || text[range.upperBound] == separator && text[range.upperBound + 1].isDigit
    }

    private func hasDigitBefore(_ text: Bytes, _ end: Int) -> Bool {
        var place = end - 1
        while place > end - 8, text[place].isAlphanumeric {
            if text[place].isDigit { return true }
            place -= 1
        }
        return false
    }

    /// Kinds whose number may have a plus in front.
    private static let phones: Set<PIIKind> = [.trPhone, .phPhone]
}
