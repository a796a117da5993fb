import FileBackend
import Logging
import NexusAudit

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A folder of the test's own, gone when the value is.
///
/// In memory where the machine has room there: what these tests break is calls and bytes, not the disk.
final class Folder: Sendable {
    let path: String

    init() {
        let base = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
        var template = Array("\(base)/nexus-test-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { preconditionFailure("no temporary folder: \(errno)") }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { Folder.remove(path) }

    var store: String { path + "/store" }
    var layout: StoreLayout { StoreLayout(root: store) }

    /// Opens the folder's store, quietly.
    func open(
        _ options: FileBackendOptions = FileBackendOptions(), files: any FileSystem = PosixFileSystem()
    ) async throws -> FileBackend {
        try await FileBackend.open(
            at: store, instance: "test.example", options: options,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            files: files)
    }

    func copy() throws -> Folder {
        let other = Folder()
        try Folder.copy(store, to: other.store)
        return other
    }

    private static func remove(_ path: String) {
        let files = PosixFileSystem()
        guard let isFolder = try? files.isFolder(path) else { return }
        if isFolder {
            for name in (try? files.list(path)) ?? [] { remove("\(path)/\(name)") }
        }
        try? files.remove(path)
    }

    static func copy(_ path: String, to other: String) throws {
        let files = PosixFileSystem()
        if try files.isFolder(path) {
            try files.createDirectory(other)
            for name in try files.list(path) { try copy("\(path)/\(name)", to: "\(other)/\(name)") }
        } else {
            try files.open(other, .create).write(files.contents(path)!, at: 0)
        }
    }
}

/// Every file below a folder, by its path within it, sorted.
func allFiles(below root: String, _ folder: String = "") throws -> [String] {
    let files = PosixFileSystem()
    var found: [String] = []
    for name in try files.list(folder.isEmpty ? root : "\(root)/\(folder)") {
        let path = folder.isEmpty ? name : "\(folder)/\(name)"
        if try files.isFolder("\(root)/\(path)") {
            found += try allFiles(below: root, path)
        } else {
            found.append(path)
        }
    }
    return found.sorted()
}

/// A small generator whose sequence a seed fixes (SplitMix64), so that a failure can be seen again.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}
