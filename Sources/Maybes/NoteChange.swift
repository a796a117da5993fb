public import NexusAudit

/// A change that was made, with the proof that it was audited first.
public struct NoteChange: Hashable, Sendable {
    /// The note after the change; of a delete, as it was last.
    public let note: Note
    public let receipt: Receipt
}
