/// One cheap pass over a text: a table says which detectors may begin at each byte, all other bytes are passed over.
///
/// UUIDs, ISO 8601 dates and times (but dates of birth), and what redaction itself wrote are skipped as a whole.
final class Scanner: @unchecked Sendable {
    /// All detectors, each one file.
    static let standard = Scanner([
        Email(), PhoneNumber(), PhoneBesideWord(), CreditCard(), IBAN(), USSocialSecurity(), IPv4(), IPv6(),
        PostalCode(), IdentityNumber(), BankIdentifierCode(), Coordinates(), StreetAddress(), PercentSign(),
        URLCredential(), SecretPair(), NamedPair(), SpokenPassword(), SecretManifest(), SecretElement(),
        AuthorizationScheme(),
        JSONWebToken(), PrivateKeyBlock(),
        AWSSecret(),
        PrefixedTokens(TokenRule.all), InfixTokens(), MACAddress(), CryptoWallet(),
    ])

    /// A bit per trigger for each byte, after another byte (row 0), an underscore (1), a letter (2), a digit (3).
    private let table: UnsafePointer<UInt64>
    /// Where in `table` the row after each byte begins.
    private let rows: UnsafePointer<UInt16>
    /// A bit per trigger for each length of a run of digits.
    private let digitTable: UnsafePointer<UInt64>
    /// A bit per trigger for each byte that may stand second.
    private let seconds: UnsafePointer<UInt64>
    private let slots: UnsafePointer<Slot>
    private let detectors: DetectorList

    private struct Slot: BitwiseCopyable {
        let detector: Int
        /// Which first and second bytes go together, where not all do.
        var pairs: BytePairs.Table?
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
        var seconds = Array(repeating: 0 as UInt64, count: 256)
        var slots: [Slot] = []
        for (number, detector) in detectors.enumerated() {
            for trigger in detector.triggers {
                let bit = (1 as UInt64) << UInt64(slots.count)
                switch trigger.place {
                case .digits(let lengths):
                    slots.append(Slot(detector: number))
                    for length in lengths.clamped(to: 1...Self.longestGroup) { digitTable[length] |= bit }
                case .bytes(let first, let second, let boundary):
                    slots.append(Slot(detector: number))
                    for byte in UInt8.min...UInt8.max {
                        if second.contains(byte) { seconds[Int(byte)] |= bit }
                        guard first.contains(byte) else { continue }
                        for row in 0..<boundary.rows { table[row * 256 + Int(byte)] |= bit }
                    }
                case .pairs(let pairs, let boundary):
                    slots.append(Slot(detector: number, pairs: pairs.table))
                    for byte in UInt8.min...UInt8.max {
                        if pairs.seconds.contains(byte) { seconds[Int(byte)] |= bit }
                        guard pairs.firsts.contains(byte) else { continue }
                        for row in 0..<boundary.rows { table[row * 256 + Int(byte)] |= bit }
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
        self.seconds = Self.kept(seconds)
        self.slots = Self.kept(slots)
        self.detectors = DetectorList(detectors)
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

    func makeScan() -> Scan { Scan(detectorCount: detectors.count) }

    /// Collects the candidates of `text` in `scan`.
    func run(_ scan: inout Scan, on text: Bytes, mode: ScanMode, hint: Context) {
        scan.begin(text, mode: mode, hint: hint)
        let table = table
        let rows = rows
        let seconds = seconds
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
            let next = text[index + 1]
            let pending = bits & seconds[Int(next)] & ~Self.ownBits
            if pending | bits & Self.digitBit != 0 { visit(&scan, at: index, bits, pending, byte, next) }
            index += 1
        }
        scan.end()
    }

    private func visit(
        _ scan: inout Scan, at index: Int, _ bits: UInt64, _ pending: UInt64, _ byte: UInt8, _ next: UInt8
    ) {
        var pending = pending
        if bits & Self.digitBit != 0 {
            scan.group = scan.text.digits(from: index, limit: Self.longestGroup)
            pending |= digitTable[scan.group]
        }
        while pending != 0 {
            let slot = slots[pending.trailingZeroBitCount]
            pending &= pending &- 1
            if let pairs = slot.pairs, !pairs.contains(byte, next) { continue }
            scan.visit(detectors, slot.detector, at: index)
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
