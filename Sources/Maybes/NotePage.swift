/// Some of a user's notes, newest first.
public struct NotePage: Hashable, Sendable {
    public let notes: [Note]
    /// Where the next page begins; nil after the last note.
    public let next: Cursor?

    /// A place in a user's list of notes.
    ///
    /// It names the note after which to go on, not a count: notes created, changed or deleted between two pages make no
    /// other note appear twice or be left out.
    public struct Cursor: Hashable, Sendable, LosslessStringConvertible {
        public let description: String

        /// - Returns: nil unless `text` is a cursor's description.
        public init?(_ text: String) {
            guard Note.isValidID(text) else { return nil }
            description = text
        }
    }

    public static let maximumLimit = 100
}
