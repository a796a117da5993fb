#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Cuts a stream of bytes into lines, whatever the pieces it comes in.
///
/// A line ends with LF or CR LF; the last one may end with the stream. A byte order mark at the start is left out.
public struct LineSplitter: Sendable {
    public struct Line: Sendable, Equatable {
        /// Counted from 1.
        public var number: Int
        /// Without its end; empty for a line that is too long.
        public var bytes: [UInt8]
        /// The length of a line that is longer than allowed and was not kept.
        public var refusedLength: Int?
    }

    /// Bytes in a line, at most.
    public static let maximumLine = 32 * 1024 * 1024

    let limit: Int
    private var pending: [UInt8] = []
    /// Bytes of a line that is already too long; 0 while the line is kept.
    private var refusedLength = 0
    private var number = 1

    public init(maximumLine: Int = LineSplitter.maximumLine) { limit = maximumLine }

    /// Takes the next bytes of the stream.
    ///
    /// - Returns: The lines that end in them.
    public mutating func feed(_ chunk: some Collection<UInt8>) -> [Line] {
        chunk.withContiguousStorageIfAvailable { feed($0) } ?? Array(chunk).withUnsafeBufferPointer { feed($0) }
    }

    private mutating func feed(_ chunk: UnsafeBufferPointer<UInt8>) -> [Line] {
        var lines: [Line] = []
        var start = 0
        while let end = Self.newline(in: chunk, from: start) {
            keep(chunk[start..<end])
            lines.append(finishLine())
            start = end + 1
        }
        keep(chunk[start...])
        return lines
    }

    private static func newline(in chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < chunk.count, let base = chunk.baseAddress,
            let found = memchr(base + start, 0x0A, chunk.count - start)
        else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }

    /// Ends the stream.
    ///
    /// - Returns: The last line, if it had no end of its own.
    public mutating func finish() -> Line? { pending.isEmpty && refusedLength == 0 ? nil : finishLine() }

    private mutating func keep(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        // One byte more than allowed is kept, for the CR of an end.
        if refusedLength > 0 || pending.count + bytes.count > limit + 1 {
            refusedLength += pending.count + bytes.count
            pending = []
        } else {
            pending.append(contentsOf: bytes)
        }
    }

    private mutating func finishLine() -> Line {
        if pending.last == 0x0D { pending.removeLast() }
        if number == 1, pending.starts(with: [0xEF, 0xBB, 0xBF]) { pending.removeFirst(3) }
        if pending.count > limit {
            refusedLength = pending.count
            pending = []
        }
        defer {
            pending = []
            refusedLength = 0
            number += 1
        }
        return Line(number: number, bytes: pending, refusedLength: refusedLength > 0 ? refusedLength : nil)
    }
}
