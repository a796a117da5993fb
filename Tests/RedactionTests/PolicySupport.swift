import AuditEvents
import Testing

@testable import Redaction

/// A policy in a few words.
func policy(_ change: (inout RedactionPolicy) throws -> Void) rethrows -> RedactionPolicy {
    var policy = RedactionPolicy()
    try change(&policy)
    return policy
}

func rules(_ paths: [(String, PathRule.Effect)]) throws -> [PathRule] {
    try paths.map { PathRule(try PathPattern($0.0), $0.1) }
}
