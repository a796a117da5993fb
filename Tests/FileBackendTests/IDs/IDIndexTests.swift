import AuditEvents
import FileBackend
import NexusAudit
import Testing

@Suite struct IDIndexTests {
    private let folder = Folder()
    private var layout: StoreLayout { StoreLayout(root: folder.path) }
    private let files = PosixFileSystem()

    init() throws {
        for path in layout.folders { try files.createDirectory(path) }
    }

    private func make() throws -> IDIndex {
        try IDIndex.create(folder: layout.ids, workshop: layout.temporary, files)
    }

    private func key(_ number: Int) -> IDKey { IDKey(tenant: anna, eventID: "event-\(number)") }

    @Test func findsEveryIdThroughFlushesAndMerges() throws {
        let index = try make()
        for number in 0..<20_000 {
            index.insert(key(number), UInt64(number))
            if number % 700 == 699 { try index.flush() }
        }
        for index in [index, try #require(try IDIndex.read(layout, files))] {
            let isWhole = index.unflushedCount > 0
            for number in 0..<(isWhole ? 20_000 : 19_600) {
                #expect(index.index(of: key(number)) == UInt64(number))
            }
            #expect(index.index(of: key(20_001)) == nil)
            #expect(index.index(of: IDKey(tenant: bert, eventID: "event-1")) == nil)
            #expect(index.isIntact)
        }
        #expect(index.runCount < 12, "28 flushes are merged into a few runs")
        let names = try files.list(layout.ids)
        #expect(names.count == index.runCount + 1, "merged runs are deleted")
    }

    @Test func theSameIdInTwoRunsIsKeptOnce() throws {
        let index = try make()
        for _ in 0..<4 {
            for number in 0..<10 { index.insert(key(number), UInt64(number)) }
            try index.flush()
        }
        #expect(index.count == 10)
        #expect(index.index(of: key(3)) == 3)
    }

    @Test func aMissingOrShortRunIsRefused() throws {
        let index = try make()
        index.insert(key(1), 1)
        try index.flush()
        let run = try #require(try files.list(layout.ids).first { $0.hasSuffix(".run") })
        let path = "\(layout.ids)/\(run)"
        let bytes = try #require(try files.contents(path))
        try files.open(path, .create).write(Array(bytes.dropLast()), at: 0)
        #expect(throws: AuditError(.corrupt, "")) { try IDIndex.read(layout, files) }
        try files.remove(path)
        #expect(throws: AuditError(.corrupt, "")) { try IDIndex.read(layout, files) }
    }

    @Test func aFlippedBitOfARunIsSeen() throws {
        let index = try make()
        for number in 0..<100 { index.insert(key(number), UInt64(number)) }
        try index.flush()
        let run = try #require(try files.list(layout.ids).first { $0.hasSuffix(".run") })
        var bytes = try #require(try files.contents("\(layout.ids)/\(run)"))
        bytes[bytes.count / 2] ^= 4
        try files.open("\(layout.ids)/\(run)", .create).write(bytes, at: 0)
        #expect(try IDIndex.read(layout, files)?.isIntact == false)
    }

    @Test func whatACrashLeftOfAFlushIsRemoved() throws {
        let index = try make()
        index.insert(key(1), 1)
        try index.flush()
        try files.open("\(layout.ids)/99.run", .create).write([1, 2, 3], at: 0)
        let read = try #require(try IDIndex.read(layout, files))
        try read.removeStrays()
        #expect(try files.exists("\(layout.ids)/99.run") == false)
        #expect(read.index(of: key(1)) == 1)
    }
}
