import AuditEvents
import FileBackend
import MerkleLog
import NexusAudit
import NexusTesting
import Testing

/// Every call that changes a file fails once, at every place of a scripted run.
@Suite struct FaultTests {
    /// What one run was told.
    private struct Told {
        var acknowledged: [(tenant: TenantID, id: String, leaf: MerkleHash)] = []
        var notWritten: [(tenant: TenantID, id: String)] = []
        var unknown: [(tenant: TenantID, id: String)] = []
        var isPoisoned = false
    }

    private static var options: FileBackendOptions {
        var options = FileBackendOptions.patient
        options.segmentSize = 2_048
        return options
    }

    /// Opens, appends to two logs over several segments, publishes, stores a blob, reclaims, closes.
    private func run(_ folder: Folder, _ files: FaultyFileSystem) async -> Told {
        var told = Told()
        guard let store = try? await folder.open(Self.options, files: files) else { return told }
        for number in 0..<12 {
            let tenant = number % 3 == 2 ? bert : anna
            let id = "e\(number)"
            let entry = BackendSuite.entry(id, tenant: tenant, isControl: number == 4)
            do {
                guard case .appended = try await store.append(entry) else { continue }
                #expect(!told.isPoisoned, "an append was accepted after a failure that is final")
                told.acknowledged.append((tenant, id, entry.leafHash))
            } catch {
                switch error.durability {
                case .notWritten: told.notWritten.append((tenant, id))
                case .unknown: told.unknown.append((tenant, id))
                }
                if error.code != .storeFull { told.isPoisoned = true }
            }
            if number % 5 == 3 {
                do {
                    _ = try await store.publish(anna)
                } catch {
                    if error.code != .storeFull, error.code != .notFound { told.isPoisoned = true }
                }
            }
            if number == 6 { _ = try? await store.storeBlob(Array("blob".utf8), tenant: anna) }
        }
        try? await store.close()
        return told
    }

    private func check(_ folder: Folder, _ told: Told, _ what: Comment) async throws {
        let store = try await folder.open(Self.options)
        for (tenant, id, leaf) in told.acknowledged {
            let index = try #require(try await store.index(ofEvent: id, tenant: tenant), what)
            #expect(try await store.entries(of: tenant, from: index, limit: 1).first?.leafHash == leaf, what)
        }
        for (tenant, id) in told.notWritten {
            #expect(try await store.index(ofEvent: id, tenant: tenant) == nil, what)
        }
        // A retry settles what was not known.
        for (tenant, id) in told.unknown + told.notWritten {
            _ = try await store.append(BackendSuite.entry(id, tenant: tenant, isControl: id == "e4"))
            #expect(try await store.index(ofEvent: id, tenant: tenant) != nil, what)
        }
        try await append("after", to: store)
        try await store.close()
        try await expectSound(folder.store, what)
    }

    @Test func theScriptRunsWithoutAFault() async throws {
        let folder = Folder()
        let files = FaultyFileSystem()
        let told = await run(folder, files)
        #expect(told.acknowledged.count == 12 && told.notWritten.isEmpty && told.unknown.isEmpty)
        for operation in ["write", "fdatasync", "rename", "syncfs", "fallocate", "remove", "open"] {
            #expect(files.log.contains(operation), "the script never calls \(operation)")
        }
        try await check(folder, told, "no fault")
    }

    @Test(arguments: FaultyFileSystem.Fault.allCases)
    func noSingleFailureLosesAnAcknowledgedEvent(_ fault: FaultyFileSystem.Fault) async throws {
        let rehearsal = FaultyFileSystem()
        _ = await run(Folder(), rehearsal)
        let calls = rehearsal.log
        var failures = 0
        for number in calls.indices
        where isThorough
            || number % cases(3, all: 1, sanitized: 24) == FaultyFileSystem.Fault.allCases.firstIndex(of: fault)!
        {
            let folder = Folder()
            let told = await run(folder, FaultyFileSystem(failing: number, fault: fault))
            if told.acknowledged.count < 12 { failures += 1 }
            try await check(folder, told, "\(fault) at call \(number), \(calls[number])")
        }
        #expect(failures > 0, "no fault was felt")
    }

    @Test func aFailedFlushIsFinalAndItsCallersAreToldThatItIsUnknown() async throws {
        let rehearsal = FaultyFileSystem()
        let first = Folder()
        let opened = try await first.open(.patient, files: rehearsal)
        let callsToOpen = rehearsal.log.count
        try await append("e", to: opened)
        try await opened.close()
        let flush = try #require(rehearsal.log[callsToOpen...].firstIndex(of: "fdatasync"))

        let folder = Folder()
        let store = try await folder.open(.patient, files: FaultyFileSystem(failing: flush))
        let error = try await failure { try await append("e", to: store) }
        #expect(error.code == .io && error.durability == .unknown && error.isRetryable)
        let next = try await failure { try await append("f", to: store) }
        #expect(next.code == .storePoisoned && next.durability == .notWritten)
        #expect(try await failure { try await store.close() }.code == .storePoisoned)
        let again = try await folder.open()
        // The batch was whole in the file: the retry is told that it is there.
        guard case .duplicate = try await again.append(BackendSuite.entry("e", padding: 40)) else {
            Issue.record("the entry was written twice or lost")
            return
        }
        try await again.close()
        try await expectSound(folder.store)
    }
}
