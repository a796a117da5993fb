/// The one spelling of a value under which its pseudonym is made.
///
/// A rule merges spellings only where they cannot be two different values: two people under one pseudonym would be worse than
/// one person under two. What does not look like its kind as a whole (`user:+1 415 555 0132`) stays as it is. ASCII only:
/// what Unicode calls the lower case of a letter depends on its version, and a pseudonym must not.
enum CanonicalValue {
    static func of(_ value: String, _ kind: PIIKind) -> String {
        switch kind {
        case .email: mapped(value, \.lowercased)
        case .ipv4, .ipv6: IPAddress(value)?.description ?? value
        case .phone: value.withBytes { phone($0) } ?? value
        default: isNumber(kind) ? value.withBytes { number($0) } ?? value : value
        }
    }

    private static func mapped(_ text: String, _ change: (UInt8) -> UInt8) -> String {
        String(decoding: text.utf8.map(change), as: UTF8.self)
    }

    // MARK: Telephone numbers

    private static let phoneSeparators = ByteSet(" -./()")

    /// The digits, without the international prefix (`+`, or `00` as in ITU-T E.123) and the `(0)` behind a country code.
    private static func phone(_ text: Bytes) -> String? {
        var index = 0
        while text[index] == 32 || text[index] == UInt8(ascii: "(") { index += 1 }
        var isInternational = false
        if text[index] == UInt8(ascii: "+") {
            isInternational = true
            index += 1
        } else if text.hasExactly("00", at: index) {
            isInternational = true
            index += 2
        }
        var digits: [UInt8] = []
        while index < text.count {
            let byte = text[index]
            if isInternational, !digits.isEmpty, text.hasExactly("(0)", at: index) {
                index += 3
                continue
            }
            if byte.isDigit {
                digits.append(byte)
            } else if !phoneSeparators.contains(byte) {
                return nil
            }
            index += 1
        }
        return digits.isEmpty ? nil : String(decoding: digits, as: UTF8.self)
    }

    // MARK: Numbers that an office or a bank gives out

    /// Kinds whose values have a fixed shape, so that separators and case say nothing: those of one country, whose names
    /// begin with its two letters, and these.
    private static func isNumber(_ kind: PIIKind) -> Bool {
        if numbers.contains(kind) { return true }
        let name = kind.rawValue.utf8
        return name.count > 3 && Array(name.prefix(3))[2] == UInt8(ascii: "_")
    }

    private static let numbers: Set<PIIKind> = [.creditCard, .iban, .postalCode, "MAC_ADDRESS", "SWIFT_BIC", "VIN"]
    private static let numberSeparators = ByteSet(" -./:")

    /// Upper-case letters and digits, without separators.
    private static func number(_ text: Bytes) -> String? {
        var characters: [UInt8] = []
        for index in 0..<text.count {
            let byte = text[index]
            if byte.isAlphanumeric {
                characters.append(byte.isLetter ? byte & 0xDF : byte)
            } else if !numberSeparators.contains(byte) {
                return nil
            }
        }
        return characters.isEmpty ? nil : String(decoding: characters, as: UTF8.self)
    }
}
