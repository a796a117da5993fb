import AuditEvents
import Logging
import Redaction

/// Redacts the parts of a log line; nil where there is nothing to take out, so that a clean line is passed on as it is.
struct LineRedaction: Sendable {
    private let redactor: Redactor
    private let pseudonymizer: Pseudonymizer?

    init(redactor: Redactor, pseudonymizer: Pseudonymizer?) {
        self.redactor = redactor
        self.pseudonymizer = pseudonymizer
    }

    func text(_ text: String) -> String? {
        let redacted = redactor.redact(text, pseudonymizer: pseudonymizer)
        return redacted.findings.isEmpty ? nil : redacted.text
    }

    func metadata(_ metadata: Logger.Metadata) -> Logger.Metadata? {
        if metadata.isEmpty { return nil }
        var reading = MetadataReading()
        let members = reading.members(of: metadata)
        do {
            let redacted = try redactor.redact(members: members, pseudonymizer: pseudonymizer)
            guard redacted != nil || !reading.isExact else { return nil }
            return MetadataReading.metadata(redacted ?? members, like: metadata)
        } catch {
            // What could not be searched is not written.
            return ["redaction": "failed (\(error.code.rawValue)): the metadata of this line is left out"]
        }
    }

    func provider(_ provider: Logger.MetadataProvider) -> Logger.MetadataProvider {
        Logger.MetadataProvider { [self] in
            let provided = provider.get()
            return metadata(provided) ?? provided
        }
    }

    /// An error in place of one whose description, for people or for debugging, holds what must not be written.
    func error(_ error: any Error) -> RedactedError? {
        let description = "\(error)"
        let redacted = text(description)
        guard redacted != nil || text(String(reflecting: error)) != nil else { return nil }
        return RedactedError(description: redacted ?? description, originalType: String(reflecting: type(of: error)))
    }
}

/// Stands in a log line for an error whose description held personal data or a secret.
public struct RedactedError: Error, Hashable, CustomStringConvertible {
    /// The error's description, redacted.
    public let description: String
    /// The name of the error's type.
    public let originalType: String
}
