package import AuditEvents
import Dispatch
import Synchronization

/// Where blocking reads run: four threads at most, so that a slow disk never holds up the cooperative pool.
package final class BlockingQueues: Sendable {
    private let queues: [DispatchQueue]
    private let next = Atomic<Int>(0)

    package init(label: String, count: Int = 4) {
        queues = (0..<count).map { DispatchQueue(label: "\(label).\($0)") }
    }

    package func run<Value: Sendable>(
        _ body: @escaping @Sendable () throws(AuditError) -> Value
    ) async throws(AuditError) -> Value {
        let queue = queues[next.wrappingAdd(1, ordering: .relaxed).oldValue % queues.count]
        let result: Result<Value, AuditError> = await withCheckedContinuation { continuation in
            queue.async {
                continuation.resume(returning: Result { () throws(AuditError) in try body() })
            }
        }
        return try result.get()
    }
}
