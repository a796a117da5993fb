import FileBackend
import Synchronization
import SystemPackage

/// The real file system, except that one chosen call of those that change something fails.
final class FaultyFileSystem: FileSystem {
    enum Fault: Sendable, CaseIterable {
        case ioError
        /// As `ioError`, but a write has put half of its bytes down first.
        case shortWrite
        case diskFull

        var errno: Errno { self == .diskFull ? .noSpace : .ioError }
    }

    private let real = PosixFileSystem()
    private let failing: Int?
    private let fault: Fault
    private let calls = Mutex<[String]>([])

    /// - Parameter failing: The number of the failing call, from 0; nil only counts.
    init(failing: Int? = nil, fault: Fault = .ioError) {
        self.failing = failing
        self.fault = fault
    }

    /// The calls so far, by operation.
    var log: [String] { calls.withLock(\.self) }

    /// - Returns: Whether this call is to fail.
    fileprivate func mustFail(_ operation: String) -> Bool {
        calls.withLock { calls in
            calls.append(operation)
            return calls.count - 1 == failing
        }
    }

    private func check(_ operation: String, _ path: String) throws(FileError) {
        if mustFail(operation) { throw FileError(operation, path, fault.errno) }
    }

    func open(_ path: String, _ mode: OpenMode) throws(FileError) -> any OpenFile {
        if mode == .create || mode == .update { try check("open", path) }
        return FaultyFile(try real.open(path, mode), path, self)
    }

    func createDirectory(_ path: String) throws(FileError) {
        try check("mkdir", path)
        try real.createDirectory(path)
    }

    func rename(_ from: String, to path: String) throws(FileError) {
        try check("rename", path)
        try real.rename(from, to: path)
    }

    func remove(_ path: String) throws(FileError) {
        try check("remove", path)
        try real.remove(path)
    }

    func syncDirectory(_ path: String) throws(FileError) {
        try check("fsync", path)
        try real.syncDirectory(path)
    }

    func list(_ path: String) throws(FileError) -> [String] { try real.list(path) }
    func exists(_ path: String) throws(FileError) -> Bool { try real.exists(path) }
    func isFolder(_ path: String) throws(FileError) -> Bool { try real.isFolder(path) }

    private final class FaultyFile: OpenFile {
        private let real: any OpenFile
        private let path: String
        private let system: FaultyFileSystem

        init(_ real: any OpenFile, _ path: String, _ system: FaultyFileSystem) {
            self.real = real
            self.path = path
            self.system = system
        }

        func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
            if system.mustFail("write") {
                if system.fault == .shortWrite {
                    try real.write(UnsafeRawBufferPointer(rebasing: buffer[..<(buffer.count / 2)]), at: offset)
                }
                throw FileError("write", path, system.fault.errno)
            }
            try real.write(buffer, at: offset)
        }

        func syncData() throws(FileError) {
            try system.check("fdatasync", path)
            try real.syncData()
        }

        func syncFileSystem() throws(FileError) {
            try system.check("syncfs", path)
            try real.syncFileSystem()
        }

        func allocate(offset: Int, count: Int) throws(FileError) {
            try system.check("fallocate", path)
            try real.allocate(offset: offset, count: count)
        }

        func truncate(to size: Int) throws(FileError) {
            try system.check("ftruncate", path)
            try real.truncate(to: size)
        }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
            try real.read(into: buffer, at: offset)
        }

        func size() throws(FileError) -> Int { try real.size() }
        func tryLock() throws(FileError) -> Bool { try real.tryLock() }
        func unlock() { real.unlock() }
    }
}
