/// The only kinds that a scan looks for.
///
/// Who asks for one kind says what the numbers in the text are: that is as telling as a word beside them.
struct KindFilter: Sendable {
    let kinds: Set<PIIKind>
    /// What asking for them says.
    let context: Context

    init(_ kinds: Set<PIIKind>) {
        self.kinds = kinds
        var context: Context = []
        if kinds.contains(.phone) { context.insert(.phone) }
        if kinds.contains(.postalCode) { context.insert(.postal) }
        if kinds.contains(.creditCard) { context.insert(.card) }
        if kinds.contains(.usSSN) { context.insert(.socialSecurity) }
        if kinds.contains(.ipv4) || kinds.contains(.ipv6) { context.insert(.ipAddress) }
        for rule in IdentifierRule.families where kinds.contains(rule.kind) { context.formUnion(.telling(of: rule)) }
        self.context = context
    }
}
