import AuditEvents

/// What stands between two spaces.
extension QueryParser {
    mutating func parseTerm() throws(QueryError) -> QueryExpression {
        let start = place
        if let keys = try parseFieldName() {
            guard let meaning = FieldMeaning(keys) else { throw unknownField(keys, at: start) }
            return .condition(try parseValue(of: meaning, name: keys.joined(separator: ".")))
        }
        let value = try parseRawValue()
        if value.pattern == .any { return .all }
        guard value.pattern.pieces.count == 1 || value.pattern.isBeginningOnly else {
            throw error(
                "a * stands at the end of a loose word only; behind a field it may stand anywhere, as in action:*.create",
                at: start)
        }
        let isPrefix = value.pattern.literal == nil
        guard Words.hasWord(value.pattern.beginning) else {
            throw error("there is no word to look for: a word has a letter or a digit", at: start)
        }
        return .condition(.words(value.pattern.beginning, isPrefix: isPrefix))
    }

    /// `actor`, `metadata.region`, `input."a key".name`, and the colon; stays where it was if what comes is no such thing.
    private mutating func parseFieldName() throws(QueryError) -> [String]? {
        let start = place
        var keys: [String] = []
        var key = ""
        var at = place
        while at < text.count {
            switch text[at] {
            case ":":
                guard !key.isEmpty || (keys.count > 0 && text[at - 1] == "\"") else { return nil }
                place = at + 1
                return keys + [key]
            case ".":
                guard !key.isEmpty || (at > start && text[at - 1] == "\"") else { return nil }
                keys.append(key)
                key = ""
                at += 1
            case "\"":
                guard key.isEmpty, !keys.isEmpty else { return nil }
                guard let end = endOfQuotation(at) else { throw unclosed(at) }
                key = unquoted(at..<end)
                at = end
                guard at < text.count, text[at] == "." || text[at] == ":" else { return nil }
            case "*", "\\", "(", ")", "<", ">", "=", "/": return nil
            case let scalar where Self.isSpace(scalar): return nil
            case let scalar:
                key.unicodeScalars.append(scalar)
                at += 1
            }
        }
        return nil
    }

    /// The keys of an expression that is a field's name, a colon and a star.
    func fieldName() -> [String]? {
        var parser = self
        guard let keys = try? parser.parseFieldName(), parser.place == text.count - 1 else { return nil }
        return keys
    }

    private func unknownField(_ keys: [String], at start: Int) -> QueryError {
        let name = keys[0]
        if keys.count == 1, FieldMeaning.roots.contains(name) {
            return error("\(name) needs the path to a member, as in \(name).region:eu-*", at: start)
        }
        let near = FieldMeaning.names.compactMap { field in
            Spelling.slips(field, name.lowercased()).map { (field: field, slips: $0) }
        }
        let hint =
            if let nearest = near.min(by: { $0.slips < $1.slips }) {
                "did you mean \(nearest.field)?"
            } else {
                "fields are \(FieldMeaning.names.joined(separator: ", ")), and paths such as metadata.region; "
                    + "a word with a colon goes in quotation marks"
            }
        return error("there is no such field: \(hint)", at: start)
    }

    // MARK: Values

    /// A value as it was written.
    struct RawValue {
        var pattern: TextPattern
        /// No part of it was in quotation marks or behind a backslash, so that `>5` and `1..2` mean something.
        var isPlain: Bool
        var start: Int

        var plain: String? { isPlain ? pattern.pieces.joined(separator: "*") : nil }
    }

    /// Up to the next space or parenthesis.
    private mutating func parseRawValue() throws(QueryError) -> RawValue {
        let start = place
        if place < text.count, text[place] == "\"" {
            guard let end = endOfQuotation(place) else { throw unclosed(place) }
            let literal = unquoted(place..<end)
            place = end
            if place < text.count, !Self.isSpace(text[place]), text[place] != ")", text[place] != "(" {
                throw error("a space is missing behind this quotation", at: place)
            }
            return RawValue(pattern: TextPattern(literal: literal), isPlain: false, start: start)
        }
        var pieces = [""]
        var isPlain = true
        while place < text.count {
            let scalar = text[place]
            if Self.isSpace(scalar) || scalar == "(" || scalar == ")" { break }
            switch scalar {
            case "\"":
                throw error(
                    "a quotation mark in the middle of a word: put all of it in quotation marks, or \\\" for one",
                    at: place)
            case "*": pieces.append("")
            case "\\":
                guard place + 1 < text.count else { throw error("nothing stands behind this backslash", at: place) }
                place += 1
                isPlain = false
                pieces[pieces.count - 1].unicodeScalars.append(text[place])
            default: pieces[pieces.count - 1].unicodeScalars.append(scalar)
            }
            place += 1
        }
        return RawValue(pattern: TextPattern(pieces: pieces), isPlain: isPlain, start: start)
    }

    private mutating func parseValue(of meaning: FieldMeaning, name: String) throws(QueryError) -> QueryCondition {
        let start = place
        let value = try parseRawValue()
        guard place > start else {
            // The keys of a path were typed: what is not plain letters may be somebody's.
            let isPlain = name.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz_-.".utf8.contains($0) }
            let place = isPlain ? "\(name):" : "this path"
            let name = isPlain ? name : "metadata.region"
            throw error("a value is missing behind \(place) — as in \(Self.example(of: meaning, name))", at: start)
        }
        switch meaning {
        case .moment(let moment): return .time(moment, try times(value))
        case .severity: return .severity(try severities(value))
        case .field(.named(.duration)): return .number(.named(.duration), try durations(value))
        case .field(.named(let field)):
            if let choices = field.choices { return .text(.named(field), try choice(value, of: choices, name)) }
            if let plain = value.plain, plain.hasPrefix("<") || plain.hasPrefix(">") {
                throw error(
                    "\(name) holds text, which is not compared; a text that begins so goes in quotation marks",
                    at: start)
            }
            if field == .pii { return .text(.named(field), value.pattern.uppercased()) }
            return .text(.named(field), value.pattern)
        case .field(.path(let keys)):
            if let numbers = try numbers(value) { return .number(.path(keys), numbers) }
            return .text(.path(keys), value.pattern)
        }
    }

    private static func example(of meaning: FieldMeaning, _ name: String) -> String {
        switch meaning {
        case .moment: "\(name):2026-11-01..2026-11-07 or \(name):>-24h"
        case .severity: "severity:>=warning"
        case .field(.named(.duration)): "duration:>250ms"
        case .field(.named(let field)):
            field.choices.map { "\(name):\($0.first ?? "")" } ?? "\(name):u_1, or * for any"
        case .field(.path): "\(name):eu-*, or * for any"
        }
    }

    private func choice(_ value: RawValue, of choices: [String], _ name: String) throws(QueryError) -> TextPattern {
        var word = value.pattern.literal?.lowercased()
        if choices == ["yes", "no"] { word = ["true": "yes", "false": "no"][word] ?? word }
        guard let word, choices.contains(word) else {
            throw error("\(name) is one of \(choices.joined(separator: ", "))", at: value.start)
        }
        return TextPattern(literal: word)
    }

    // MARK: Quotations

    /// The place behind the closing mark.
    private func endOfQuotation(_ start: Int) -> Int? {
        var at = start + 1
        while at < text.count {
            switch text[at] {
            case "\\": at += 2
            case "\"": return at + 1
            default: at += 1
            }
        }
        return nil
    }

    /// What stands between the marks, with `\"` and `\\` for the characters themselves.
    private func unquoted(_ range: Range<Int>) -> String {
        var result = ""
        var at = range.lowerBound + 1
        while at < range.upperBound - 1 {
            if text[at] == "\\" { at += 1 }
            result.unicodeScalars.append(text[at])
            at += 1
        }
        return result
    }

    private func unclosed(_ start: Int) -> QueryError { error("this quotation is never closed", at: start) }
}

extension TextPattern {
    fileprivate func uppercased() -> TextPattern { TextPattern(pieces: pieces.map { $0.uppercased() }) }
}

extension [String: String] {
    fileprivate subscript(key: String?) -> String? { key.flatMap { self[$0] } }
}

/// Whether one word is another with a slip.
enum Spelling {
    /// How many letters were slipped on; nil for another word.
    static func slips(_ left: String, _ right: String) -> Int? {
        guard right.count < 32 else { return nil }
        let (left, right) = (Array(left), Array(right))
        var row = Array(0...right.count)
        for (place, character) in left.enumerated() {
            var before = row[0]
            row[0] = place + 1
            for column in right.indices {
                let changed = before + (right[column] == character ? 0 : 1)
                before = row[column + 1]
                row[column + 1] = min(changed, row[column] + 1, before + 1)
            }
        }
        return row[right.count] <= (min(left.count, right.count) > 4 ? 2 : 1) ? row[right.count] : nil
    }
}
