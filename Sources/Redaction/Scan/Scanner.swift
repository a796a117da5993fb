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

    private let tables: DispatchTables
    private let detectors: DetectorList

    init(_ detectors: [any Detector]) {
        tables = DispatchTables(detectors)
        self.detectors = DetectorList(detectors)
    }

    func makeScan() -> Scan { Scan(detectorCount: detectors.count) }

    /// Collects the candidates of `text` in `scan`.
    func run(_ scan: inout Scan, on text: Bytes, mode: ScanMode, hint: Context) {
        scan.begin(text, mode: mode, hint: hint)
        let tables = tables
        var index = 0
        var row = 0
        while index < text.count {
            let hits: UInt64
            (index, row, hits) = tables.next(in: text, from: index, row)
            if hits == 0 { break }
            if hits & DispatchTables.ownBits != 0, let end = skip(&scan, text, at: index, hits) {
                index = end
                row = tables.row(after: text[end - 1], in: 0)
                continue
            }
            visit(&scan, at: index, hits)
            row = tables.row(after: text[index], in: row)
            index += 1
        }
        scan.end()
    }

    private func visit(_ scan: inout Scan, at index: Int, _ hits: UInt64) {
        var pending = hits & ~DispatchTables.ownBits
        if hits & DispatchTables.digitBit != 0 {
            let text = scan.text
            scan.group = text.digits(from: index, limit: DispatchTables.longestGroup)
            pending |= tables.digitHits(text, at: index, scan.group)
            if NumberGuard.continuesNumber(text, at: index) { pending &= tables.continuing }
            if pending & tables.tellable != 0 { pending &= ~scan.deaf(tables) }
        }
        if pending & tables.gates.all != 0 { pending = tables.gates.open(pending, scan.text, at: index) }
        var last = -1
        while pending != 0 {
            let detector = tables.detector(pending.trailingZeroBitCount)
            pending &= pending &- 1
            // Two of its triggers may stand at one place.
            if detector == last { continue }
            last = detector
            scan.visit(detectors, detector, at: index)
        }
    }

    /// The end of a shape at `index` that holds nothing personal, whatever its digits look like.
    private func skip(_ scan: inout Scan, _ text: Bytes, at index: Int, _ hits: UInt64) -> Int? {
        if hits & DispatchTables.placeholderBit != 0 { return Placeholder.end(in: text, at: index) }
        if hits & DispatchTables.hexBit != 0, let end = InnocentShape.endOfUUID(in: text, at: index) { return end }
        if hits & DispatchTables.digitBit != 0, let end = InnocentShape.endOfTime(in: text, at: index) {
            ISOBirthDate.examine(&scan, index..<end)
            return end
        }
        return nil
    }
}
