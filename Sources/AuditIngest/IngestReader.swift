import AuditEvents

/// Reads a file of audit events as it comes in: a record a line, or JSON documents over many lines.
///
/// Which of the two is told by the first line: brackets that it leaves open begin a document. A document whose brackets
/// are still open when the file ends, or when it is too long, is read line by line after all.
public struct IngestReader: Sendable {
    private enum Mode {
        case undecided, lines
        case document(Document)
    }

    /// Lines whose brackets are still open.
    private struct Document {
        var firstLine: Int
        var bytes: [UInt8] = []
        var brackets = BracketCounter()

        /// - Returns: Whether the brackets are closed with this line.
        mutating func append(_ line: [UInt8]) -> Bool {
            bytes.append(contentsOf: line)
            bytes.append(0x0A)
            brackets.count(line)
            return brackets.depth <= 0
        }
    }

    private var ingester: Ingester
    private var splitter: LineSplitter
    private let maximumDocument: Int
    private var mode = Mode.undecided

    public init(
        _ ingester: Ingester, maximumLine: Int = LineSplitter.maximumLine,
        maximumDocument: Int = Ingester.maximumDocument
    ) {
        self.ingester = ingester
        self.splitter = LineSplitter(maximumLine: maximumLine)
        self.maximumDocument = maximumDocument
    }

    /// Takes the next bytes of the file.
    ///
    /// - Returns: The records that end in them.
    public mutating func feed(_ chunk: some Collection<UInt8>) -> [IngestItem] {
        texts(in: chunk).flatMap { ingester.items(of: $0) }
    }

    /// Ends the file.
    ///
    /// - Returns: The records that were still open.
    public mutating func finish() -> [IngestItem] { lastTexts().flatMap { ingester.items(of: $0) } }

    /// Takes the next bytes of the file, and leaves it to others to make records of them.
    public mutating func texts(in chunk: some Collection<UInt8>) -> [IngestText] {
        splitter.feed(chunk).flatMap { read($0) }
    }

    /// Ends the file.
    public mutating func lastTexts() -> [IngestText] {
        var texts = splitter.finish().map { read($0) } ?? []
        if case .document(let document) = mode { texts += readByLine(document) }
        return texts
    }

    private mutating func read(_ line: LineSplitter.Line) -> [IngestText] {
        switch mode {
        case .lines: return record(line)
        case .undecided:
            var document = Document(firstLine: line.number)
            if isBlank(line) { return [] }
            if line.refusedLength == nil, !document.append(line.bytes) {
                mode = .document(document)
                return []
            }
            mode = .lines
            return record(line)
        case .document(var document):
            mode = .undecided
            guard line.refusedLength == nil, document.bytes.count + line.bytes.count < maximumDocument else {
                return readByLine(document) + record(line)
            }
            guard document.append(line.bytes) else {
                mode = .document(document)
                return []
            }
            return [IngestText(line: document.firstLine, bytes: document.bytes)]
        }
    }

    private mutating func readByLine(_ document: Document) -> [IngestText] {
        mode = .lines
        var texts: [IngestText] = []
        var number = document.firstLine
        for line in document.bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
            texts += record(LineSplitter.Line(number: number, bytes: Array(line)))
            number += 1
        }
        return texts
    }

    private func record(_ line: LineSplitter.Line) -> [IngestText] {
        if let length = line.refusedLength {
            let error = AuditError(
                .tooLarge, "line \(line.number) has \(length) bytes; at most \(splitter.limit) are read",
                limit: splitter.limit, actual: length)
            return [IngestText(line: line.number, bytes: [], refusal: error)]
        }
        return isBlank(line) ? [] : [IngestText(line: line.number, bytes: line.bytes)]
    }

    private func isBlank(_ line: LineSplitter.Line) -> Bool {
        line.refusedLength == nil && line.bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }
    }
}

/// Counts brackets outside strings; what it says of a text that is not JSON only decides how that is read.
struct BracketCounter {
    private(set) var depth = 0

    mutating func count(_ line: [UInt8]) {
        var isInString = false
        var isEscaped = false
        for byte in line {
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
                default: break
                }
            }
        }
    }
}
