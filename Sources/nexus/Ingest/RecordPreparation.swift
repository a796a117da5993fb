import AuditEvents
import AuditIngest
import NexusAudit

/// A record of a file, validated and redacted, or why it is refused.
struct PreparedRecord: Sendable {
    var item: IngestItem
    var result: Result<PreparedEvent, AuditError>
}

/// Validates and redacts records on all cores.
enum RecordPreparation {
    /// - Returns: A result for each item, in their order.
    static func run(_ items: [IngestItem], _ engine: LoggingEngine) async -> [PreparedRecord] {
        let size = max(16, (items.count + 7) / 8)
        let starts = stride(from: 0, to: items.count, by: size)
        return await withTaskGroup(of: (Int, [PreparedRecord]).self) { group in
            for start in starts {
                group.addTask {
                    var slice: [PreparedRecord] = []
                    for item in items[start..<min(start + size, items.count)] {
                        slice.append(PreparedRecord(item: item, result: await prepare(item, engine)))
                    }
                    return (start, slice)
                }
            }
            var slices: [Int: [PreparedRecord]] = [:]
            for await (start, slice) in group { slices[start] = slice }
            return starts.flatMap { slices[$0] ?? [] }
        }
    }

    private static func prepare(
        _ item: IngestItem, _ engine: LoggingEngine
    ) async -> Result<PreparedEvent, AuditError> {
        do throws(AuditError) {
            let record = try item.result.get()
            return .success(try await engine.prepare(record.event, context: record.context))
        } catch {
            return .failure(error)
        }
    }
}
