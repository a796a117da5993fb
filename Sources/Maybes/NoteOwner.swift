import AuditEvents

/// To whom notes belong: one human of one tenant.
struct NoteOwner: Hashable, Sendable {
    let tenant: TenantID
    /// The id of the human at the root of the actor chain: whoever acts for a person sees that person's notes.
    let userID: String
}

extension NoteOwner {
    /// - Throws: `invalid_tenant`, `missing_user`; `invalid_field` for an id that breaks the rules of events, among them one
    ///   with U+0000, at which SQLite's text would end: reading, too, takes only what could be audited.
    init(_ context: RequestContext) throws(MaybesError) {
        do {
            try EventRules.check(context)
            tenant = try EventRules.check(tenantID: context.tenantID)
        } catch {
            throw MaybesError(
                error.code == .invalidTenant ? .invalidTenant : .invalidField,
                "the request's context: \(error.message)",
                field: error.field, limit: error.limit, actual: error.actual, cause: error)
        }
        let root = context.actor.root
        guard root.kind == .human else {
            throw MaybesError(
                .missingUser, "notes belong to people and the request names none: give its context a user id",
                field: "actor")
        }
        userID = root.id
    }
}
