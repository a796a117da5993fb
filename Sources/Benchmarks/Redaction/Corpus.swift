import AuditEvents
import Foundation

/// Lines to redact, and what tables call them.
struct Corpus {
    let name: String
    let lines: [[UInt8]]
    private let title: String

    private init(_ name: String, _ lines: [[UInt8]]) {
        title = name
        let mean = lines.reduce(0) { $0 + $1.count } / max(1, lines.count)
        self.name = "\(name) (\(lines.count) of \(mean) B)"
        self.lines = lines
    }

    /// The first lines only, for a slow peer.
    func first(_ count: Int) -> Corpus { Corpus(title, Array(lines.prefix(count))) }

    /// Events of ours: made ones, and the two samples.
    ///
    /// - Throws: `Skipped` outside of the repository's folder.
    static func events() throws -> [Corpus] {
        [made, try sample("k8s-audit.ndjson"), try sample("agents.ndjson")]
    }

    /// Besides, texts without structure.
    static func all() throws -> [Corpus] { try events() + [prose] }

    /// Distinct events, the same on every machine.
    static let made: Corpus = {
        var dice = EventDice(seed: 600)
        return Corpus("made events", (0..<2000).map { EventDice.event($0, &dice).canonicalBytes() })
    }()

    static let prose: Corpus = {
        var dice = EventDice(seed: 601)
        return Corpus("prose", (0..<500).map { _ in Array(dice.prose(bytes: 600).utf8) })
    }()

    private static func sample(_ name: String) throws -> Corpus {
        let path = "Samples/\(name)"
        guard let bytes = try? Data(contentsOf: URL(filePath: path)) else {
            throw Skipped(description: "there is no \(path) here: run this from the repository's folder")
        }
        return Corpus(name, bytes.split(separator: UInt8(ascii: "\n")).map { Array($0) })
    }

    /// What a redactor usually sees: texts of all corpora, as many bytes of each.
    static func ordinaryTexts(bytes: Int) throws -> [String] {
        let corpora = try all()
        var texts: [String] = []
        for corpus in corpora {
            var (taken, next) = (0, 0)
            while taken < bytes / corpora.count {
                let line = corpus.lines[next % corpus.lines.count]
                texts.append(String(decoding: line, as: UTF8.self))
                taken += line.count
                next += 1
            }
        }
        return texts
    }
}
