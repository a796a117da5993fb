package import AuditEvents
package import SystemPackage

/// The few file operations that durability is made of.
///
/// Two implementations share the store's tests: `PosixFileSystem`, and the one that fails any chosen call. Calls block;
/// they run on the store's own threads, never on the cooperative pool.
package protocol FileSystem: Sendable {
    func open(_ path: String, _ mode: OpenMode) throws(FileError) -> any OpenFile
    /// Makes the folder (0700) and those above it; one that is there is left as it is.
    func createDirectory(_ path: String) throws(FileError)
    /// The names in a folder, unsorted; empty for a folder that is not there.
    func list(_ path: String) throws(FileError) -> [String]
    func rename(_ from: String, to path: String) throws(FileError)
    /// A file that is not there is no error.
    func remove(_ path: String) throws(FileError)
    /// Flushes a folder's entries: names made, renamed and removed in it.
    func syncDirectory(_ path: String) throws(FileError)
    func exists(_ path: String) throws(FileError) -> Bool
    func isFolder(_ path: String) throws(FileError) -> Bool
}

package enum OpenMode: Sendable {
    /// The file must be there.
    case read
    /// The file (0600) is made, and emptied if it is there.
    case create
    /// The file (0600) is made if it is not there and kept if it is.
    case update
    /// A folder, to flush it or its file system.
    case folder
}

/// An open file; closed when the last reference goes.
package protocol OpenFile: AnyObject, Sendable {
    /// Reads up to `buffer.count` bytes at `offset`; fewer only at the end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) -> Int
    /// Writes all of `buffer` at `offset`.
    func write(_ buffer: UnsafeRawBufferPointer, at offset: Int) throws(FileError)
    /// Flushes the content, and what of the metadata is needed to read it (`fdatasync`).
    func syncData() throws(FileError)
    /// Flushes everything on the file system that holds this file (`syncfs`).
    ///
    /// A failure is reported once to each open file, counted from its opening: keep one open from before the first write.
    /// Linux reports it since 5.8.
    func syncFileSystem() throws(FileError)
    /// Reserves room, so that later writes within it cannot run out of disk.
    func allocate(offset: Int, count: Int) throws(FileError)
    func truncate(to size: Int) throws(FileError)
    func size() throws(FileError) -> Int
    /// Takes an exclusive lock without waiting; false if another process has it.
    func tryLock() throws(FileError) -> Bool
    /// Gives the lock back.
    ///
    /// Closing alone would not do: a child between fork and exec still has the descriptor, and the lock with it.
    func unlock()
}

/// A call to the file system that failed.
package struct FileError: Error, Sendable {
    package var operation: String
    package var path: String
    package var errno: Errno

    package init(_ operation: String, _ path: String, _ errno: Errno) {
        self.operation = operation
        self.path = path
        self.errno = errno
    }

    package var isFull: Bool { errno == .noSpace || errno == .diskQuotaExceeded }
    package var isMissing: Bool { errno == .noSuchFileOrDirectory || errno == .notDirectory }
}

extension AuditError {
    /// - Parameter durability: What is known of the entry that the call was made for.
    package init(_ error: FileError, durability: Durability = .notWritten) {
        self.init(
            error.isFull ? .storeFull : .io,
            error.isFull
                ? "the disk is full (\(error.operation) of \(error.path)); free some space and try again"
                : "\(error.operation) of \(error.path) failed: \(error.errno)",
            isRetryable: error.isFull || durability == .unknown, durability: durability, cause: error)
    }
}

extension FileSystem {
    /// The whole content of a file; nil if there is none.
    package func contents(_ path: String) throws(FileError) -> [UInt8]? {
        let file: any OpenFile
        do {
            file = try open(path, .read)
        } catch {
            if error.isMissing { return nil }
            throw error
        }
        return try file.contents()
    }

    /// Puts `bytes` at `path` in one step: a reader sees the old content or the new, never a part.
    ///
    /// write(temp) → [fdatasync(temp)] → rename(temp, path) → [fsync(folder)]. The bracketed flushes are for files that
    /// must survive on their own; tiles and bundles leave them to the round's one `syncfs`, since no checkpoint names
    /// them before it.
    package func replace(
        _ path: String, with bytes: [UInt8], through temporary: String, isDurable: Bool
    ) throws(FileError) {
        do throws(FileError) {
            let file = try open(temporary, .create)
            try file.write(bytes, at: 0)
            if isDurable { try file.syncData() }
            try rename(temporary, to: path)
        } catch {
            // What could not be finished must not fill the disk.
            try? remove(temporary)
            throw error
        }
        if isDurable { try syncDirectory(parent(of: path)) }
    }

    /// Writes a file that is to be renamed into its place once it has been flushed with everything else.
    package func prepare(_ bytes: [UInt8], at temporary: String) throws(FileError) {
        try open(temporary, .create).write(bytes, at: 0)
    }

    package func parent(of path: String) -> String {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }
}

extension OpenFile {
    package func contents() throws(FileError) -> [UInt8] {
        try bytes(at: 0, count: size())
    }

    /// Up to `count` bytes at `offset`; fewer at the end of the file.
    package func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        // An array made with no capacity is the empty storage that the whole process shares, and its count is written all
        // the same: the thread sanitizer sees a race with everybody who reads any empty array.
        if count == 0 { return [] }
        var failure: FileError?
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            do throws(FileError) {
                initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return bytes
    }

    package func write(_ bytes: [UInt8], at offset: Int) throws(FileError) {
        let result = bytes.withUnsafeBytes { buffer in
            Result { () throws(FileError) in try write(buffer, at: offset) }
        }
        try result.get()
    }
}
