extension DatasetEvent {
    /// The event as a JSON object, with snake_case names; absent optionals are left out, `record`'s fields are flat.
    ///
    /// `callerTrainOK` is written as `train_ok` only while there is no `record`.
    public var json: JSONObject { fatalError("skeleton") }

    /// Reads an event back from the log.
    ///
    /// - Parameter json: An object that `json` made; every engine-written field must be there.
    /// - Throws: `missing_field`, `unknown_field`, `invalid_field` with the field's name.
    public init(stored json: JSONObject) throws(AuditError) { fatalError("skeleton") }

    /// Reads a stored leaf: canonical bytes to event.
    public init(leaf bytes: some Collection<UInt8>) throws(AuditError) { fatalError("skeleton") }
}
