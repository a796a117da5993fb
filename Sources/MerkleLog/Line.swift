/// The bytes that notes, checkpoints and proofs are split at.
enum Line {
    static let feed = UInt8(ascii: "\n")
    static let space = UInt8(ascii: " ")

    /// Whether `bytes` hold no ASCII control character but the line feed, as signed notes demand.
    static func areClean(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 >= space || $0 == feed }
    }

    /// The place of the first, or the last, two line feeds in a row.
    static func blank(in bytes: [UInt8], last: Bool) -> Int? {
        let places = bytes.indices.dropLast()
        func isBlank(_ place: Int) -> Bool { bytes[place] == feed && bytes[place + 1] == feed }
        return last ? places.last(where: isBlank) : places.first(where: isBlank)
    }
}
