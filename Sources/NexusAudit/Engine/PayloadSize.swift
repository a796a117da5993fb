import AuditEvents
import MerkleLog

/// How large an event and its payloads may be.
enum PayloadSize {
    /// A leaf's canonical bytes, at most: the limit of the bundle format.
    static let maximumEntry = EntryBundle.maximumEntryLength
    /// The canonical bytes of `input` or `output`, at most, when moved to a blob.
    static let maximumBlob = 16 * 1024 * 1024

    /// Refuses what is hopeless before any work is done on it.
    ///
    /// - Throws: `too_large` with the field's size as given: above 16 MiB for `input` and `output`, above 65,535 bytes for
    ///   what cannot be moved out of the entry.
    static func check(_ event: IncomingEvent) throws(AuditError) {
        try check(event.input, "input", limit: maximumBlob)
        try check(event.output, "output", limit: maximumBlob)
        try check(event.metadata, "metadata", limit: maximumEntry)
        if let usage = event.usage { try check(usage, "usage", limit: maximumEntry) }
    }

    /// As above, of an event on its tape, where a text is about as long as its canonical form.
    static func check(_ event: borrowing EventTape) throws(AuditError) {
        let limits = [
            (EventField.input, maximumBlob), (.output, maximumBlob), (.metadata, maximumEntry), (.usage, maximumEntry),
        ]
        for (field, limit) in limits {
            guard let value = event.value(field), event.tape.length(value) > limit else { continue }
            try check(event.object(field), field.name, limit: limit)
        }
    }

    private static func check(_ object: JSONObject, _ field: String, limit: Int) throws(AuditError) {
        guard atLeast(object) > limit else { return }
        throw tooLarge(field, limit: limit, actual: JSONValue.object(object).canonicalBytes().count)
    }

    static func tooLarge(_ field: String, limit: Int, actual: Int) -> AuditError {
        AuditError(
            .tooLarge,
            "\(field) has \(actual) bytes as canonical JSON; at most \(limit) are kept, and nothing is trimmed",
            field: field, limit: limit, actual: actual)
    }

    /// A lower bound of the canonical size: escapes and digits are not counted, so that no text has to be looked at.
    static func atLeast(_ object: JSONObject) -> Int {
        var size = 2 + max(0, object.members.count - 1)
        for member in object.members { size += member.key.utf8.count + 3 + atLeast(member.value) }
        return size
    }

    private static func atLeast(_ value: JSONValue) -> Int {
        switch value {
        case .null, .bool: 4
        case .number: 1
        case .string(let text): text.utf8.count + 2
        case .array(let items): items.reduce(2 + max(0, items.count - 1)) { $0 + atLeast($1) }
        case .object(let object): atLeast(object)
        }
    }
}
