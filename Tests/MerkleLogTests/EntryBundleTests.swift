import MerkleLog
import Testing

@Suite struct EntryBundleTests {
    private func bundle(_ entries: [[UInt8]]) -> [UInt8] {
        var bundle: [UInt8] = []
        for entry in entries { EntryBundle.append(entry, to: &bundle) }
        return bundle
    }

    @Test func entriesAreLengthAndBytes() {
        #expect(bundle([[7, 8, 9], [], [1]]) == [0, 3, 7, 8, 9, 0, 0, 0, 1, 1])
        #expect(bundle([[UInt8](repeating: 5, count: 258)]).prefix(3) == [1, 2, 5])
    }

    @Test func entriesRoundTripUpToTheLongest() throws {
        let lengths = [0, 1, 255, 256, 600, EntryBundle.maximumEntryLength - 1, EntryBundle.maximumEntryLength, 0]
        let entries = lengths.enumerated().map { [UInt8](repeating: UInt8($0 + 1), count: $1) }
        let bytes = bundle(entries)
        let ranges = try #require(EntryBundle.entries(in: bytes, count: entries.count))
        #expect(ranges.map { Array(bytes[$0]) } == entries)
        #expect(EntryBundle.entries(in: bytes) == ranges)
    }

    @Test func aTruncatedBundleIsRefusedWhereverItIsCut() {
        let entries: [[UInt8]] = [[1, 2, 3], [], [4], Array(repeating: 6, count: 300)]
        let bytes = bundle(entries)
        var boundaries: [Int: Int] = [0: 0]
        for count in 1...entries.count { boundaries[bundle(Array(entries.prefix(count))).count] = count }
        for length in 0..<bytes.count {
            let cut = Array(bytes.prefix(length))
            #expect(EntryBundle.entries(in: cut, count: entries.count) == nil, "cut at \(length)")
            #expect(EntryBundle.entries(in: cut)?.count == boundaries[length], "cut at \(length)")
        }
    }

    @Test func theCountMustMatchWhenGiven() {
        let bytes = bundle([[1], [2]])
        #expect(EntryBundle.entries(in: bytes, count: 2) == [2..<3, 5..<6])
        #expect(EntryBundle.entries(in: bytes, count: 1) == nil)
        #expect(EntryBundle.entries(in: bytes, count: 3) == nil)
        #expect(EntryBundle.entries(in: bytes + [0, 0], count: 2) == nil)
        #expect(EntryBundle.entries(in: [], count: 0) == [])
    }

    @Test func aBundleHoldsAtMostATilesWidth() {
        let full = bundle(Array(repeating: [9], count: 256))
        #expect(EntryBundle.entries(in: full)?.count == 256)
        #expect(EntryBundle.entries(in: full + [0, 1, 9]) == nil)
    }

    @Test func slicesAndBuffersAreWrittenLikeArrays() {
        let bytes: [UInt8] = [1, 2, 3, 4]
        var bundle: [UInt8] = []
        EntryBundle.append(bytes[1...2], to: &bundle)
        bytes.withUnsafeBytes { EntryBundle.append($0, to: &bundle) }
        #expect(bundle == [0, 2, 2, 3, 0, 4, 1, 2, 3, 4])
    }
}
