import CNexusSystem
import SystemPackage

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The real thing. The only file that calls the C library for files.
package struct PosixFileSystem: FileSystem {
    package init() {}

    package func open(_ path: String, _ mode: OpenMode) throws(FileError) -> any OpenFile {
        let flags: Int32 =
            switch mode {
            case .read: O_RDONLY | O_CLOEXEC
            case .create: O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC
            case .update: O_RDWR | O_CREAT | O_CLOEXEC
            case .folder: O_RDONLY | O_DIRECTORY | O_CLOEXEC
            }
        let descriptor = try check("open", path) { Glibc.open(path, flags, 0o600) }
        return PosixFile(descriptor: descriptor, path: path)
    }

    package func createDirectory(_ path: String) throws(FileError) {
        if mkdir(path, 0o700) == 0 { return }
        switch Errno(rawValue: errno) {
        case .fileExists: return
        case .noSuchFileOrDirectory:
            let parent = parent(of: path)
            guard parent != path, parent != "." else { throw FileError("mkdir", path, .noSuchFileOrDirectory) }
            try createDirectory(parent)
            // Another thread may have made it in between.
            if mkdir(path, 0o700) != 0, errno != EEXIST { throw FileError("mkdir", path, Errno(rawValue: errno)) }
        case let error: throw FileError("mkdir", path, error)
        }
    }

    package func list(_ path: String) throws(FileError) -> [String] {
        guard let stream = opendir(path) else {
            let error = FileError("opendir", path, Errno(rawValue: errno))
            if error.isMissing { return [] }
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else {
                if errno != 0 { throw FileError("readdir", path, Errno(rawValue: errno)) }
                return names
            }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
    }

    package func rename(_ from: String, to path: String) throws(FileError) {
        _ = try check("rename", path) { Glibc.rename(from, path) }
    }

    package func remove(_ path: String) throws(FileError) {
        if unlink(path) == 0 { return }
        let error = errno
        if error == ENOENT { return }
        if error == EISDIR || error == EPERM {
            _ = try check("rmdir", path) { rmdir(path) }
            return
        }
        throw FileError("unlink", path, Errno(rawValue: error))
    }

    package func syncDirectory(_ path: String) throws(FileError) {
        let descriptor = try check("open", path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        defer { close(descriptor) }
        _ = try check("fsync", path) { fsync(descriptor) }
    }

    package func isFolder(_ path: String) throws(FileError) -> Bool {
        var status = stat()
        _ = try check("stat", path) { stat(path, &status) }
        return status.st_mode & S_IFMT == S_IFDIR
    }

    package func exists(_ path: String) throws(FileError) -> Bool {
        if access(path, F_OK) == 0 { return true }
        let error = FileError("access", path, Errno(rawValue: errno))
        if error.isMissing { return false }
        throw error
    }
}

/// Calls `body` until it is not interrupted by a signal.
private func check(_ operation: String, _ path: String, _ body: () -> Int32) throws(FileError) -> Int32 {
    while true {
        let result = body()
        if result >= 0 { return result }
        if errno != EINTR { throw FileError(operation, path, Errno(rawValue: errno)) }
    }
}

private final class PosixFile: OpenFile {
    private let descriptor: Int32
    private let path: String

    init(descriptor: Int32, path: String) {
        self.descriptor = descriptor
        self.path = path
    }

    deinit { close(descriptor) }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count == 0 { break }
            if count > 0 {
                done += count
            } else if errno != EINTR {
                throw FileError("read", path, Errno(rawValue: errno))
            }
        }
        return done
    }

    func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(FileError) {
        var done = 0
        while done < buffer.count {
            let count = pwrite(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count > 0 {
                done += count
            } else if count == 0 || errno != EINTR {
                throw FileError("write", path, count == 0 ? .ioError : Errno(rawValue: errno))
            }
        }
    }

    func syncData() throws(FileError) {
        _ = try check("fdatasync", path) { fdatasync(descriptor) }
    }

    func syncFileSystem() throws(FileError) {
        _ = try check("syncfs", path) { syncfs(descriptor) }
    }

    func allocate(offset: Int, count: Int) throws(FileError) {
        var result = EINTR
        while result == EINTR { result = posix_fallocate(descriptor, off_t(offset), off_t(count)) }
        // A file system that cannot reserve is served without: writes then report a full disk themselves.
        if result != 0, result != EOPNOTSUPP, result != EINVAL {
            throw FileError("fallocate", path, Errno(rawValue: result))
        }
    }

    func truncate(to size: Int) throws(FileError) {
        _ = try check("ftruncate", path) { ftruncate(descriptor, off_t(size)) }
    }

    func size() throws(FileError) -> Int {
        var status = stat()
        _ = try check("fstat", path) { fstat(descriptor, &status) }
        return Int(status.st_size)
    }

    func unlock() {
        _ = flock(descriptor, LOCK_UN)
    }

    func tryLock() throws(FileError) -> Bool {
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            switch errno {
            case EINTR: continue
            case EWOULDBLOCK: return false
            default: throw FileError("flock", path, Errno(rawValue: errno))
            }
        }
        return true
    }
}
