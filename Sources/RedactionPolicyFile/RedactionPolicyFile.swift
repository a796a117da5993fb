public import Redaction
import Yams

/// Reads a redaction policy from YAML. The form is described in `Docs/Redaction.md` and `Docs/redaction-policy.schema.json`.
public enum RedactionPolicyFile {
    /// The version of the form; a file may name it.
    public static let formVersion = 1
    /// Bytes.
    public static let largest = 1 << 20

    /// - Throws: Everything that is wrong with the file.
    public static func read(_ text: String) throws(PolicyFileError) -> RedactionPolicy {
        guard text.utf8.count <= largest else {
            throw PolicyFileError(problems: [
                PolicyFileProblem(line: 0, column: 0, message: "the file is larger than \(largest) bytes")
            ])
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: text)
        } catch {
            throw PolicyFileError(problems: [YAMLFailure.problem(error)])
        }
        // An empty file, or comments alone: the standard policy.
        guard let root else { return .standard }
        if root.scalar?.string.isEmpty == true { return .standard }
        var reader = PolicyReader()
        let policy = reader.read(root)
        reader.add(policy.problems)
        guard reader.problems.isEmpty else {
            throw PolicyFileError(
                problems: reader.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) })
        }
        return policy
    }

    /// The properties that the reader knows, by the name of the object in the schema; `""` is the file itself.
    static let properties: [String: [String]] = [
        "": PolicyReader.Fields.root, "kind": PolicyReader.Fields.kind, "path": PolicyReader.Fields.path,
        "allowed": PolicyReader.Fields.allowed, "pattern": PolicyReader.Fields.pattern,
        "keys": PolicyReader.Fields.keys,
    ]
}

/// The YAML parser's own errors in our words.
enum YAMLFailure {
    static func problem(_ error: any Error) -> PolicyFileProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            PolicyFileProblem(line: mark.line, column: mark.column, message: "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let names, let context):
            PolicyFileProblem(
                line: context.mark.line, column: context.mark.column,
                message: "the key \(Quoted.text(names.first ?? "")) stands here twice")
        case .reader(let problem, _, _, _):
            PolicyFileProblem(line: 1, column: 1, message: "this is not YAML: \(problem)")
        default:
            PolicyFileProblem(line: 1, column: 1, message: "this is not YAML")
        }
    }
}
