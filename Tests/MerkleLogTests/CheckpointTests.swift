import MerkleLog
import Testing

@Suite struct CheckpointTests {
    private let checkpoint: Checkpoint
    private let signer: NoteSigner

    init() throws {
        let root = try #require(MerkleHash(hex: Vectors.roots[8]))
        checkpoint = Checkpoint(origin: Vectors.origin, size: 8, root: root)
        signer = try NoteSigner(name: Vectors.origin, seed: Vectors.seed)
    }

    @Test func signingGivesTheBytesOfAnotherImplementation() throws {
        let signed = try SignedCheckpoint(checkpoint, signedBy: signer)
        #expect(signed.encoded == Array(Vectors.checkpoint.utf8))
        let parsed = try #require(SignedCheckpoint(encoded: signed.encoded))
        #expect(parsed == signed)
        #expect(parsed.checkpoint == checkpoint)
        #expect(parsed.isSigned(by: signer.verifier) == true)
    }

    @Test func everyBitOfASignedCheckpointCounts() throws {
        let verifier = signer.verifier
        func verdict(_ encoded: [UInt8]) -> Bool? { SignedCheckpoint(encoded: encoded)?.isSigned(by: verifier) }
        let encoded = Array(Vectors.checkpoint.utf8)
        #expect(verdict(encoded) == true)
        var badSignatures = 0
        for (bit, flipped) in encoded.bitFlips.enumerated() {
            let verdict = verdict(flipped)
            #expect(verdict != true, "bit \(bit % 8) of byte \(bit / 8)")
            if verdict == false { badSignatures += 1 }
        }
        // Not all of them are caught by parsing alone.
        #expect(badSignatures > 100)
    }

    @Test func aCutOrLengthenedCheckpointIsNotSigned() {
        let encoded = Array(Vectors.checkpoint.utf8)
        for length in encoded.indices {
            #expect(SignedCheckpoint(encoded: Array(encoded[..<length])) == nil, "cut at \(length)")
        }
        for more in UInt8.min...UInt8.max { #expect(SignedCheckpoint(encoded: encoded + [more]) == nil) }
    }

    @Test func anotherLogsCheckpointIsNotThisLogs() throws {
        let other = try signer.named("example.com/other")
        let foreign = try SignedCheckpoint(
            Checkpoint(origin: "example.com/other", size: 8, root: checkpoint.root), signedBy: other)
        #expect(foreign.isSigned(by: other.verifier) == true)
        #expect(foreign.isSigned(by: signer.verifier) == nil)
        // Signed under the right name, but stating another origin.
        let disguised = try SignedCheckpoint(
            Checkpoint(origin: "example.com/other", size: 8, root: checkpoint.root), signedBy: signer)
        #expect(disguised.note.isSigned(by: signer.verifier) == true)
        #expect(disguised.isSigned(by: signer.verifier) == nil)
    }

    @Test func extensionLinesAreSignedAndIgnored() throws {
        let text = checkpoint.text + "extension\nanother\n"
        let note = try SignedNote(text: text, signedBy: signer)
        let parsed = try #require(SignedCheckpoint(encoded: note.encoded))
        #expect(parsed.checkpoint == checkpoint)
        #expect(parsed.encoded == note.encoded)
        #expect(parsed.isSigned(by: signer.verifier) == true)
    }

    @Test func sizesReachFromZeroToTheLargest() {
        for size in [0, 1, 20_852_163, UInt64.max] {
            let text = Checkpoint(origin: "o", size: size, root: .emptyRoot).text
            #expect(text == "o\n\(size)\n\(MerkleHash.emptyRoot.base64)\n")
            #expect(Checkpoint(text: text)?.size == size)
        }
    }

    @Test(arguments: [
        "", "\n", "o\n8\n", "o\n8\nROOT", "\n8\nROOT\n", "o\n\nROOT\n", "o\n8\n\n", "o\n08\nROOT\n", "o\n+8\nROOT\n",
        "o\n-8\nROOT\n", "o\n 8\nROOT\n", "o\n8 \nROOT\n", "o\n00\nROOT\n", "o\n18446744073709551616\nROOT\n",
        "o\n8\nROOT\n\n", "o\n8\nROOT\n\nextension\n", "o\r\n8\r\nROOT\r\n", "o\n8\nROOTA\n", "o\n8\nAAAA\n",
        "\to\n8\nROOT\n",
        "o\n8\n ROOT\n", "8\nROOT\n",
    ])
    func anythingElseIsNoCheckpoint(template: String) {
        #expect(Checkpoint(text: "o\n8\n\(MerkleHash.emptyRoot.base64)\n") != nil)
        let parts = template.split(separator: "ROOT", omittingEmptySubsequences: false)
        #expect(Checkpoint(text: parts.joined(separator: MerkleHash.emptyRoot.base64)) == nil)
    }

    @Test func anOriginThatWouldForgeLinesIsNotSigned() throws {
        for origin in ["", "a\nb", "a\n5\n\(MerkleHash.emptyRoot.base64)", "a\tb"] {
            func sign() throws {
                _ = try SignedCheckpoint(Checkpoint(origin: origin, size: 8, root: .emptyRoot), signedBy: signer)
            }
            let error = try #require(throws: NoteError.self) { try sign() }
            #expect(error.code == .invalidText)
        }
    }
}
