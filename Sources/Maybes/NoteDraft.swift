import AuditEvents

/// What a caller writes into a note.
public struct NoteDraft: Hashable, Sendable {
    /// 1 to 200 Unicode scalars.
    public var title: String
    /// At most 20, each of 1 to 40 Unicode scalars and given once.
    public var tags: [String]
    /// At most 65,536 bytes of UTF-8.
    public var body: String

    public init(title: String, tags: [String] = [], body: String = "") {
        self.title = title
        self.tags = tags
        self.body = body
    }

    public static let maximumTitle = 200
    public static let maximumTags = 20
    public static let maximumTag = 40
    public static let maximumBody = 65_536

    /// - Throws: `invalid_field` with field, limit and actual; nothing is trimmed to fit.
    func validate() throws(MaybesError) {
        try Self.checkText(title, field: "title", scalars: 1...Self.maximumTitle)
        try Self.check(body.utf8.count, field: "body", unit: "bytes", in: 0...Self.maximumBody)
        try Self.checkNoNUL(body, field: "body")
        try Self.checkTags(tags)
    }

    static func checkTags(_ tags: [String]) throws(MaybesError) {
        try check(tags.count, field: "tags", unit: "tags", in: 0...maximumTags)
        // By bytes, as SQLite compares: Swift's == also equates texts that differ in Unicode normalisation only.
        var seen: Set<[UInt8]> = []
        for (place, tag) in tags.enumerated() {
            try checkText(tag, field: "tags.\(place)", scalars: 1...maximumTag)
            guard seen.insert(Array(tag.utf8)).inserted else {
                throw MaybesError(
                    .invalidField, "tags.\(place) stands twice: give each tag once", field: "tags.\(place)")
            }
        }
    }

    private static func checkText(_ text: String, field: String, scalars: ClosedRange<Int>) throws(MaybesError) {
        try check(text.unicodeScalars.count, field: field, unit: "Unicode scalars", in: scalars)
        try checkNoNUL(text, field: field)
    }

    private static func check(
        _ actual: Int, field: String, unit: String, in range: ClosedRange<Int>
    ) throws(MaybesError) {
        guard !range.contains(actual) else { return }
        throw MaybesError(
            .invalidField, "\(field) has \(actual) \(unit), \(range.lowerBound) to \(range.upperBound) are allowed",
            field: field, limit: actual < range.lowerBound ? range.lowerBound : range.upperBound, actual: actual)
    }

    /// SQLite's text ends at U+0000: what follows would be lost without a word.
    private static func checkNoNUL(_ text: String, field: String) throws(MaybesError) {
        guard !text.utf8.contains(0) else {
            throw MaybesError(
                .invalidField, "\(field) holds U+0000, which a note cannot keep: leave it out", field: field)
        }
    }
}

extension NoteDraft {
    /// The draft as the input of its audit event, before redaction.
    var auditInput: JSONObject {
        ["title": .string(title), "tags": .array(tags.map(JSONValue.string)), "body": .string(body)]
    }
}
