import AuditEvents

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// An audit export as `nexus export` wrote it: with `FILE.manifest.json` beside it, or the manifest as its last line.
struct ExportFile {
    let path: String
    let manifest: JSONObject
    /// Bytes of the events' lines; nil for the whole file.
    private let length: Int?

    /// - Throws: `io`, `malformed`, `missing_field` when there is no manifest.
    init(path: String) throws(AuditError) {
        self.path = path
        if access(path + ".manifest.json", F_OK) == 0 {
            let value = try JSONValue(parsing: try FileBytes.read(path + ".manifest.json"))
            guard let object = value.object else {
                throw AuditError(.malformed, "\(path).manifest.json is no JSON object")
            }
            manifest = object["manifest"]?.object ?? object
            length = nil
        } else {
            let (line, start) = try Self.lastLine(of: path)
            guard let object = (try? JSONValue(parsing: line))?["manifest"]?.object else {
                throw AuditError(
                    .missingField, "\(path) has no manifest: neither \(path).manifest.json nor a last line with one",
                    field: "manifest")
            }
            manifest = object
            length = start
        }
    }

    func lines() throws(AuditError) -> Lines { Lines(reader: try LineReader(path: path, length: length)) }

    /// The lines one by one; a failure to read ends them and stands in `failure`.
    final class Lines: Sequence, IteratorProtocol {
        private let reader: LineReader
        private(set) var failure: AuditError?

        init(reader: LineReader) { self.reader = reader }

        func next() -> [UInt8]? {
            guard failure == nil else { return nil }
            do {
                return try reader.next()
            } catch {
                failure = error
                return nil
            }
        }
    }

    private static func lastLine(of path: String) throws(AuditError) -> (line: [UInt8], start: Int) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw AuditError.system("cannot read \(path)") }
        defer { close(descriptor) }
        let size = Int(lseek(descriptor, 0, SEEK_END))
        var width = 64 * 1024
        while true {
            let start = max(0, size - width)
            lseek(descriptor, off_t(start), SEEK_SET)
            var tail: [UInt8] = []
            while try Descriptor.read(descriptor, upTo: width, into: &tail, name: path) > 0 {}
            let body = tail.last == UInt8(ascii: "\n") ? tail.dropLast() : tail[...]
            if let newline = body.lastIndex(of: UInt8(ascii: "\n")) {
                return (Array(body[(newline + 1)...]), start + newline + 1)
            }
            if start == 0 { return (Array(body), 0) }
            width *= 4
        }
    }
}
