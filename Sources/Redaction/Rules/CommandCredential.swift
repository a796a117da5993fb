/// Credentials behind flags of well-known commands: `curl -u user:password`, `mysql -pPassword`, `sshpass -p password`,
/// `redis-cli -a password`, `ldapsearch -w password`.
enum CommandCredential {
    /// How far back the command's name may stand, in bytes.
    private static let reach = 64
    private static let betweenCommands = ByteSet("\n\r;|&")
    private static let longestQuoted = 128

    /// The secret behind a short flag, whose `-` stands at `index`.
    static func value(in text: Bytes, afterFlagAt index: Int) -> Range<Int>? {
        guard text[index - 1].isWhitespace else { return nil }
        switch text[index + 1] {
        case UInt8(ascii: "u"):
            guard let value = word(text, from: index + 2) else { return nil }
            return isBehind(["curl", "wget", "http", "xh"], text, index) ? password(text, value) : nil
        case UInt8(ascii: "p"):
            guard let value = word(text, from: index + 2), isLikely(text, value) else { return nil }
            let isAttached = value.lowerBound == index + 2
            if isAttached {
                return isBehind(["mysql", "mysqldump", "mysqladmin", "mariadb", "sshpass"], text, index) ? value : nil
            }
            return isBehind(["sshpass", "login", "mongo", "mongosh", "mongodump", "rabbitmqadmin"], text, index)
                ? value : nil
        case UInt8(ascii: "a"):
            guard let value = word(text, from: index + 2), value.lowerBound > index + 2, isLikely(text, value) else {
                return nil
            }
            return isBehind(["redis-cli"], text, index) ? value : nil
        default:
            guard let value = word(text, from: index + 2), value.lowerBound > index + 2, isLikely(text, value) else {
                return nil
            }
            return isBehind(["ldapsearch", "ldapadd", "ldapmodify", "ldapwhoami"], text, index) ? value : nil
        }
    }

    /// The password behind `--user user:password` or `--proxy-user=…`, whose name ends before `end`.
    static func value(in text: Bytes, afterLongFlagAt index: Int, endingAt end: Int) -> Range<Int>? {
        guard text.hasExactly("user", at: end - 4), let value = word(text, from: end + 1),
            isBehind(["curl", "wget"], text, index)
        else { return nil }
        return password(text, value)
    }

    /// A word that is no flag, in quotes or not.
    private static func word(_ text: Bytes, from start: Int) -> Range<Int>? {
        var place = start
        while place - start < 4, text[place].isBlank || text[place] == UInt8(ascii: "=") { place += 1 }
        let quote = text[place]
        if quote.isQuote {
            var end = place + 1
            while end - place < longestQuoted, end < text.count, text[end] != quote { end += 1 }
            return text[end] == quote && end > place + 1 ? place + 1..<end : nil
        }
        guard quote != UInt8(ascii: "-") else { return nil }
        // All of it, however long: each word has one flag before it at most, so this stays linear.
        var end = place
        while end < text.count, !text[end].isWhitespace, !text[end].isQuote { end += 1 }
        return end > place ? place..<end : nil
    }

    /// What stands behind the first colon, if it is no reference and was not taken out before.
    private static func password(_ text: Bytes, _ value: Range<Int>) -> Range<Int>? {
        guard let colon = value.first(where: { text[$0] == UInt8(ascii: ":") }), colon + 1 < value.upperBound else {
            return nil
        }
        let password = colon + 1..<value.upperBound
        return isLikely(text, password) ? password : nil
    }

    private static func isLikely(_ text: Bytes, _ value: Range<Int>) -> Bool {
        let first = text[value.lowerBound]
        if first == UInt8(ascii: "$") || first == UInt8(ascii: "<") || first == UInt8(ascii: "{")
            || first == UInt8(ascii: "/")
        {
            return false
        }
        if Placeholder.end(in: text, at: value.lowerBound) == value.upperBound { return false }
        return value.contains { text[$0].isWordOrBeyondASCII }
    }

    /// Whether one of `commands` stands on the line before `index`.
    private static func isBehind(_ commands: [StaticString], _ text: Bytes, _ index: Int) -> Bool {
        var place = index
        while index - place < reach, place > 0, !Self.betweenCommands.contains(text[place - 1]) {
            place -= 1
            guard !text[place - 1].isAlphanumeric, text[place].isLetter else { continue }
            for command in commands where text.hasExactly(command, at: place) {
                if text[place + command.utf8CodeUnitCount].isWhitespace { return true }
            }
        }
        return false
    }
}
