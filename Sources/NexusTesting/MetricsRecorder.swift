public import CoreMetrics
import Synchronization

/// Keeps what is counted and measured, for tests to look at.
public final class MetricsRecorder: MetricsFactory {
    private let cells = Mutex<[String: Cell]>([:])

    public init() {}

    /// The recorder behind every metric of the process made after its first use; bootstrapped once.
    public static let process: MetricsRecorder = {
        let recorder = MetricsRecorder()
        MetricsSystem.bootstrap(recorder)
        return recorder
    }()

    /// A counter's sum; 0 if nobody counted.
    public func counter(_ label: String, _ dimensions: [(String, String)] = []) -> Int64 {
        values(label, dimensions).reduce(0, +)
    }

    /// All values of a recorder, meter or timer (nanoseconds), in order.
    public func values(_ label: String, _ dimensions: [(String, String)] = []) -> [Int64] {
        let key = Self.key(label, dimensions)
        return cells.withLock { $0[key] }?.values ?? []
    }

    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions)
    }
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions)
    }
    public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        cell(label, dimensions)
    }
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions)
    }
    public func destroyCounter(_ handler: any CounterHandler) {}
    public func destroyMeter(_ handler: any MeterHandler) {}
    public func destroyRecorder(_ handler: any RecorderHandler) {}
    public func destroyTimer(_ handler: any TimerHandler) {}

    private func cell(_ label: String, _ dimensions: [(String, String)]) -> Cell {
        let key = Self.key(label, dimensions)
        return cells.withLock { cells in
            if let cell = cells[key] { return cell }
            let cell = Cell()
            cells[key] = cell
            return cell
        }
    }

    private static func key(_ label: String, _ dimensions: [(String, String)]) -> String {
        ([label] + dimensions.map { "\($0)=\($1)" }.sorted()).joined(separator: "|")
    }

    private final class Cell: CounterHandler, MeterHandler, RecorderHandler, TimerHandler {
        private let state = Mutex<[Int64]>([])

        var values: [Int64] { state.withLock { $0 } }

        func increment(by amount: Int64) { add(amount) }
        func reset() { state.withLock { $0 = [] } }
        func set(_ value: Int64) { add(value) }
        func set(_ value: Double) { add(Int64(value)) }
        func increment(by amount: Double) { add(Int64(amount)) }
        func decrement(by amount: Double) { add(-Int64(amount)) }
        func record(_ value: Int64) { add(value) }
        func record(_ value: Double) { add(Int64(value)) }
        func recordNanoseconds(_ duration: Int64) { add(duration) }

        private func add(_ value: Int64) { state.withLock { $0.append(value) } }
    }
}
