import AuditEvents

/// Reads expressions: recursive descent over the text's scalars.
///
/// ```
/// or      = and { "OR" and }
/// and     = factor { [ "AND" ] factor }
/// factor  = ( "-" | "NOT" ) factor | "(" or ")" | term
/// term    = [ key { "." key } ":" ] value
/// ```
struct QueryParser {
    let text: [Unicode.Scalar]
    var place = 0
    private var depth = 0
    private var conditions = 0

    init(_ text: String) throws(QueryError) {
        guard text.utf8.count <= EventQuery.maximumLength else {
            throw QueryError("an expression has at most \(EventQuery.maximumLength) bytes", column: 1)
        }
        self.text = Array(text.unicodeScalars)
    }

    static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace || scalar.value < 0x20 }

    func error(_ message: String, at place: Int) -> QueryError { QueryError(message, column: place + 1) }

    mutating func parse() throws(QueryError) -> QueryExpression {
        skipSpace()
        if place == text.count { return .all }
        let expression = try parseOr()
        guard place == text.count else {
            throw error("this ) closes nothing: take it away, or put it in quotation marks", at: place)
        }
        return expression
    }

    private mutating func parseOr() throws(QueryError) -> QueryExpression {
        var parts = [try parseAnd()]
        while takeKeyword("OR") { parts.append(try parseAnd()) }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    private mutating func parseAnd() throws(QueryError) -> QueryExpression {
        var parts = [try parseFactor()]
        while true {
            skipSpace()
            if takeKeyword("AND") {
                parts.append(try parseFactor())
            } else if place < text.count, text[place] != ")", !isAtKeyword("OR") {
                parts.append(try parseFactor())
            } else {
                return parts.count == 1 ? parts[0] : .and(parts)
            }
        }
    }

    private mutating func parseFactor() throws(QueryError) -> QueryExpression {
        skipSpace()
        guard place < text.count else { throw error("a condition is missing at the end", at: place) }
        let isNesting = text[place] == "(" || text[place] == "-" || isAtKeyword("NOT")
        guard !isNesting || depth < EventQuery.maximumDepth else {
            throw error("at most \(EventQuery.maximumDepth) parentheses and negations within each other", at: place)
        }
        depth += 1
        defer { depth -= 1 }
        if takeKeyword("NOT") { return .not(try parseFactor()) }
        let start = place
        switch text[place] {
        case "-":
            place += 1
            guard place < text.count, !Self.isSpace(text[place]) else {
                throw error("a - stands right before what it excludes, as in -outcome:success", at: start)
            }
            return .not(try parseFactor())
        case "(":
            place += 1
            skipSpace()
            if place < text.count, text[place] == ")" { throw error("there is nothing between ( and )", at: start) }
            let inner = try parseOr()
            skipSpace()
            guard place < text.count, text[place] == ")" else { throw error("this ( is never closed", at: start) }
            place += 1
            return inner
        case ")": throw error("a condition is missing before this )", at: place)
        default: break
        }
        for keyword in ["AND", "OR"] where isAtKeyword(keyword) {
            throw error(
                "\(keyword) stands between two conditions; \"\(keyword)\" in quotation marks is a word", at: start)
        }
        conditions += 1
        guard conditions <= EventQuery.maximumConditions else {
            throw error("at most \(EventQuery.maximumConditions) conditions", at: start)
        }
        return try parseTerm()
    }

    // MARK: Words of the language

    mutating func skipSpace() {
        while place < text.count, Self.isSpace(text[place]) { place += 1 }
    }

    private func isAtKeyword(_ word: String) -> Bool {
        let scalars = Array(word.unicodeScalars)
        let end = place + scalars.count
        guard end <= text.count, text[place..<end].elementsEqual(scalars) else { return false }
        return end == text.count || Self.isSpace(text[end]) || text[end] == "(" || text[end] == ")"
    }

    private mutating func takeKeyword(_ word: String) -> Bool {
        skipSpace()
        guard isAtKeyword(word) else { return false }
        place += word.unicodeScalars.count
        return true
    }
}
