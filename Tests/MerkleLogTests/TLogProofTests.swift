import MerkleLog
import Testing

@Suite struct TLogProofTests {
    /// The entry that ``Vectors/proof`` is about.
    private let leaf = MerkleHash.leaf([0x40, 0x41, 0x42, 0x43])
    private let encoded = Array(Vectors.proof.utf8)
    private let verifier: NoteVerifier

    init() throws { verifier = try #require(NoteVerifier(vkey: Vectors.vkey)) }

    @Test func theProofOfAnotherImplementationIsValidAndRoundTrips() throws {
        let proof = try #require(TLogProof(encoded: encoded))
        #expect(proof.index == 5)
        #expect(proof.hashes.count == 3)
        #expect(proof.extra == nil)
        #expect(proof.checkpoint.checkpoint.root.hex == Vectors.roots[7])
        #expect(proof.verify(leaf: leaf, by: verifier) == .valid)
        #expect(proof.encoded == encoded)
    }

    @Test func everyBitOfAProofCounts() {
        var refusals: [TLogProof.Verdict?: Int] = [:]
        for (bit, flipped) in encoded.bitFlips.enumerated() {
            let verdict = TLogProof(encoded: flipped)?.verify(leaf: leaf, by: verifier)
            #expect(verdict != .valid, "bit \(bit % 8) of byte \(bit / 8)")
            refusals[verdict, default: 0] += 1
        }
        // Each line of defence catches some: the parser, the key, the signature, the tree.
        for verdict in [nil, .unsigned, .badSignature, .notIncluded] as [TLogProof.Verdict?] {
            #expect(refusals[verdict, default: 0] > 0, "\(String(describing: verdict))")
        }
    }

    @Test func everyBitOfTheLeafCounts() throws {
        let proof = try #require(TLogProof(encoded: encoded))
        for bit in 0..<256 { #expect(proof.verify(leaf: leaf.flipped(bit: bit), by: verifier) == .notIncluded) }
    }

    @Test func aCutOrLengthenedProofIsRefused() {
        for length in encoded.indices {
            #expect(TLogProof(encoded: Array(encoded[..<length])) == nil, "cut at \(length)")
        }
        for more in UInt8.min...UInt8.max { #expect(TLogProof(encoded: encoded + [more]) == nil) }
    }

    @Test func theVerdictSaysWhatIsWrong() throws {
        let proof = try #require(TLogProof(encoded: encoded))
        #expect(proof.verify(leaf: leaf, by: verifier.named("example.com/other")) == .unsigned)
        let stranger = try NoteSigner(name: Vectors.origin, seed: Array(repeating: 3, count: 32))
        #expect(proof.verify(leaf: leaf, by: stranger.verifier) == .unsigned)

        var changed = proof
        changed.index = 4
        #expect(changed.verify(leaf: leaf, by: verifier) == .notIncluded)
        changed.index = 7
        #expect(changed.verify(leaf: leaf, by: verifier) == .notIncluded)
        changed = proof
        changed.hashes.removeLast()
        #expect(changed.verify(leaf: leaf, by: verifier) == .notIncluded)

        let text = Vectors.proof.replacing(" 1nw/6tboE", with: " 1nw/6tboF")
        let forged = try #require(TLogProof(encoded: Array(text.utf8)))
        #expect(forged.verify(leaf: leaf, by: verifier) == .badSignature)
    }

    @Test func proofsOfEveryIndexRoundTrip() throws {
        let tree = NaiveTree(count: 9)
        let signer = try NoteSigner(name: Vectors.origin, seed: Vectors.seed)
        for size in 1...9 {
            let checkpoint = Checkpoint(origin: Vectors.origin, size: UInt64(size), root: tree.root(size))
            let signed = try SignedCheckpoint(checkpoint, signedBy: signer)
            for index in 0..<size {
                let proof = TLogProof(index: UInt64(index), hashes: tree.path(index, 0..<size), checkpoint: signed)
                let parsed = try #require(TLogProof(encoded: proof.encoded))
                #expect(parsed == proof)
                #expect(parsed.verify(leaf: .leaf(NaiveTree.entry(index)), by: verifier) == .valid)
            }
        }
    }

    @Test func extraDataIsCarriedAndNotTrusted() throws {
        for extra in [[], [1], Array(0...255)] as [[UInt8]] {
            var proof = try #require(TLogProof(encoded: encoded))
            proof.extra = extra
            let parsed = try #require(TLogProof(encoded: proof.encoded))
            #expect(parsed == proof)
            #expect(parsed.verify(leaf: leaf, by: verifier) == .valid)
        }
        let text = Vectors.proof.replacing("index 5", with: "extra AQ==\nindex 5")
        #expect(TLogProof(encoded: Array(text.utf8))?.extra == [1])
    }

    @Test(arguments: [
        ("@v1", "@v2"), ("c2sp.org", "C2SP.org"), ("index 5", "index 05"), ("index 5", "index +5"),
        ("index 5", "index -5"), ("index 5", "index"), ("index 5", "index "), ("index 5", "index  5"),
        ("index 5", "Index 5"),
        ("index 5\n", ""), ("index 5\n", "index 5\n\n"), ("index 5", "index 5\nextra AQ=="),
        ("index 5", "extra\nindex 5"), ("index 5", "extra AR==\nindex 5"),
        ("index 5", "extra AQ==\nextra AQ==\nindex 5"),
        ("index 5", "index 18446744073709551616"), ("vBoG", "vBo"), ("vBoG", "vBoGAAAA"), ("Znms=", "Znmt="),
        ("\n", "\r\n"),
        ("c2sp.org", "\nc2sp.org"),
    ])
    func anythingElseIsNoProof(what: String, instead: String) {
        let text = Vectors.proof.replacing(what, with: instead)
        #expect(text != Vectors.proof)
        #expect(TLogProof(encoded: Array(text.utf8)) == nil)
    }

    @Test func aProofHasNoMoreHashesThanAnyTreeHasLevels() throws {
        var proof = try #require(TLogProof(encoded: encoded))
        proof.hashes = Array(repeating: leaf, count: 64)
        #expect(TLogProof(encoded: proof.encoded) == proof)
        proof.hashes.append(leaf)
        #expect(TLogProof(encoded: proof.encoded) == nil)
    }
}
