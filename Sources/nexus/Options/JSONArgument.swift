import AuditEvents

/// A JSON object given as an argument: the text itself, `@FILE`, or `-` for stdin.
enum JSONArgument {
    /// - Parameters:
    ///   - text: What stands on the command line.
    ///   - field: The event's field it is for; an error's path begins with it.
    static func object(_ text: String?, field: String) throws(AuditError) -> JSONObject {
        guard let text else { return [:] }
        let bytes: [UInt8]
        if text == "-" {
            bytes = try FileBytes.readStandardInput(limit: JSONLimits.standard.bytes, field: field)
        } else if text.hasPrefix("@") {
            bytes = try FileBytes.read(String(text.dropFirst()), limit: JSONLimits.standard.bytes, field: field)
        } else {
            bytes = Array(text.utf8)
        }
        let value: JSONValue
        do {
            value = try JSONValue(parsing: bytes)
        } catch {
            var error = error
            error.field = error.field.map { $0.isEmpty ? field : "\(field).\($0)" } ?? field
            throw error
        }
        guard let object = value.object else {
            throw AuditError(.invalidField, "\(field) must be a JSON object, such as {\"title\":\"…\"}", field: field)
        }
        return object
    }
}
