import Dispatch

/// Runs the parts of tasks one after the other, in the order in which they became ready.
///
/// Tasks that prefer it and start in some order thus reach their first real wait in that order.
final class OrderedExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "nexus.ordered")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
