import AuditEvents

/// A change that waits for its audit event: stored beside the event, invisible to readers.
struct PendingMutation: Sendable {
    enum Kind: String, Sendable {
        case create, update, delete

        var action: String { "maybes.\(rawValue)" }
    }

    let kind: Kind
    let owner: NoteOwner
    let noteID: String
    /// The version that the note will have; of a delete, the version it has.
    let version: Int
    /// nil for a delete.
    let draft: NoteDraft?
    /// When the change was asked for.
    let time: Timestamp
    let eventID: String
    /// `PreparedEvent.encoded`: redacted, so that nothing personal is stored outside the owner's notes.
    let event: [UInt8]
}
