/// The words that tell what a number beside them is, by their hash.
///
/// A word counts whole and in any case; two words may also count together (`taxid` is `tax id`, `tax-id` and `taxId`).
/// Made once and never freed: many threads look words up all the time, and a counted reference to a shared table would
/// cost more than the look-up.
struct Vocabulary: @unchecked Sendable {
    private struct Slot: BitwiseCopyable {
        var hash: UInt64 = 0
        var meaning: Context = []
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int
    /// The length in bytes of the longest word.
    let longest: Int

    /// - Parameter rows: A meaning and its words, parted by blanks or line breaks. A word may stand in several rows.
    init(_ rows: [(Context, String)]) {
        let words = rows.flatMap { row in
            row.1.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (row.0, Array($0.utf8)) }
        }
        var size = 64
        while size < 4 * words.count { size *= 2 }
        mask = size - 1
        longest = words.map(\.1.count).max() ?? 0
        slots = UnsafeMutablePointer<Slot>.allocate(capacity: size)
        slots.initialize(repeating: Slot(), count: size)
        for (meaning, word) in words {
            var hash = WordHash()
            word.withUnsafeBufferPointer { hash.append(Bytes($0), 0..<word.count) }
            var place = Int(truncatingIfNeeded: hash.value >> 20) & mask
            while slots[place].hash != 0, slots[place].hash != hash.value { place = (place + 1) & mask }
            slots[place].hash = hash.value
            slots[place].meaning.formUnion(meaning)
        }
    }

    func meaning(of text: Bytes, _ range: Range<Int>) -> Context {
        guard range.count <= longest else { return [] }
        var hash = WordHash()
        hash.append(text, range)
        return self[hash]
    }

    subscript(hash: WordHash) -> Context {
        var place = Int(truncatingIfNeeded: hash.value >> 20) & mask
        while slots[place].hash != 0 {
            if slots[place].hash == hash.value { return slots[place].meaning }
            place = (place + 1) & mask
        }
        return []
    }

    static let standard = Vocabulary(
        general + IdentifierRule.vocabularies.enumerated().map { (.identifier($0.offset), $0.element) })

    private static let general: [(Context, String)] = [
        (
            .phone,
            """
            phone phones telephone tel mobile cell cellphone cellular fax whatsapp sms msisdn handy telefon telefono
            teléfono téléphone telefone móvil portable mobil mobiltelefon telefonnummer phonenumber phoneno mobilenumber
            faxnumber rufnummer cep celular gsm puhelin telefonnr numer 전화 電話 电话 手机
            """
        ),
        (.perhapsPhone, "call calls calling called dial ring text contact reach"),
        (
            .postal,
            "zip zipcode postal postalcode postcode plz postleitzahl postnummer códigopostal codepostal codicepostale avviamentopostale"
        ),
        (.archive, "file files archive archives bytes kb mb unzip zipped"),
        (
            .card,
            "card cards creditcard cardnumber cc visa mastercard amex discover maestro diners jcb unionpay credit debit"
        ),
        (.socialSecurity, "ssn social socialsecurity ssns"),
        (.version, "version versions ver build revision rev firmware semver"),
        (.ipAddress, "ip ipv6 ipv4 ipaddress ipaddr"),
        (.objectIdentifier, "oid oids"),
        (.bankCode, "bic biccode swiftcode swiftbic bicswift bankidentifier bankidentifiercode bankcode"),
        (.perhapsBankCode, "swift"),
        (.place, "gps location coordinates coords geo geolocation latlng latlon koordinaten coordonnées coordenadas"),
        (.perhapsCoordinate, "lat lng lon"),
        (.coordinate, "latitude longitude breitengrad längengrad latitud longitud"),
    ]
}

/// FNV-1a (Fowler, Noll, Vo) over letters in lower case; of those beyond ASCII the Latin ones.
struct WordHash {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    @inline(__always)
    mutating func append(_ text: Bytes, _ range: Range<Int>) {
        var previous: UInt8 = 0
        for index in range {
            var byte = text[index].lowercased
            // U+00C0…U+00DE, but not U+00D7.
            if previous == 0xC3, (0x80...0x9E).contains(byte), byte != 0x97 { byte += 0x20 }
            previous = byte
            value = (value ^ UInt64(byte)) &* 0x100_0000_01B3
        }
    }
}

/// Says of word after word what it means, alone or together with the one before.
struct WordReader {
    private var previous: WordHash?

    mutating func meaning(of text: Bytes, _ word: Range<Int>) -> Context {
        let vocabulary = Vocabulary.standard
        guard word.count <= vocabulary.longest else {
            previous = nil
            return []
        }
        var single = WordHash()
        single.append(text, word)
        var meaning = vocabulary[single]
        if var pair = previous {
            pair.append(text, word)
            meaning.formUnion(vocabulary[pair])
        }
        previous = single
        return meaning
    }

    /// Forgets the word before.
    mutating func reset() { previous = nil }
}
