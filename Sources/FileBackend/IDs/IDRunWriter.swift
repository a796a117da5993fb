/// Writes a run, record by record, in constant memory.
///
/// write(temp) … → write(header) → fdatasync(temp) → rename → fsync(folder): the run exists whole or not at all.
struct IDRunWriter: ~Copyable {
    private let files: any FileSystem
    private let file: any OpenFile
    private let path: String
    private let temporary: String
    private var buffer: [UInt8] = []
    private var offset = IDRun.headerSize
    private var count = 0
    private var crc = CRC32C()

    init(path: String, temporary: String, _ files: any FileSystem) throws(FileError) {
        self.files = files
        self.path = path
        self.temporary = temporary
        file = try files.open(temporary, .create)
    }

    /// Keys must come in rising order.
    mutating func append(_ record: IDRun.Record) throws(FileError) {
        buffer.append(little: record.key.high)
        buffer.append(little: record.key.low)
        buffer.append(little: record.index)
        count += 1
        if buffer.count >= 1 << 20 { try drain() }
    }

    consuming func finish() throws(FileError) {
        try drain()
        var header: [UInt8] = []
        header.append(little: IDRun.magic)
        header.append(little: UInt64(count))
        header.append(little: UInt64(crc.value))
        try file.write(header, at: 0)
        try file.syncData()
        try files.rename(temporary, to: path)
        try files.syncDirectory(files.parent(of: path))
    }

    private mutating func drain() throws(FileError) {
        crc.update(buffer)
        try file.write(buffer, at: offset)
        offset += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}
