import AuditEvents

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Lines of a file or of stdin, one after the other in constant memory; a last line may lack its newline.
final class LineReader {
    private static let chunkSize = 256 * 1024

    private let descriptor: Int32
    private let name: String
    private let ownsDescriptor: Bool
    /// How many bytes may still be read; nil to the end.
    private var remaining: Int?
    private var buffer: [UInt8] = []
    private var position = 0
    private var hasEnded = false
    /// The number of lines given so far.
    private(set) var lineNumber = 0

    /// - Parameter path: A file, or `-` for stdin.
    init(path: String, length: Int? = nil) throws(AuditError) {
        if path == "-" {
            descriptor = STDIN_FILENO
            ownsDescriptor = false
            name = "standard input"
        } else {
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            ownsDescriptor = true
            name = path
        }
        remaining = length
        guard descriptor >= 0 else { throw AuditError.system("cannot read \(name)") }
    }

    deinit { if ownsDescriptor { close(descriptor) } }

    /// Whether the next line can be given without reading.
    var hasBufferedLine: Bool { newline(from: position) != nil }

    /// - Returns: The next line without its newline; nil at the end.
    /// - Throws: `io`; `too_large` for a line beyond `limit` bytes.
    func next(limit: Int = JSONLimits.standard.bytes) throws(AuditError) -> [UInt8]? {
        var searched = position
        while true {
            if let end = newline(from: searched) {
                defer { position = end + 1 }
                lineNumber += 1
                return Array(buffer[position..<end])
            }
            if hasEnded {
                guard position < buffer.count else { return nil }
                defer { position = buffer.count }
                lineNumber += 1
                return Array(buffer[position...])
            }
            if buffer.count - position > limit {
                throw AuditError(
                    .tooLarge, "line \(lineNumber + 1) of \(name) is longer than \(Text.count(limit)) bytes",
                    limit: limit, actual: buffer.count - position)
            }
            buffer.removeSubrange(..<position)
            position = 0
            searched = buffer.count
            try fill()
        }
    }

    private func fill() throws(AuditError) {
        let wanted = min(Self.chunkSize, remaining ?? Self.chunkSize)
        let count = wanted == 0 ? 0 : try Descriptor.read(descriptor, upTo: wanted, into: &buffer, name: name)
        remaining = remaining.map { $0 - count }
        hasEnded = count == 0
    }

    private func newline(from start: Int) -> Int? {
        buffer.withUnsafeBytes { bytes in
            guard start < bytes.count, let base = bytes.baseAddress else { return nil }
            guard let place = memchr(base + start, 0x0A, bytes.count - start) else { return nil }
            return UnsafeRawPointer(place) - base
        }
    }
}
