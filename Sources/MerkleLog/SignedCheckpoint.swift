/// A checkpoint with the note that carries it.
public struct SignedCheckpoint: Hashable, Sendable {
    /// What the note says.
    public let checkpoint: Checkpoint
    /// The text, extension lines included, and its signatures.
    public let note: SignedNote

    /// Reads a checkpoint's file. Checks no signature.
    ///
    /// - Returns: nil if `encoded` is no note or its text no checkpoint.
    public init?(encoded: [UInt8]) {
        guard let note = SignedNote(encoded: encoded), let checkpoint = Checkpoint(text: note.text) else { return nil }
        self.note = note
        self.checkpoint = checkpoint
    }

    /// Signs a checkpoint.
    ///
    /// - Throws: ``NoteError`` `invalidText` if the origin cannot stand on a line of its own.
    public init(_ checkpoint: Checkpoint, signedBy signer: NoteSigner) throws {
        guard Checkpoint(text: checkpoint.text) == checkpoint else {
            throw NoteError(
                .invalidText, "the checkpoint's origin must be one non-empty line without control characters")
        }
        self.checkpoint = checkpoint
        note = try SignedNote(text: checkpoint.text, signedBy: signer)
    }

    /// The file's bytes.
    public var encoded: [UInt8] { note.encoded }

    /// Whether the log signed the checkpoint: nil when no signature is of its key, false when one is and does not hold.
    ///
    /// - Parameter verifier: The log's key. Its name must be the checkpoint's origin: an instance's key signs many logs,
    ///   each under that log's name, and one log's checkpoint must not pass for another's.
    public func isSigned(by verifier: NoteVerifier) -> Bool? {
        guard verifier.name.utf8.elementsEqual(checkpoint.origin.utf8) else { return nil }
        return note.isSigned(by: verifier)
    }
}
