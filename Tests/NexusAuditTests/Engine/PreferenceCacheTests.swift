import AuditEvents
import NexusTesting
import Redaction
import Testing

@testable import NexusAudit

@Suite struct PreferenceCacheTests {
    private static func change(_ user: String, optOut: Bool) -> DatasetEvent {
        DatasetEvent(
            eventID: "e", time: Timestamp(microseconds: 0), tenantID: "t_demo", env: "test", surface: "test",
            agentID: user, action: ControlEvent.setTrainPreference, actor: Actor(.human, user),
            input: TrainPreferenceChange(subject: .user(user), isOptOut: optOut).input)
    }

    private static func preferences(_ user: String, optOut: Bool, index: UInt64) -> TrainingPreferences {
        TrainingPreferences(users: [user: .init(isOptOut: optOut, index: index)])
    }

    /// The load has read the log just before a preference is written, and ends after its receipt.
    @Test func aPreferenceThatGetsItsReceiptDuringTheLoadIsObserved() async throws {
        let cache = PreferenceCache()
        let gate = Gate()
        async let loaded = cache.current { () async throws(AuditError) in
            await gate.pass()
            return Self.preferences("u_1", optOut: false, index: 3)
        }
        await gate.arrivals()
        cache.apply(Self.change("u_1", optOut: true), index: 4)
        cache.apply(Self.change("u_1", optOut: false), index: 2)
        gate.open()
        let wanted = Self.preferences("u_1", optOut: true, index: 4)
        #expect(try await loaded == wanted)
        #expect(try await cache.current { () async throws(AuditError) in TrainingPreferences() } == wanted)
    }

    @Test func ofManyCallersOneLoads() async throws {
        let cache = PreferenceCache()
        let gate = Gate()
        let loads = Counted()
        try await withThrowingTaskGroup(of: TrainingPreferences.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await cache.current { () async throws(AuditError) in
                        loads.add()
                        await gate.pass()
                        return Self.preferences("u_1", optOut: true, index: 0)
                    }
                }
            }
            await gate.arrivals()
            gate.open()
            for try await preferences in group { #expect(preferences.users.count == 1) }
        }
        #expect(loads.count == 1)
    }

    @Test func aLoadOutdatedBeforeItsEndIsRepeated() async throws {
        let cache = PreferenceCache()
        let gate = Gate()
        let loads = Counted()
        async let loaded = cache.current { () async throws(AuditError) in
            guard loads.add() == 1 else { return Self.preferences("u_1", optOut: true, index: 5) }
            await gate.pass()
            return TrainingPreferences()
        }
        await gate.arrivals()
        cache.invalidate()
        gate.open()
        #expect(try await loaded == Self.preferences("u_1", optOut: true, index: 5))
    }

    @Test func aFailedLoadFailsItsWaitersAndIsTriedAgainLater() async throws {
        let cache = PreferenceCache()
        let gate = Gate()
        let fail: @Sendable () async throws(AuditError) -> TrainingPreferences = { () async throws(AuditError) in
            await gate.pass()
            throw AuditError(.io, "gone")
        }
        let codes = await withTaskGroup(of: AuditError.Code?.self) { group in
            for _ in 0..<5 {
                group.addTask {
                    do throws(AuditError) {
                        _ = try await cache.current(load: fail)
                        return nil
                    } catch {
                        return error.code
                    }
                }
            }
            await gate.arrivals()
            gate.open()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes == Array(repeating: .io, count: 5))
        let wanted = Self.preferences("u_1", optOut: true, index: 0)
        #expect(try await cache.current { () async throws(AuditError) in wanted } == wanted)
    }

    @Test func theCancellationOfTheOneWhoLoadsIsNotTheWaiters() async throws {
        let cache = PreferenceCache()
        let gate = Gate()
        let cancelled = Task {
            try await cache.current { () async throws(AuditError) in
                await gate.pass()
                throw AuditError(.io, "cancelled")
            }
        }
        await gate.arrivals()
        let wanted = Self.preferences("u_1", optOut: true, index: 0)
        async let waiter = cache.current { () async throws(AuditError) in wanted }
        cancelled.cancel()
        gate.open()
        #expect(try await waiter == wanted)
        await #expect(throws: AuditError.self) { try await cancelled.value }
    }
}
