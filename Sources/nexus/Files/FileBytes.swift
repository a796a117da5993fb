import AuditEvents

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Whole small files.
enum FileBytes {
    /// - Parameters:
    ///   - limit: Bytes, at most.
    ///   - field: The event's field the file is for, if it is.
    /// - Throws: `io` when it cannot be read, `too_large` beyond `limit`.
    static func read(_ path: String, limit: Int = 64 * 1024 * 1024, field: String? = nil) throws(AuditError) -> [UInt8]
    {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw AuditError.system("cannot read \(path)") }
        defer { close(descriptor) }
        return try readAll(descriptor, name: path, limit: limit, field: field)
    }

    static func readStandardInput(limit: Int = 64 * 1024 * 1024, field: String? = nil) throws(AuditError) -> [UInt8] {
        try readAll(STDIN_FILENO, name: "standard input", limit: limit, field: field)
    }

    private static func readAll(
        _ descriptor: Int32, name: String, limit: Int, field: String?
    ) throws(AuditError) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let count = try Descriptor.read(descriptor, upTo: 256 * 1024, into: &bytes, name: name)
            if count == 0 { return bytes }
            if bytes.count > limit {
                throw AuditError(
                    .tooLarge, "\(name) is larger than \(Text.count(limit)) bytes", field: field, limit: limit,
                    actual: bytes.count)
            }
        }
    }
}

/// The one place that calls `read`.
enum Descriptor {
    /// Appends what one `read` gives.
    ///
    /// - Returns: The number of bytes; 0 at the end.
    static func read(
        _ descriptor: Int32, upTo count: Int, into bytes: inout [UInt8], name: String
    ) throws(AuditError) -> Int {
        let start = bytes.count
        bytes.append(contentsOf: repeatElement(0, count: count))
        while true {
            let got = bytes.withUnsafeMutableBytes { buffer in
                #if canImport(Glibc)
                    Glibc.read(descriptor, buffer.baseAddress! + start, count)
                #else
                    Darwin.read(descriptor, buffer.baseAddress! + start, count)
                #endif
            }
            if got < 0 && errno == EINTR { continue }
            let failure = got < 0 ? AuditError.system("cannot read \(name)") : nil
            bytes.removeLast(count - max(0, got))
            if let failure { throw failure }
            return got
        }
    }
}
