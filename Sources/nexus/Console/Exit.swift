import ArgumentParser
import AuditEvents
import NexusAudit
import Redaction

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How the program ends; the codes are part of its interface.
enum Exit {
    static let done = ExitCode(0)
    /// Done, and the answer is bad: an event refused or in conflict, not found, a proof invalid, damage.
    static let bad = ExitCode(1)
    /// It could not be done or found out.
    static let failed = ExitCode(2)
    static let usage = ExitCode(64)
    /// Ended by Ctrl-C, as a shell counts it: 128 + SIGINT.
    static let interrupted = ExitCode(130)

    /// - Returns: 1 where the store answered and the answer is no, 2 where it could not answer.
    static func code(for error: AuditError) -> ExitCode {
        guard error.durability == .notWritten else { return failed }
        if error.code == .invalidQuery { return usage }
        switch error.code {
        case .malformed, .invalidField, .missingField, .unknownField, .reservedField, .reservedMetadata, .invalidTenant,
            .missingContext, .numberRange, .tooDeep, .tooLarge, .piiInIdentifier, .redactionFailed, .conflict,
            .quotaExceeded, .notFound, .notPublished:
            return bad
        default:
            return failed
        }
    }

    /// Ends the program for what `main` caught: help, a usage error, or an exit code whose error has been reported.
    static func end(with error: any Error) -> Never {
        // What is wrong has been reported.
        if let code = error as? ExitCode { Nexus.exit(withError: code) }
        let code = Nexus.exitCode(for: error)
        guard code == .validationFailure else { Nexus.exit(withError: error) }
        // What was typed may hold what must not be written anywhere, and the parser's messages quote it.
        let redactor = Redactor()
        if CommandLine.arguments.contains("--json") {
            let message = redactor.redact(Nexus.message(for: error)).text
            ErrorReport.write(AuditError("usage", message), json: true)
        } else {
            let message = redactor.redact(Nexus.fullMessage(for: error)).text
            try? ByteSink.standardError.write(Array((message + "\n").utf8))
            try? ByteSink.standardError.flush()
        }
        exit(usage.rawValue)
    }
}
