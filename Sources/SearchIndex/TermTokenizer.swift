import GRDB

/// How FTS5 gets at terms: they come apart where `TermWriter` wrote their lengths, and what is asked for is one term.
///
/// See <https://sqlite.org/fts5.html#custom_tokenizers>.
final class TermTokenizer: FTS5CustomTokenizer {
    static let name = "nexus_terms"

    init(db: Database, arguments: [String]) {}

    func tokenize(
        context: UnsafeMutableRawPointer?, tokenization: FTS5Tokenization, pText: UnsafePointer<CChar>?, nText: CInt,
        tokenCallback: @escaping FTS5TokenCallback
    ) -> CInt {
        guard let pText, nText > 0 else { return 0 }
        let count = Int(nText)
        if tokenization.contains(.query) { return tokenCallback(context, 0, pText, nText, 0, nText) }
        return pText.withMemoryRebound(to: UInt8.self, capacity: count) { start in
            var code: CInt = 0
            TermWriter.forEachTerm(in: UnsafeBufferPointer(start: start, count: count)) { _, range in
                code = tokenCallback(
                    context, 0, pText + range.lowerBound, CInt(range.count), CInt(range.lowerBound),
                    CInt(range.upperBound))
                return code == 0
            }
            return code
        }
    }
}
