import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit
import NexusTesting
import Synchronization
import Testing

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

@Suite struct StoreTests {
    private let folder = Folder()

    @Test(arguments: BackendSuite.checks) func passesTheSuite(_ check: BackendSuite.Check) async throws {
        let folders = FolderPool()
        try await BackendSuite(
            reopen: { _ in try await folders.last().open() }, open: { try await folders.new().open() }
        ).run(check)
        for folder in folders.all { try await expectSound(folder.store) }
    }

    @Test func aReceiptsEntryIsThereAfterReopening() async throws {
        var store = try await folder.open()
        var leaves: [MerkleHash] = []
        for number in 0..<300 { leaves.append(try await append("e\(number)", to: store).leaf) }
        try await store.close()
        store = try await folder.open()
        #expect(try await store.size(of: anna) == 300)
        var read: [LogEntry] = []
        while case let next = try await store.entries(of: anna, from: UInt64(read.count), limit: 100), !next.isEmpty {
            read += next
        }
        #expect(read.map(\.leafHash) == leaves)
        #expect(try await append("next", to: store).index == 300)
        try await store.close()
        try await expectSound(folder.store)
    }

    /// A queue is bounded whole: a lot goes in, or none of it does, and one that is larger than the queue has it to itself.
    @Test func lotsShareASmallQueue() async throws {
        var options = FileBackendOptions()
        options.queueLimit = 8
        let store = try await folder.open(options)
        func lot(_ name: String) -> [NewEntry] { (0..<20).map { BackendSuite.entry("\(name)-\($0)") } }
        for outcome in await store.append(lot("alone")) { _ = try outcome.get() }
        let (appended, refused) = await withTaskGroup(of: [Result<AppendOutcome, AuditError>].self) { group in
            for number in 0..<50 { group.addTask { await store.append(lot("lot\(number)")) } }
            var counts = (appended: 0, refused: 0)
            for await outcomes in group {
                let errors = outcomes.compactMap { outcome -> AuditError.Code? in
                    if case .failure(let error) = outcome { error.code } else { nil }
                }
                #expect(errors.isEmpty || errors == Array(repeating: .overloaded, count: 20))
                if errors.isEmpty { counts.appended += 20 } else { counts.refused += 20 }
            }
            return counts
        }
        #expect(appended + refused == 1000)
        #expect(try await store.size(of: anna) == UInt64(20 + appended))
        try await store.close()
        try await expectSound(folder.store)
    }

    @Test func entriesSurviveWithoutAnyPublication() async throws {
        var store = try await folder.open(.patient)
        let leaf = try await append("only", to: store).leaf
        // Dropped, not closed: nothing is published, the journal has it.
        let crashed = try folder.copy()
        try await store.close()
        store = try await crashed.open(.patient)
        #expect(try await store.checkpoint(of: anna) == nil)
        #expect(try await store.entries(of: anna, from: 0, limit: 1).first?.leafHash == leaf)
        guard case .duplicate(let entry) = try await store.append(BackendSuite.entry("only", padding: 40)) else {
            Issue.record("the id was accepted again")
            return
        }
        #expect(entry.index == 0)
        try await store.close()
        try await expectSound(crashed.store)
    }

    @Test func aSecondWriterIsToldWhoHasTheStore() async throws {
        let store = try await folder.open()
        let error = try await failure { _ = try await folder.open() }
        #expect(error.code == .storeLocked)
        #expect(error.message.contains("process \(getpid())") && error.message.contains("--server URL"))
        try await store.close()
        try await folder.open().close()
    }

    /// A child that has been forked and has not yet replaced itself shares the descriptor, as a duplicate does.
    @Test func aClosedStoreIsFreeWhileAForkedChildStillHasTheDescriptor() async throws {
        let store = try await folder.open()
        let shared = try #require(
            try PosixFileSystem().list("/proc/self/fd").compactMap(Int32.init).first { descriptor in
                var target = [CChar](repeating: 0, count: 4_096)
                let count = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
                let path = String(decoding: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
                return path == folder.layout.lock
            })
        let inherited = dup(shared)
        defer { close(inherited) }
        try await store.close()
        try await folder.open().close()
    }

    @Test func anotherInstancesStoreIsRefused() async throws {
        try await folder.open().close()
        let error = try await failure { _ = try await FileBackend.open(at: folder.store, instance: "other.example") }
        #expect(error.code == .invalidField && error.field == "instance")
    }

    @Test func aMissingStoreIsNotMadeUnlessAskedTo() async throws {
        let options = FileBackendOptions(createsIfMissing: false)
        #expect(try await failure { _ = try await folder.open(options) }.code == .storeMissing)
        #expect(try await failure { _ = try await FileStoreReader.open(at: folder.store) }.code == .storeMissing)
    }

    @Test func filesAndFoldersAreTheOwnersAlone() async throws {
        let store = try await folder.open()
        _ = try await store.storeBlob([1, 2, 3], tenant: anna)
        try await append("e", to: store)
        try await store.close()
        for path in try allFiles(below: folder.store) {
            var status = stat()
            #expect(stat("\(folder.store)/\(path)", &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600, "\(path)")
        }
        for path in folder.layout.folders {
            var status = stat()
            #expect(stat(path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o700, "\(path)")
        }
    }

    @Test func segmentsAreReclaimedOncePublishedAndIdsStayKnown() async throws {
        var options = FileBackendOptions.patient
        options.segmentSize = 8_192
        var store = try await folder.open(options)
        for number in 0..<200 {
            try await append("e\(number)", to: store)
            if number % 50 == 49 { _ = try await store.publish(anna) }
        }
        // The last publication's checkpoint becomes durable with the round after it.
        try await append("last", to: store)
        _ = try await store.publish(anna)
        let segments = try PosixFileSystem().segments(in: folder.layout)
        #expect(segments.count < 6, "of some 15 segments: \(segments)")
        for number in 0..<200 {
            #expect(try await store.index(ofEvent: "e\(number)", tenant: anna) == UInt64(number))
        }
        try await store.close()
        store = try await folder.open(options)
        guard case .duplicate(let entry) = try await store.append(BackendSuite.entry("e7", padding: 40)) else {
            Issue.record("an id was accepted again after its segment was reclaimed")
            return
        }
        #expect(entry.index == 7)
        try await store.close()
        try await expectSound(folder.store)
    }

    @Test func overloadIsRefusedEarlyAndLosesNothing() async throws {
        var options = FileBackendOptions.patient
        options.backlogLimit = 10
        let store = try await folder.open(options)
        for number in 0..<10 { try await append("e\(number)", to: store) }
        let error = try await failure { try await append("more", to: store) }
        #expect(error.code == .overloaded && error.isRetryable && error.retryAfter != nil)
        #expect(error.durability == .notWritten)
        _ = try await store.publish(anna)
        #expect(try await append("more", to: store).index == 10)
        try await store.close()
        try await expectSound(folder.store)
    }

    @Test func stampsMayLagTenSecondsAcrossRestartsAndNoMore() async throws {
        var store = try await folder.open()
        _ = try await store.append(BackendSuite.entry("a", at: start))
        try await store.close()
        store = try await folder.open()
        let late = try await store.append(BackendSuite.entry("b", at: start.advanced(bySeconds: -10.000001)))
        #expect(late == .stale(newest: start))
        let inTime = try await store.append(BackendSuite.entry("c", at: start.advanced(bySeconds: -10)))
        #expect(inTime == .appended(index: 1))
        try await store.close()
    }

    @Test func controlEntriesAreListedAcrossPublicationAndRestart() async throws {
        var store = try await folder.open(.patient)
        for number in 0..<600 { try await append("e\(number)", to: store, isControl: number % 250 == 0) }
        #expect(try await store.controlEntries(of: anna).map(\.index) == [0, 250, 500])
        _ = try await store.publish(anna)
        try await append("late", to: store, isControl: true)
        #expect(try await store.controlEntries(of: anna).map(\.index) == [0, 250, 500, 600])
        let reader = try await FileStoreReader.open(at: folder.store)
        #expect(try await reader.controlEntries(of: anna).map(\.index) == [0, 250, 500, 600])
        try await store.close()
        store = try await folder.open(.patient)
        #expect(try await store.controlEntries(of: anna).map(\.index) == [0, 250, 500, 600])
        try await store.close()
    }

    @Test func aMissingSummaryRefusesRatherThanForgetsAnOptOut() async throws {
        var store = try await folder.open()
        try await append("opt-out", to: store, isControl: true)
        try await store.close()
        let path = folder.layout.control(anna)
        let files = PosixFileSystem()
        let bytes = try #require(try files.contents(path))
        for damage in [nil, [], Array(bytes.dropLast(2)), Array(bytes.dropLast(2) + [49, 10])] {
            if let damage { try files.open(path, .create).write(damage, at: 0) } else { try files.remove(path) }
            let reader = try await FileStoreReader.open(at: folder.store)
            #expect(try await failure { _ = try await reader.controlEntries(of: anna) }.code == .corrupt)
            #expect(try await failure { _ = try await folder.open() }.code == .corrupt)
        }
        _ = try await FileStoreRebuild.run(at: folder.store)
        store = try await folder.open()
        #expect(try await store.controlEntries(of: anna).map(\.index) == [0])
        try await store.close()
    }

    @Test func oneTenantsDamageIsThatTenantsAlone() async throws {
        let store = try await folder.open(.patient)
        for tenant in [anna, bert] { try await append("first", to: store, tenant: tenant) }
        for tenant in [anna, bert] { _ = try await store.publish(tenant) }
        for tenant in [anna, bert] { try await append("second", to: store, tenant: tenant) }
        let tile = try PosixFileSystem().open(folder.layout.file("tile/0/000.p/1", of: anna), .update)
        try tile.write([try tile.bytes(at: 0, count: 1)[0] ^ 1], at: 0)
        #expect(try await failure { _ = try await store.publish(anna) }.code == .corrupt)
        #expect(try await failure { try await append("third", to: store) }.code == .corrupt)
        #expect(try await store.publish(bert).checkpoint.size == 2)
        #expect(try await append("third", to: store, tenant: bert).index == 2)
        try await store.close()
        try await expectSound(folder.store, tenants: [bert])
    }

    @Test func nothingIsAnsweredAfterClosing() async throws {
        let store = try await folder.open()
        try await append("e", to: store)
        async let other: Void = store.close()
        try await store.close()
        try await other
        #expect(try await failure { try await append("f", to: store) }.code == .storeClosed)
        #expect(try await failure { _ = try await store.size(of: anna) }.code == .storeClosed)
        #expect(try await failure { _ = try await store.storeBlob([1], tenant: anna) }.code == .storeClosed)
        #expect(try await failure { _ = try await store.publish(anna) }.code == .storeClosed)
    }

    @Test func optionsThatNoStoreCanRunWithAreRefused() async throws {
        var options = FileBackendOptions()
        options.batchBytes = 0
        let error = try await failure { _ = try await folder.open(options) }
        #expect(error.code == .invalidField && error.field == "batchBytes" && error.actual == 0)
    }

    @Test func aReaderFollowsAWriterWithoutItsLock() async throws {
        let store = try await folder.open(.patient)
        try await append("e0", to: store)
        let reader = try await FileStoreReader.open(at: folder.store)
        #expect(try await reader.size(of: anna) == 1)
        for number in 1..<700 { try await append("e\(number)", to: store) }
        #expect(try await reader.size(of: anna) == 700)
        #expect(try await reader.index(ofEvent: "e699", tenant: anna) == 699)
        #expect(try await reader.entries(of: anna, from: 699, limit: 5).count == 1)
        _ = try await store.publish(anna)
        #expect(try await reader.size(of: anna) == 700)
        #expect(try await reader.entries(of: anna, from: 0, limit: 1_000).count == 256)
        try await store.close()
        #expect(try await reader.tenants() == [anna])
        #expect(try await reader.index(ofEvent: "e5", tenant: anna) == 5)
    }

    @Test func publishedFilesKeepFewPartialTiles() async throws {
        let store = try await folder.open(.patient)
        for number in 0..<20 {
            try await append("e\(number)", to: store)
            _ = try await store.publish(anna)
        }
        var partial = try allFiles(below: folder.layout.log(anna)).filter { $0.contains(".p/") }
        #expect(partial.count == 8 && partial.first == "tile/0/000.p/17" && partial.last == "tile/entries/000.p/20")
        for number in 20..<256 { try await append("e\(number)", to: store) }
        _ = try await store.publish(anna)
        partial = try allFiles(below: folder.layout.log(anna)).filter { $0.contains(".p/") }
        #expect(partial == ["tile/1/000.p/1"])
        try await store.close()
        try await expectSound(folder.store)
    }

    @Test func rebuildMakesTheViewsAgain() async throws {
        var store = try await folder.open()
        for number in 0..<700 { try await append("e\(number)", to: store, isControl: number == 300) }
        try await append("b", to: store, tenant: bert)
        try await store.close()
        let files = PosixFileSystem()
        for name in try files.list(folder.layout.ids) { try files.remove("\(folder.layout.ids)/\(name)") }
        try files.remove(folder.layout.control(anna))
        try files.remove(folder.layout.file("tile/0/001", of: anna))
        #expect(try await failure { _ = try await folder.open() }.code == .corrupt)
        let made = try await FileStoreRebuild.run(at: folder.store)
        #expect(made["ids"] == 701 && made["tiles_written"] == 1 && made["control_events"] == 1)
        store = try await folder.open()
        #expect(try await store.index(ofEvent: "e699", tenant: anna) == 699)
        #expect(try await store.controlEntries(of: anna).map(\.index) == [300])
        try await store.close()
        try await expectSound(folder.store)
    }

    @Test func manyTenantsOneEventEach() async throws {
        let count = cases(1_000, all: 10_000, sanitized: 300)
        var store = try await folder.open()
        try await withThrowingTaskGroup(of: Void.self) { [store] group in
            for number in 0..<count {
                if number >= 256 { try await group.next() }
                group.addTask { try await append("e", to: store, tenant: TenantID("t_\(number)")!) }
            }
            try await group.waitForAll()
        }
        try await store.close()
        store = try await folder.open()
        #expect(try await store.tenants().count == count)
        #expect(try await append("f", to: store, tenant: TenantID("t_\(count - 1)")!).index == 1)
        try await store.close()
        try await expectSound(folder.store)
    }

    @Test func aThousandTasksOverAHundredTenants() async throws {
        let store = try await folder.open()
        let tenants = (0..<100).map { TenantID("t_tenant-\($0)")! }
        let indexes = try await withThrowingTaskGroup(of: (TenantID, UInt64).self) { group in
            for task in 0..<1_000 {
                let tenant = tenants[task % 100]
                group.addTask { (tenant, try await append("task-\(task)", to: store, tenant: tenant).index) }
            }
            var indexes: [TenantID: Set<UInt64>] = [:]
            for try await (tenant, index) in group { indexes[tenant, default: []].insert(index) }
            return indexes
        }
        for tenant in tenants { #expect(indexes[tenant] == Set(0..<10)) }
        try await store.close()
        try await expectSound(folder.store)
    }
}

/// The folders that one run of the suite opens.
private final class FolderPool: Sendable {
    private let folders = Mutex<[Folder]>([])

    func new() -> Folder {
        let folder = Folder()
        folders.withLock { $0.append(folder) }
        return folder
    }

    func last() -> Folder { folders.withLock { $0.last! } }
    var all: [Folder] { folders.withLock(\.self) }
}
