import Crypto
import FoundationEssentials
import Glibc

/// The bytes of all files in a folder.
struct FolderBytes: Sendable {
    private let files: [String]
    let count: Int

    init(_ folder: String) throws {
        var files: [String] = []
        var count = 0
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder).sorted() {
            let path = "\(folder)/\(name)"
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { continue }
            files.append(path)
            count += Int(status.st_size)
        }
        (self.files, self.count) = (files, count)
    }

    func hashed(pieces: Int, isHashed: Bool = true) throws -> Measurement {
        var hash = SHA256()
        let measurement = try Self.measured(pieces: pieces) {
            var bytes = 0
            for file in files { bytes += try Self.read(file) { if isHashed { hash.update(data: $0) } } }
            return bytes
        }
        precondition(!hash.finalize().description.isEmpty)
        return measurement
    }

    static func measured(pieces: Int, _ work: () throws -> Int) rethrows -> Measurement {
        let (cpu, written) = (ProcessUsage.cpu, ProcessUsage.written)
        let start = ContinuousClock.now
        let bytes = try work()
        return Measurement(
            wall: start.duration(to: .now), cpu: ProcessUsage.cpu - cpu, bytes: bytes, pieces: pieces,
            written: ProcessUsage.written - written)
    }

    /// Reads a file, a MiB at a time.
    static func read(_ path: String, _ body: ([UInt8]) throws -> Void) throws -> Int {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BenchmarkError("open \(path)") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var bytes = 0
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count >= 0 else { throw BenchmarkError("read \(path)") }
            if count == 0 { return bytes }
            try body(count == buffer.count ? buffer : Array(buffer[..<count]))
            bytes += count
        }
    }
}
