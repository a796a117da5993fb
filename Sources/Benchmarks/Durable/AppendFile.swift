import Glibc

/// A preallocated file that is written to at its end, and flushed.
final class AppendFile: @unchecked Sendable {
    private let path: String
    private let descriptor: Int32
    private var offset = 0
    private var allocated = 0

    /// Used by one thread at a time.
    init(in folder: String, named name: String) throws {
        path = "\(folder)/\(name)"
        descriptor = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw BenchmarkError("open \(path)") }
    }

    /// `pwrite`, then `fdatasync`.
    func append(_ bytes: [UInt8]) throws {
        if offset + bytes.count > allocated {
            let step = max(bytes.count, 8 * 1024 * 1024)
            guard posix_fallocate(descriptor, off_t(allocated), off_t(step)) == 0 else {
                throw BenchmarkError("fallocate \(path)")
            }
            allocated += step
            // As a log does: what is allocated is part of the file before it is needed.
            guard fdatasync(descriptor) == 0 else { throw BenchmarkError("fdatasync \(path)") }
        }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress! + done, $0.count - done, off_t(offset))
            }
            guard count > 0 else { throw BenchmarkError("pwrite \(path)") }
            done += count
            offset += count
        }
        guard fdatasync(descriptor) == 0 else { throw BenchmarkError("fdatasync \(path)") }
        // The file may grow without end: it begins anew.
        if offset > 1 << 30 {
            offset = 0
            allocated = 0
            guard ftruncate(descriptor, 0) == 0 else { throw BenchmarkError("ftruncate \(path)") }
        }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }
}

/// What the operating system refused.
struct BenchmarkError: Error, CustomStringConvertible {
    let description: String

    init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
}
