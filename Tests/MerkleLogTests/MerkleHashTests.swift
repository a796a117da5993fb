import Testing

@testable import MerkleLog

@Suite struct MerkleHashTests {
    @Test(arguments: 0...8)
    func rootsAreThoseOfCertificateTransparency(size: Int) throws {
        let leaves = try Vectors.leaves.prefix(size).map { MerkleHash.leaf(try #require(Hex.decode($0.utf8))) }
        #expect(MerkleHash.root(of: leaves).hex == Vectors.roots[size])

        var frontier = Frontier()
        frontier.append(contentsOf: leaves)
        #expect(frontier.root.hex == Vectors.roots[size])
        #expect(frontier.size == UInt64(size))
    }

    @Test func emptyRootIsTheHashOfNothing() {
        #expect(MerkleHash.emptyRoot.hex == Vectors.roots[0])
        #expect(Frontier().root == .emptyRoot)
    }

    @Test func leafHashDoesNotDependOnHowTheEntryIsStored() {
        let entry = Array("entry".utf8)
        let expected = MerkleHash.leaf(entry)
        #expect(MerkleHash.leaf("entry".utf8) == expected)
        #expect(MerkleHash.leaf(AnySequence(entry)) == expected)
        #expect(MerkleHash.leaf(("an entry".utf8.dropFirst(3))) == expected)
        #expect(entry.withUnsafeBytes { MerkleHash.leaf($0) } == expected)
    }

    @Test func leafAndNodeOfTheSameBytesDiffer() throws {
        let left = MerkleHash.leaf([1])
        let right = MerkleHash.leaf([2])
        #expect(MerkleHash.leaf(left.bytes + right.bytes) != .node(left, right))
        #expect(MerkleHash.node(left, right) != .node(right, left))
    }

    @Test func bytesAndHexRoundTrip() throws {
        let hash = try #require(MerkleHash(0..<32))
        #expect(hash.bytes == Array(0..<32))
        #expect(hash.hex == "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f")
        #expect(MerkleHash(hex: hash.hex) == hash)
        #expect(hash.base64 == "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=")
        #expect(MerkleHash(base64: Array(hash.base64.utf8)[...]) == hash)
        #expect("\(hash)" == hash.hex)
        #expect(Set([hash, hash, .emptyRoot]).count == 2)
    }

    @Test func onlyThirtyTwoBytesAndLowerCaseHexAreAHash() {
        #expect(MerkleHash([UInt8](repeating: 0, count: 31)) == nil)
        #expect(MerkleHash([UInt8](repeating: 0, count: 33)) == nil)
        #expect(MerkleHash(hex: Vectors.roots[1].uppercased()) == nil)
        #expect(MerkleHash(hex: String(Vectors.roots[1].dropLast())) == nil)
        #expect(MerkleHash(hex: String(Vectors.roots[1].dropLast(2))) == nil)
        #expect(MerkleHash(hex: Vectors.roots[1] + "00") == nil)
        #expect(MerkleHash(hex: String(Vectors.roots[1].dropLast()) + "g") == nil)
        #expect(MerkleHash(hex: "") == nil)
    }

    @Test func hashesDifferInEveryBit() {
        let hash = MerkleHash.leaf([])
        for bit in 0..<256 { #expect(hash.flipped(bit: bit) != hash) }
    }
}
