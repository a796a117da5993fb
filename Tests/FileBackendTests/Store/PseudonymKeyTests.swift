import AuditEvents
import FileBackend
import Logging
import NexusAudit
import NexusTesting
import Testing

/// The keys of pseudonyms on disk: made, counted, missed, and never half there.
@Suite struct PseudonymKeyTests {
    private static let context = RequestContext(tenantID: "t_anna", userID: "ana@example.com", requestID: "r")
    private let files = PosixFileSystem()

    @discardableResult
    private func rotate(_ store: FileBackend) async throws -> Int {
        try await engine(store).rotatePseudonymKey(context: Self.context).epoch
    }

    private func engine(_ store: FileBackend) -> LoggingEngine {
        LoggingEngine(backend: store, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// A closed store with that many epochs.
    private func store(epochs: Int) async throws -> Folder {
        let folder = Folder()
        for _ in 1..<max(epochs, 2) {
            let store = try await folder.open()
            if epochs > 1 { try await rotate(store) }
            try await store.close()
        }
        return folder
    }

    private func names(_ folder: Folder) throws -> [String] { try files.list(folder.layout.keys).sorted() }

    @Test func aNewKeyWritesFromTheNextOpenOn() async throws {
        let folder = Folder()
        let first = try await folder.open()
        let old = first.secrets.pseudonymKeys
        #expect(old.count == 1)
        #expect(try await rotate(first) == 2)
        // Made twice before the next open: both are there then.
        #expect(try await rotate(first) == 3)
        #expect(first.secrets.pseudonymKeys == old)
        try await first.close()
        #expect(try names(folder) == ["content-mac", "pseudonym", "pseudonym-2", "pseudonym-3", "signing"])

        let second = try await folder.open()
        let keys = second.secrets.pseudonymKeys
        #expect(keys.count == 3 && keys[0] == old[0] && Set(keys).count == 3 && keys.allSatisfy { $0.count == 32 })
        #expect(second.secrets.contentMACKey == first.secrets.contentMACKey)
        try await second.close()
        #expect(try names(folder).contains("epoch"))
        let temporary = try files.list(folder.layout.temporary)
        #expect(!temporary.contains { $0.contains("pseudonym") })
        let third = try await folder.open()
        #expect(third.secrets.pseudonymKeys == keys)
        try await third.close()
        try await expectSound(folder.store)
    }

    @Test func oneKeyIsMadeAtATime() async throws {
        let folder = Folder()
        let store = try await folder.open()
        let gate = Gate()
        let receipt = try await engine(store).run(IncomingEvent(action: "a.b"), context: Self.context)
        async let first = store.addPseudonymKey { (_) async throws(AuditError) in
            await gate.pass()
            return receipt
        }
        await gate.arrivals()
        let refused = try await failure { try await rotate(store) }
        #expect(refused.code == .overloaded && refused.isRetryable)
        gate.open()
        #expect(try await first.epoch == 2)
        #expect(try await rotate(store) == 3)
        try await store.close()
        #expect(try await failure { try await rotate(store) }.code == .storeClosed)
    }

    @Test func aRecordThatFailsLeavesNoKey() async throws {
        let folder = Folder()
        let store = try await folder.open()
        let error = try await failure {
            _ = try await store.addPseudonymKey { (_) async throws(AuditError) in throw Self.refusal }
        }
        #expect(error.code == .io)
        #expect(try names(folder) == ["content-mac", "pseudonym", "signing"])
        #expect(try files.list(folder.layout.temporary).filter { $0.contains("pseudonym") } == [])
        #expect(try await rotate(store) == 2)
        try await store.close()
    }

    private static let refusal = AuditError(.io, "no record")

    // MARK: Missing and damaged keys

    @Test(arguments: ["pseudonym", "pseudonym-2", "pseudonym-3"])
    func aMissingKeyIsNamedByAnOpenAndByARebuild(_ name: String) async throws {
        let folder = try await store(epochs: 3)
        // The newest is only missed once a writer has begun to use it.
        try await folder.open().close()
        try files.remove("\(folder.layout.keys)/\(name)")
        let opened = try await failure { _ = try await folder.open() }
        let rebuilt = try await failure { _ = try await FileStoreRebuild.run(at: folder.store) }
        for error in [opened, rebuilt] {
            #expect(error.code == .corrupt)
            #expect(error.message.contains("keys/\(name) "), "\(error.message)")
        }
        // Readers need no secret.
        _ = try await FileStoreReader.open(at: folder.store).tenants()
    }

    @Test(arguments: ["", "x\n", "0\n", "-1\n", "2", "02\n", "501\n", "99999999999999999999\n"])
    func aDamagedCountRefusesToOpen(_ text: String) async throws {
        let folder = try await store(epochs: 2)
        try await folder.open().close()
        try files.open("\(folder.layout.keys)/epoch", .create).write(Array(text.utf8), at: 0)
        #expect(try await failure { _ = try await folder.open() }.code == .corrupt)
    }

    @Test(arguments: ["", "00", String(repeating: "g", count: 64) + "\n", String(repeating: "0", count: 64)])
    func aDamagedKeyRefusesToOpen(_ text: String) async throws {
        let folder = try await store(epochs: 2)
        try files.open("\(folder.layout.keys)/pseudonym-2", .create).write(Array(text.utf8), at: 0)
        let error = try await failure { _ = try await folder.open() }
        #expect(error.code == .corrupt && error.message.contains("keys/pseudonym-2 "))
    }

    @Test(arguments: ["pseudonym-1", "pseudonym-02", "pseudonym-x", "pseudonym-", "pseudonym-2.bak", "pseudonym-0"])
    func otherFilesBesideTheKeysAreNoKeys(_ name: String) async throws {
        let folder = try await store(epochs: 1)
        try files.open("\(folder.layout.keys)/\(name)", .create).write([1], at: 0)
        let store = try await folder.open()
        #expect(store.secrets.pseudonymKeys.count == 1)
        try await store.close()
    }

    @Test func aLostCountIsWrittenAnew() async throws {
        let folder = try await store(epochs: 3)
        try await folder.open().close()
        try files.remove("\(folder.layout.keys)/epoch")
        let store = try await folder.open()
        #expect(store.secrets.pseudonymKeys.count == 3)
        try await store.close()
        #expect(try files.contents("\(folder.layout.keys)/epoch") == Array("3\n".utf8))
    }

    // MARK: Crashes and faults

    /// What a crash leaves behind between the record and the key's place, and right behind that, before any later open.
    @Test func aCrashLeavesTheOldEpochOrTheNewOne() async throws {
        let folder = Folder()
        let store = try await folder.open(.patient)
        let copies = (between: Folder(), after: Folder())
        let engine = engine(store)
        let rotation = try await store.addPseudonymKey { (epoch) async throws(AuditError) in
            let receipt = try await engine.run(IncomingEvent(action: "a.rotate"), context: Self.context)
            try? Folder.copy(folder.store, to: copies.between.store)
            return receipt
        }
        try Folder.copy(folder.store, to: copies.after.store)
        try await store.close()

        let old = try await copies.between.open()
        #expect(old.secrets.pseudonymKeys == store.secrets.pseudonymKeys)
        #expect(try await old.index(ofEvent: rotation.receipt.eventID, tenant: anna) == rotation.receipt.index)
        #expect(!(try files.list(copies.between.layout.temporary)).contains { $0.contains("pseudonym") })
        #expect(try await rotate(old) == 2)
        try await old.close()
        let new = try await copies.after.open()
        #expect(new.secrets.pseudonymKeys.count == 2)
        #expect(try await rotate(new) == 3)
        try await new.close()
        for copy in [copies.between, copies.after] { try await expectSound(copy.store) }
    }

    /// Every call that changes a file fails once while a key is made and first used: there is the old epoch or the new one,
    /// with its record; the old key stays; nothing that was acknowledged is lost.
    @Test(arguments: FaultyFileSystem.Fault.allCases)
    func noSingleFailureLosesAKeyOrLeavesHalfOfOne(_ fault: FaultyFileSystem.Fault) async throws {
        let rehearsal = FaultyFileSystem()
        #expect(await run(Folder(), rehearsal) == 2)
        let calls = rehearsal.log
        for operation in ["open", "write", "fdatasync", "rename", "fsync"] {
            #expect(calls.contains(operation), "the script never calls \(operation)")
        }
        var failures = 0
        for number in calls.indices {
            let folder = Folder()
            let told = await run(folder, FaultyFileSystem(failing: number, fault: fault))
            if told == nil { failures += 1 }
            let what: Comment = "\(fault) at call \(number), \(calls[number])"
            guard try files.exists(folder.layout.identity) else { continue }

            let store = try await folder.open()
            let keys = store.secrets.pseudonymKeys
            if let told { #expect(keys.count == told, what) }
            #expect((1...2).contains(keys.count), what)
            let first = try files.contents("\(folder.layout.keys)/pseudonym")
            #expect(first?.count == 65, what)
            let records = try await store.entries(of: .system, from: 0, limit: 10)
            #expect(records.count >= keys.count - 1, "an epoch without a record: \(what)")
            // And it can be done again.
            let next = try await rotate(store)
            #expect(next == keys.count + 1, what)
            try await store.close()
            let reopened = try await folder.open()
            #expect(Array(reopened.secrets.pseudonymKeys.prefix(keys.count)) == keys, what)
            #expect(reopened.secrets.pseudonymKeys.count == next, what)
            try await reopened.close()
            try await expectSound(folder.store, what)
        }
        #expect(failures > 0, "no fault was felt")
    }

    /// Opens, rotates, closes, and opens again.
    ///
    /// - Returns: The epoch that was announced, if all of it could be done.
    private func run(_ folder: Folder, _ files: FaultyFileSystem) async -> Int? {
        guard let store = try? await folder.open(.patient, files: files) else { return nil }
        let epoch = try? await rotate(store)
        try? await store.close()
        guard let reopened = try? await folder.open(.patient, files: files) else { return nil }
        let count = reopened.secrets.pseudonymKeys.count
        try? await reopened.close()
        guard let epoch else { return nil }
        #expect(count == epoch)
        return epoch
    }
}
