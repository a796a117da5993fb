import ArgumentParser
import AuditEvents
import Redaction
import RedactionPolicyFile

struct RedactionCheckCommand: NexusCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Say in plain words what a policy does, or what is wrong with it.",
        discussion: """
            Prints the policy's version, as it will stand in every event. A bad policy ends with exit code 1 and a line \
            for each problem: line, column, what is wrong and what would be right.

            Examples:
              nexus redaction check policy.yaml
              nexus redaction check standard --json
            """)

    @Argument(help: ArgumentHelp("A policy file, - for stdin, or `standard`.", valueName: "file"))
    var policy: String

    @OptionGroup var output: OutputOptions

    func perform(_ console: Console) async throws {
        switch try PolicyArgument.read(policy) {
        case .success(let policy):
            if console.isJSON {
                try console.json([
                    "ok": true, "policy": .string(policy.version), "rules": .object(policy.json), "findings": [],
                    "on": Self.names(KindInfo.all.map(\.kind).filter(policy.isOn)),
                    "off": Self.names(KindInfo.all.map(\.kind).filter { !policy.isOn($0) }),
                ])
            } else {
                for line in PolicyDescription(policy: policy).lines(console.style) { try console.line(line) }
            }
        case .failure(let error):
            try report(error, console)
            throw Exit.bad
        }
    }

    private static func names(_ kinds: [PIIKind]) -> JSONValue { .array(kinds.map { .string($0.rawValue) }) }

    private func report(_ error: PolicyFileError, _ console: Console) throws {
        if console.isJSON {
            let findings = error.problems.map { problem -> JSONValue in
                [
                    "line": .number(Double(problem.line)), "column": .number(Double(problem.column)),
                    "message": .string(problem.message),
                ]
            }
            try console.json(["ok": false, "findings": .array(findings)])
            return
        }
        let name = policy == "-" ? "standard input" : policy
        for problem in error.problems {
            let place = problem.line == 0 ? name : "\(name):\(problem.line):\(problem.column)"
            try console.line(Terminal.printable("\(place): \(problem.message)"))
        }
        let count = Text.counted(UInt64(error.problems.count), "problem", "problems")
        try console.line(console.style.red("✗") + " \(count); the policy cannot be used")
    }
}
