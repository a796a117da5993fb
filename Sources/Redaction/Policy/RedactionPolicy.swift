/// What is redacted and how; its version is in every event it was applied to.
public struct RedactionPolicy: Sendable {
    public var version: String
    /// Whether an event whose findings were all masked may be used for training.
    public var allowsTrainingOnMaskedText: Bool

    public init(version: String, allowsTrainingOnMaskedText: Bool = false) {
        self.version = version
        self.allowsTrainingOnMaskedText = allowsTrainingOnMaskedText
    }

    public static let standard = RedactionPolicy(version: "nexus-1")
}
