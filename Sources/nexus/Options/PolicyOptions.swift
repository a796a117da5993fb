import ArgumentParser
import AuditEvents
import Redaction
import RedactionPolicyFile

/// Which redaction policy.
struct PolicyOptions: ParsableArguments {
    @Option(
        name: .long,
        help: ArgumentHelp(
            "The redaction policy (YAML); $NEXUS_REDACTION_POLICY where that is set, else the standard one.",
            valueName: "file"))
    var policy: String?

    /// - Throws: `io`; `invalid_policy` with everything that is wrong with the file.
    func redactor(only: Set<PIIKind>? = nil) throws(AuditError) -> Redactor {
        let name = policy ?? Environment["NEXUS_REDACTION_POLICY"].flatMap { $0.isEmpty ? nil : $0 }
        guard let name else { return Redactor(only: only) }
        return Redactor(policy: try PolicyArgument.policy(name), only: only)
    }
}

/// A policy named on the command line: a file, `-` for stdin, or `standard` for the built-in one.
enum PolicyArgument {
    static let standard = "standard"

    /// - Throws: `io`, `invalid_policy`.
    static func policy(_ name: String) throws(AuditError) -> RedactionPolicy {
        do {
            return try read(name).get()
        } catch let error as PolicyFileError {
            let count = Text.counted(UInt64(error.problems.count), "problem", "problems")
            let first = error.problems.first.map { $0.description } ?? ""
            throw AuditError(
                "invalid_policy", "the redaction policy has \(count); \(first)", field: "policy", cause: error)
        } catch let error as AuditError {
            throw error
        } catch {
            throw AuditError(.io, "cannot read the redaction policy", cause: error)
        }
    }

    /// - Returns: The policy, or what is wrong with its file.
    static func read(_ name: String) throws(AuditError) -> Result<RedactionPolicy, PolicyFileError> {
        if name == standard { return .success(.standard) }
        let limit = RedactionPolicyFile.largest
        let bytes = name == "-" ? try FileBytes.readStandardInput(limit: limit) : try FileBytes.read(name, limit: limit)
        guard let text = String(validating: bytes, as: UTF8.self) else {
            let problem = PolicyFileProblem(line: 0, column: 0, message: "the file is not UTF-8")
            return .failure(PolicyFileError(problems: [problem]))
        }
        do throws(PolicyFileError) {
            return .success(try RedactionPolicyFile.read(text))
        } catch {
            return .failure(error)
        }
    }
}

/// A kind named on the command line: ours, or Presidio's.
struct KindArgument: ExpressibleByArgument {
    var kinds: Set<PIIKind>

    init?(argument: String) {
        kinds = KindInfo.kinds(named: argument)
        if kinds.isEmpty { return nil }
    }
}
