/// One cheap pass over a text: a table says which detectors may begin at each byte, all other bytes are passed over.
///
/// UUIDs, ISO 8601 dates and times (but dates of birth), and what redaction itself wrote are skipped as a whole.
final class Scanner: @unchecked Sendable {
    /// All detectors, each one file.
    static let standard = Scanner([
        Email(), PhoneNumber(), PhoneBesideWord(), CreditCard(), IBAN(), USSocialSecurity(), IPv4(), IPv6(),
        PostalCode(), IdentityNumber(), BankIdentifierCode(), Coordinates(), StreetAddress(),
        URLCredential(), SecretPair(), SecretElement(), AuthorizationScheme(), JSONWebToken(), PrivateKeyBlock(),
        AWSSecret(),
        PrefixedTokens(
            TokenRule.aws + TokenRule.gitHub + TokenRule.slack + TokenRule.stripe + TokenRule.google),
    ])

    /// A bit per trigger for each byte, after another byte (row 0), an underscore (1), a letter (2), a digit (3).
    private let table: UnsafePointer<UInt64>
    /// Where in `table` the row after each byte begins.
    private let rows: UnsafePointer<UInt16>
    /// A bit per trigger for each length of a run of digits.
    private let digitTable: UnsafePointer<UInt64>
    /// The detector and the second bytes of each trigger.
    private let slots: UnsafePointer<Slot>
    private let detectors: UnsafePointer<any Detector>
    private let detectorCount: Int

    private struct Slot {
        let detector: Int
        let second: ByteSet
    }

    private static let longestGroup = 30
    /// Digits, letters a…f and the first bytes of placeholders have meanings of their own in the table.
    private static let digitBit: UInt64 = 1 << 63
    private static let hexBit: UInt64 = 1 << 62
    private static let placeholderBit: UInt64 = 1 << 61
    private static let ownBits = digitBit | hexBit | placeholderBit

    init(_ detectors: [any Detector]) {
        var table = Array(repeating: 0 as UInt64, count: 4 * 256)
        var digitTable = Array(repeating: 0 as UInt64, count: Self.longestGroup + 1)
        var slots: [Slot] = []
        for (number, detector) in detectors.enumerated() {
            for trigger in detector.triggers {
                let bit = (1 as UInt64) << UInt64(slots.count)
                switch trigger.place {
                case .digits(let lengths):
                    slots.append(Slot(detector: number, second: .all))
                    for length in lengths.clamped(to: 1...Self.longestGroup) { digitTable[length] |= bit }
                case .bytes(let first, let second, let boundary):
                    slots.append(Slot(detector: number, second: second))
                    for row in 0..<Self.rowCount(boundary) {
                        for byte in UInt8.min...UInt8.max where first.contains(byte) {
                            table[row * 256 + Int(byte)] |= bit
                        }
                    }
                }
            }
        }
        precondition(slots.count <= 61, "the dispatch table has room for 61 triggers")
        for byte in UInt8.min...UInt8.max {
            for row in 0..<2 {
                if byte.isDigit { table[row * 256 + Int(byte)] |= Self.digitBit }
                if byte.hexValue != nil { table[row * 256 + Int(byte)] |= Self.hexBit }
            }
        }
        for row in 0..<4 {
            table[row * 256 + Int(UInt8(ascii: "["))] |= Self.placeholderBit
            table[row * 256 + Int(UInt8(ascii: "<"))] |= Self.placeholderBit
        }
        self.table = Self.kept(table)
        self.digitTable = Self.kept(digitTable)
        self.slots = Self.kept(slots)
        self.detectors = Self.kept(detectors)
        detectorCount = detectors.count
        rows = Self.kept(
            (UInt8.min...UInt8.max).map { byte in
                byte.isDigit ? 768 : byte.isLetter ? 512 : byte == UInt8(ascii: "_") ? 256 : 0
            })
    }

    /// Copies a table to where it is read without a count of references; never freed, as scanners live for ever.
    private static func kept<Element>(_ elements: [Element]) -> UnsafePointer<Element> {
        let copy = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        copy.initialize(from: elements, count: elements.count)
        return UnsafePointer(copy)
    }

    /// The rows in which a trigger with this boundary stands: the first so many.
    private static func rowCount(_ boundary: Trigger.Boundary) -> Int {
        switch boundary {
        case .anything: 4
        case .nonDigit: 3
        case .nonAlphanumeric: 2
        case .nonWord: 1
        }
    }

    func makeScan() -> Scan { Scan(detectorCount: detectorCount) }

    /// Collects the candidates of `text` in `scan`.
    func run(_ scan: inout Scan, on text: Bytes, mode: ScanMode, hint: Context) {
        scan.begin(text, mode: mode, hint: hint)
        let table = table
        let rows = rows
        var index = 0
        var row = 0
        while index < text.count {
            let byte = text.unchecked(index)
            let bits = table[row + Int(byte)]
            row = Int(rows[Int(byte)])
            if bits == 0 {
                index += 1
                continue
            }
            if bits & Self.ownBits != 0, let end = skip(&scan, text, at: index, bits) {
                index = end
                row = Int(rows[Int(text[end - 1])])
                continue
            }
            visit(&scan, at: index, bits)
            index += 1
        }
        scan.end()
    }

    private func visit(_ scan: inout Scan, at index: Int, _ bits: UInt64) {
        var pending = bits & ~Self.ownBits
        if bits & Self.digitBit != 0 {
            scan.group = scan.text.digits(from: index, limit: Self.longestGroup)
            pending |= digitTable[scan.group]
        }
        guard pending != 0 else { return }
        let next = scan.text[index + 1]
        while pending != 0 {
            let slot = slots[pending.trailingZeroBitCount]
            pending &= pending &- 1
            guard slot.second.contains(next) else { continue }
            guard scan.mayVisit(slot.detector, at: index) else { continue }
            detectors[slot.detector].examine(&scan, at: index)
            scan.visited(slot.detector, at: index)
        }
    }

    /// The end of a shape at `index` that holds nothing personal, whatever its digits look like.
    private func skip(_ scan: inout Scan, _ text: Bytes, at index: Int, _ bits: UInt64) -> Int? {
        if bits & Self.placeholderBit != 0 { return Placeholder.end(in: text, at: index) }
        if bits & Self.hexBit != 0, let end = InnocentShape.endOfUUID(in: text, at: index) { return end }
        if bits & Self.digitBit != 0, let end = InnocentShape.endOfTime(in: text, at: index) {
            ISOBirthDate.examine(&scan, index..<end)
            return end
        }
        return nil
    }
}
