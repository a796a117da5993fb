import Redaction

extension Benchmark {
    static let redactionScan = Benchmark(
        name: "redaction-scan",
        summary: "Redactor.findings on texts; the peer loads an entry of a 256-entry table for each byte, and sums"
    ) { _ in
        try Corpus.all().map { corpus in
            let texts = corpus.lines.map { String(decoding: $0, as: UTF8.self) }
            let redactor = Redactor()
            let table = (0..<256).map { ($0 * 167 + 13) & 0xFF }
            return Comparison(
                input: corpus.name,
                subject: .texts("findings", texts, count: "findings") { redactor.findings(in: $0).count },
                peers: [.lines("table sum", corpus.lines, count: "sum") { Self.sum($0, table) }])
        }
    }

    /// The least that a scan by table can do. Not vectorised: the sum goes through a table.
    @inline(never)
    private static func sum(_ bytes: [UInt8], _ table: [Int]) -> Int {
        bytes.withUnsafeBufferPointer { bytes in
            table.withUnsafeBufferPointer { table in
                var sum = 0
                for byte in bytes { sum &+= table[Int(byte)] }
                return sum
            }
        }
    }
}
