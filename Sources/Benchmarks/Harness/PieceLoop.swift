/// Works on one piece after another, round and round, on the thread that calls.
final class PieceLoop<Piece> {
    private let pieces: [Piece]
    private let size: (Piece) -> Int
    private let count: String
    private let work: (Piece) throws -> Int
    private let isWhole: Bool
    private var next = 0

    /// - Parameters:
    ///   - size: A piece's bytes.
    ///   - count: What `work` returns, by name.
    ///   - isWhole: Ends a round with the last piece only, so that every round does the same work.
    ///   - work: Returns something that depends on all of its work.
    init(
        _ pieces: [Piece], size: @escaping (Piece) -> Int, count: String, isWhole: Bool = false,
        work: @escaping (Piece) throws -> Int
    ) {
        self.pieces = pieces
        self.size = size
        self.count = count
        self.isWhole = isWhole
        self.work = work
    }

    /// Looking at the clock takes a moment: small pieces are done some at a time.
    private static var bytesBetweenLooks: Int { 16 * 1024 }

    func run(for duration: Duration) throws -> Measurement {
        let (wall, cpu) = (ThreadClock.wall, ThreadClock.cpu)
        let end = wall + duration
        var (bytes, done, counted, bytesAtNextLook) = (0, 0, 0, Self.bytesBetweenLooks)
        repeat {
            let piece = pieces[next]
            counted &+= try work(piece)
            bytes += size(piece)
            done += 1
            next = next + 1 == pieces.count ? 0 : next + 1
            if isWhole ? next != 0 : bytes < bytesAtNextLook { continue }
            bytesAtNextLook = bytes + Self.bytesBetweenLooks
            if ThreadClock.wall >= end { break }
        } while true
        return Measurement(
            wall: ThreadClock.wall - wall, cpu: ThreadClock.cpu - cpu, bytes: bytes, pieces: done,
            counts: [count: counted])
    }
}

extension Contender {
    /// A loop over texts.
    static func texts(
        _ name: String, _ texts: [String], count: String, isWhole: Bool = false, work: @escaping (String) throws -> Int
    ) -> Contender {
        let loop = PieceLoop(texts, size: { $0.utf8.count }, count: count, isWhole: isWhole, work: work)
        return Contender(name: name) { try loop.run(for: $0) }
    }

    /// A loop over lines of bytes.
    static func lines(
        _ name: String, _ lines: [[UInt8]], count: String, work: @escaping ([UInt8]) throws -> Int
    ) -> Contender {
        let loop = PieceLoop(lines, size: { $0.count }, count: count, work: work)
        return Contender(name: name) { try loop.run(for: $0) }
    }
}
