import AuditEvents
import Glibc

/// Events in a file, one a line.
final class EventFile: Sendable {
    let path: String
    let count: Int
    let bytes: Int
    private let folder: BenchmarkFolder

    init(in folder: BenchmarkFolder, count: Int) throws {
        self.folder = folder
        self.count = count
        path = folder.path + "/events.ndjson"
        guard let file = fopen(path, "w") else { throw BenchmarkError("open \(path)") }
        defer { fclose(file) }
        var dice = EventDice(seed: 603)
        var bytes = 0
        for number in 0..<count {
            let line = EventDice.event(number, &dice).canonicalBytes() + [UInt8(ascii: "\n")]
            guard fwrite(line, 1, line.count, file) == line.count else { throw BenchmarkError("write \(path)") }
            bytes += line.count
        }
        self.bytes = bytes
    }

    /// Reads it and writes it elsewhere.
    func copied() throws -> Measurement {
        let copy = try AppendFile(in: folder.path, named: "copy")
        return try FolderBytes.measured(pieces: count) { try FolderBytes.read(path) { try copy.append($0) } }
    }
}
