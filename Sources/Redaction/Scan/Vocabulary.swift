/// The words that tell what a number beside them is, by their hash.
///
/// A word counts whole and in any case; two words may also count together (`taxid` is `tax id`, `tax-id` and `taxId`).
/// Made once and never freed: many threads look words up all the time, and a counted reference to a shared table would
/// cost more than the look-up. Nearly every word of a text ends at a bit that is not set.
struct Vocabulary: @unchecked Sendable {
    private struct Slot: BitwiseCopyable {
        var hash: UInt64 = 0
        var meaning: Context = []
    }

    private let slots: UnsafeMutablePointer<Slot>
    private let mask: Int
    /// A bit for each hash of a word, and of a word's beginning.
    private let words: BitFilter
    private let beginnings: BitFilter
    /// How words begin.
    private let starts: WordBeginnings
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
        self.words = BitFilter(bits: 16)
        beginnings = BitFilter(bits: 18)
        starts = WordBeginnings(words.map(\.1))
        for (meaning, word) in words {
            word.withUnsafeBufferPointer { buffer in
                let text = Bytes(buffer)
                let hash = WordHash.of(text, 0..<buffer.count)
                for end in 1..<max(1, buffer.count) { beginnings.insert(WordHash.of(text, 0..<end)) }
                self.words.insert(hash)
                var place = Int(truncatingIfNeeded: hash >> 20) & mask
                while slots[place].hash != 0, slots[place].hash != hash { place = (place + 1) & mask }
                slots[place].hash = hash
                slots[place].meaning.formUnion(meaning)
            }
        }
    }

    func meaning(of text: Bytes, _ range: Range<Int>) -> Context {
        guard range.count <= longest else { return [] }
        return self[WordHash.of(text, range)]
    }

    @inline(__always)
    subscript(hash: UInt64) -> Context { words.mayHold(hash) ? find(hash) : [] }

    @inline(never)
    private func find(_ hash: UInt64) -> Context {
        var place = Int(truncatingIfNeeded: hash >> 20) & mask
        while slots[place].hash != 0 {
            if slots[place].hash == hash { return slots[place].meaning }
            place = (place + 1) & mask
        }
        return []
    }

    /// Whether the first three bytes of the word at `start` leave it possible that one of these begins with it.
    @inline(__always)
    func mayBegin(_ text: Bytes, at start: Int) -> Bool { starts.mayHold(text, at: start) }

    /// Whether one of these may begin with `previous` and go on with `word`, of which the first two bytes count.
    @inline(__always)
    func mayGoOn(_ text: Bytes, _ previous: Range<Int>, with word: Range<Int>) -> Bool {
        starts.mayHold(text, previous, with: word)
    }

    /// Whether a word may go on behind what hashes to `hash`.
    @inline(__always)
    func mayBegin(_ hash: UInt64) -> Bool { beginnings.mayHold(hash) }

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

/// Says of word after word what it means, alone or together with the one before.
struct WordReader {
    /// The word before, if another may begin with it.
    private var previous: Range<Int>?

    mutating func meaning(of text: Bytes, _ word: Range<Int>, in vocabulary: Vocabulary = .standard) -> Context {
        guard word.count <= vocabulary.longest else {
            previous = nil
            return []
        }
        let hash = WordHash.of(text, word)
        var meaning = vocabulary[hash]
        if let previous, previous.count + word.count <= vocabulary.longest,
            vocabulary.mayGoOn(text, previous, with: word)
        {
            var pair = WordHash()
            pair.append(text, previous)
            pair.append(text, word)
            meaning.formUnion(vocabulary[pair.finished])
        }
        previous = vocabulary.mayBegin(hash) ? word : nil
        return meaning
    }

    /// Whether the word at `start` may mean something, alone or together with the one before; if not, that is forgotten.
    @inline(__always)
    mutating func expects(_ text: Bytes, _ start: Int, in vocabulary: Vocabulary) -> Bool {
        if vocabulary.mayBegin(text, at: start) { return true }
        guard let previous else { return false }
        if vocabulary.mayGoOn(text, previous, with: start..<start + 2) { return true }
        self.previous = nil
        return false
    }

    /// Forgets the word before.
    mutating func reset() { previous = nil }
}
