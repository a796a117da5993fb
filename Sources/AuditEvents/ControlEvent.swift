/// Events that steer the engine itself; they have typed schemas, whose own identifiers redaction leaves alone.
public enum ControlEvent {
    /// Sets whether a tenant's or a user's events may be used for training.
    public static let setTrainPreference = "privacy.train_preference.set"

    public static func isControl(_ action: String) -> Bool { action == setTrainPreference }
}
