import AuditEvents
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A named pipe, through which a test feeds a running process.
final class Fifo {
    let path: String
    private var descriptor: Int32

    init(_ path: String) throws {
        self.path = path
        try #require(mkfifo(path, 0o600) == 0)
        // For reading too: opening one end alone would wait for the other.
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        try #require(descriptor >= 0)
    }

    deinit { close() }

    func write(_ text: String) throws {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            try #require(count > 0, "the reader is gone")
            written += count
        }
    }

    /// Ends the stream, once what was written is read.
    func close() {
        if descriptor >= 0 { systemClose(descriptor) }
        descriptor = -1
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
private func systemClose(_ descriptor: Int32) { close(descriptor) }

extension Tool {
    /// Waits until t_demo has `count` entries; asks in a way that takes no lock.
    func waitForEntries(_ count: Int) async throws {
        for _ in 0..<600 {
            if try run("log", "--tenant", "t_demo", "--json").objects.count >= count { return }
            try await Task.sleep(for: .milliseconds(50))
        }
        Issue.record("t_demo has not \(count) entries after 30 s")
    }
}
