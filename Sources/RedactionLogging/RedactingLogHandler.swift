public import Logging
public import Redaction

/// Takes personal data and secrets out of log lines before the handler that writes them sees anything.
///
/// ```swift
/// LoggingSystem.bootstrap { RedactingLogHandler(StreamLogHandler.standardError(label: $0)) }
/// ```
///
/// Redacted are the message; metadata of the line, of the logger and of its provider, keys too, at any depth, and whole
/// under a key such as `password`; an error's description and a source that hold something. File, function, line and label
/// are the program's own and stay. A line below the log level costs nothing: its message is never made.
///
/// Where several handlers are multiplexed, each is wrapped; or the multiplexer as a whole.
public struct RedactingLogHandler: LogHandler {
    private var base: any LogHandler
    private let redaction: LineRedaction
    /// The logger's metadata as the program set it: one key's value may say of another's that it is a secret, so that all is
    /// redacted anew whenever something is set.
    private var given: Logger.Metadata

    /// - Parameters:
    ///   - base: Writes the lines; its own metadata and provider are redacted from now on.
    ///   - redactor: What is taken out.
    ///   - pseudonymizer: Makes pseudonyms of IP addresses, so that lines of one client can be told from another's; nil writes
    ///     `[IPV4]` and `[IPV6]`.
    public init(_ base: any LogHandler, redactor: Redactor = Redactor(), pseudonymizer: Pseudonymizer? = nil) {
        self.base = base
        redaction = LineRedaction(redactor: redactor, pseudonymizer: pseudonymizer)
        given = base.metadata
        if let redacted = redaction.metadata(given) { self.base.metadata = redacted }
        // Handlers that know no providers warn when one is set, so it is only done where there is one.
        if let provider = base.metadataProvider { self.base.metadataProvider = redaction.provider(provider) }
    }

    public func log(event: LogEvent) {
        var event = event
        if let message = redaction.text(event.message.description) {
            event.message = Logger.Message(stringLiteral: message)
        }
        if let metadata = event.metadata.flatMap({ redaction.metadata($0) }) { event.metadata = metadata }
        if let error = event.error.flatMap({ redaction.error($0) }) { event.error = error }
        if let source = redaction.text(event.source) { event.source = source }
        base.log(event: event)
    }

    public var logLevel: Logger.Level {
        get { base.logLevel }
        set { base.logLevel = newValue }
    }

    /// The wrapped handler's metadata: redacted.
    public var metadata: Logger.Metadata {
        get { base.metadata }
        set {
            given = newValue
            base.metadata = redaction.metadata(given) ?? given
        }
    }

    /// By the key that the program set, also where that key itself was redacted; the value is redacted.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get {
            if redaction.text(key) == nil { return base[metadataKey: key] }
            return given[key].flatMap { redaction.metadata([key: $0])?.values.first }
        }
        set {
            given[key] = newValue
            base.metadata = redaction.metadata(given) ?? given
        }
    }

    /// The wrapped handler's provider: what it gives is redacted.
    public var metadataProvider: Logger.MetadataProvider? {
        get { base.metadataProvider }
        set { base.metadataProvider = newValue.map { redaction.provider($0) } }
    }
}
