import NexusAudit
import NexusTesting
import Testing

@Suite struct BackendSuiteTests {
    @Test(arguments: BackendSuite.checks)
    func memoryBackendKeepsThePromise(_ check: BackendSuite.Check) async throws {
        let suite = BackendSuite(
            reopen: { backend in
                (backend as? MemoryBackend)?.reopen()
                return backend
            },
            open: { MemoryBackend() })
        try await suite.run(check)
    }

    @Test(arguments: BackendSuite.checks)
    func failingBackendWithoutAPlanIsTransparent(_ check: BackendSuite.Check) async throws {
        try await BackendSuite { FailingBackend(MemoryBackend()) }.run(check)
    }
}
