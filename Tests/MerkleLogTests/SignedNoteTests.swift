import Testing

@testable import MerkleLog

@Suite struct SignedNoteTests {
    @Test(arguments: Vectors.notes)
    func publishedNotesParseVerifyAndEncodeBack(vector: Vectors.Note) throws {
        let note = try #require(SignedNote(encoded: Array(vector.note.utf8)))
        #expect(note.encoded == Array(vector.note.utf8))
        for vkey in vector.keys {
            let verifier = try #require(NoteVerifier(vkey: vkey))
            #expect(verifier.vkey == vkey)
            #expect(note.isSigned(by: verifier) == true)
            var other = note
            other.text += "more\n"
            #expect(other.isSigned(by: verifier) == false)
        }
    }

    @Test func signingGivesGosBytes() throws {
        let vector = Vectors.notes[1]
        let seed = try #require(Hex.decode("810a1402d5146c8d84f2443330f54080ebf98ee17d9c74f6252fc5d5c7283173".utf8))
        let text = String(decoding: try #require(SignedNote(encoded: Array(vector.note.utf8))).text.utf8, as: UTF8.self)
        let peter = try NoteSigner(name: "PeterNeumann", seed: seed)
        #expect(peter.verifier.vkey == vector.keys[0])
        var note = try SignedNote(text: text, signedBy: peter)
        let enoch = try NoteSigner(name: "EnochRoot", seed: Array(repeating: 0, count: 32))
        note.signatures += try SignedNote(text: text, signedBy: enoch).signatures
        #expect(note.encoded == Array(vector.note.utf8))
    }

    @Test func keysHaveTheExpectedVerifierKeys() throws {
        let signer = try NoteSigner(name: Vectors.origin, seed: Vectors.seed)
        #expect(signer.name == Vectors.origin)
        #expect(signer.verifier.vkey == Vectors.vkey)
        #expect(signer.verifier.keyID == 0xd67c_3fea)
        #expect(signer.verifier == NoteVerifier(vkey: Vectors.vkey))
    }

    @Test func oneKeyServesManyNamesEachWithItsOwnID() throws {
        let instance = try NoteSigner(name: "example.com", seed: Vectors.seed)
        let log = try instance.named(Vectors.origin)
        #expect(log.verifier.vkey == Vectors.vkey)
        #expect(instance.verifier.named(Vectors.origin) == log.verifier)
        #expect(instance.verifier.keyID != log.verifier.keyID)
        let note = try SignedNote(text: "text\n", signedBy: log)
        #expect(note.isSigned(by: log.verifier) == true)
        #expect(note.isSigned(by: instance.verifier) == nil)
        #expect(note.isSigned(by: instance.verifier.named("a name no key has")) == nil)
    }

    @Test func unknownSignaturesAreIgnoredAndABadOneOfAKnownKeyRejects() throws {
        let log = try NoteSigner(name: Vectors.origin, seed: Vectors.seed)
        let witness = try NoteSigner(name: "witness.example/w1", seed: Array(repeating: 2, count: 32))
        let note = try #require(SignedNote(encoded: Array(Vectors.witnessedCheckpoint.utf8)))
        #expect(note.isSigned(by: log.verifier) == true)
        #expect(note.isSigned(by: witness.verifier) == true)

        var changed = note
        changed.signatures[0].bytes[0] ^= 1
        #expect(changed.isSigned(by: log.verifier) == true)
        #expect(changed.isSigned(by: witness.verifier) == false)

        changed = note
        changed.signatures.append(note.signatures[1])
        #expect(changed.isSigned(by: log.verifier) == true)
        changed.signatures[2].bytes[63] ^= 0x80
        #expect(changed.isSigned(by: log.verifier) == false)
        changed.signatures.swapAt(1, 2)
        #expect(changed.isSigned(by: log.verifier) == false)

        // A name or an id alone does not make a key.
        changed = note
        changed.signatures[1].keyID ^= 1
        #expect(changed.isSigned(by: log.verifier) == nil)
        changed = note
        changed.signatures[1].name += "2"
        #expect(changed.isSigned(by: log.verifier) == nil)
    }

    @Test func namesAreComparedByTheirBytes() throws {
        // U+0300 and U+0340 are one bit apart in UTF-8 and equal to Swift's strings.
        let (name, twin) = ("cafe\u{0300}", "cafe\u{0340}")
        #expect(name == twin)
        let signer = try NoteSigner(name: name, seed: Vectors.seed)
        var note = try SignedNote(text: "text\n", signedBy: signer)
        #expect(note.isSigned(by: signer.verifier) == true)
        note.signatures[0].name = twin
        #expect(note.isSigned(by: signer.verifier) == nil)
    }

    @Test(arguments: [0, 1, 63, 65, 128])
    func onlySixtyFourBytesAreASignature(length: Int) throws {
        let signer = try NoteSigner(name: Vectors.origin, seed: Vectors.seed)
        var note = try SignedNote(text: "text\n", signedBy: signer)
        note.signatures[0].bytes = Array((note.signatures[0].bytes + note.signatures[0].bytes).prefix(length))
        #expect(note.isSigned(by: signer.verifier) == false)
    }

    @Test func everyBitOfAVerifierKeyCounts() {
        for flipped in Array(Vectors.vkey.utf8).bitFlips {
            guard let vkey = String(validating: flipped, as: UTF8.self) else { continue }
            #expect(NoteVerifier(vkey: vkey) == nil, "\(vkey)")
        }
    }

    @Test(arguments: [
        "", "+", "++", "example.com/audit", "example.com/audit+d67c3fea",
        "+d67c3fea+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "example.com/audit+D67C3FEA+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "example.com/audit+0d67c3fea+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "example.com/audit+d67c3fea+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D2",
        "example.com/audit+d67c3fea+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c\n",
        "example.com/audit+d67c3fea+AoqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
        "example.com/other+d67c3fea+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c",
    ])
    func anythingElseIsNoVerifierKey(vkey: String) {
        #expect(NoteVerifier(vkey: vkey) == nil)
    }

    @Test(arguments: ["", "a b", "a+b", "a\tb", "a\nb", "a\u{a0}b", "a\u{2003}b", "a\u{1}b"])
    func aKeyNameHasNoSpacesPlusesOrControls(name: String) throws {
        func sign() throws { _ = try NoteSigner(name: name, seed: Vectors.seed) }
        let error = try #require(throws: NoteError.self) { try sign() }
        #expect(error.code == .invalidName)
        #expect(NoteVerifier(name: name, publicKey: Vectors.seed) == nil)
    }

    @Test(arguments: [0, 31, 33, 64])
    func aSeedAndAKeyAreThirtyTwoBytes(length: Int) throws {
        func sign() throws { _ = try NoteSigner(name: "name", seed: Array(repeating: 1, count: length)) }
        let error = try #require(throws: NoteError.self) { try sign() }
        #expect(error.code == .invalidSeed)
        #expect(NoteVerifier(name: "name", publicKey: Array(repeating: 1, count: length)) == nil)
    }

    @Test(arguments: ["", "no newline", "tab\there\n", "return\r\n", "null\0\n"])
    func aTextEndsInANewlineAndHasNoControls(text: String) throws {
        let signer = try NoteSigner(name: "name", seed: Vectors.seed)
        func sign() throws { _ = try SignedNote(text: text, signedBy: signer) }
        let error = try #require(throws: NoteError.self) { try sign() }
        #expect(error.code == .invalidText)
    }
}

@Suite struct MalformedNoteTests {
    private static let signature = "— name " + Base64.encode(Array(repeating: 7, count: 68))

    @Test func aTextMayHoldEmptyLinesAndDashes() throws {
        let encoded = "a\n\n\n— b\n\nc\n\n\(Self.signature)\n"
        let note = try #require(SignedNote(encoded: Array(encoded.utf8)))
        #expect(note.text == "a\n\n\n— b\n\nc\n")
        #expect(note.signatures == [.init(name: "name", keyID: 0x0707_0707, bytes: Array(repeating: 7, count: 64))])
        #expect(note.encoded == Array(encoded.utf8))
    }

    @Test(arguments: [
        "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n\n", "text\n\(signature)\n", "text\n\n\(signature)",
        "text\n\n\(signature)\n\n", "text\n\n\(signature)\n \n", "text\n\n\(signature)\nmore\n",
        "text\n\n \(signature)\n", "text\n\n\(signature) \n", "text\r\n\r\n\(signature)\r\n",
        "te\u{7}xt\n\n\(signature)\n",
        "text\n\n- name AAAAAAA=\n", "text\n\n—name AAAAAAA=\n", "text\n\n— AAAAAAA=\n", "text\n\n—  AAAAAAA=\n",
        "text\n\n— na+me AAAAAAA=\n", "text\n\n— na\u{a0}me AAAAAAA=\n", "text\n\n— name\n", "text\n\n— name \n",
        "text\n\n— name AAAA\n", "text\n\n— name AAAAAA==\n", "text\n\n— name AAAAAAB=\n", "text\n\n— name  AAAAAAA=\n",
        "text\n\n— name AAAAAAA=\u{20}AAAA\n",
    ])
    func anythingElseIsNoNote(text: String) {
        #expect(SignedNote(encoded: Array(text.utf8)) == nil)
    }

    @Test func aNoteIsUTF8() {
        let tail = Array("\n\n\(Self.signature)\n".utf8)
        #expect(SignedNote(encoded: Array("ok".utf8) + tail) != nil)
        #expect(SignedNote(encoded: [0xFF] + tail) == nil)
        #expect(SignedNote(encoded: [0xC0, 0x80] + tail) == nil)
        #expect(SignedNote(encoded: [0xED, 0xA0, 0x80] + tail) == nil)
        let name = Array("text\n\n— ".utf8) + [0xFF] + Array(" AAAAAAA=\n".utf8)
        #expect(SignedNote(encoded: name) == nil)
    }

    @Test func lengthAndSignaturesAreBounded() {
        func note(_ count: Int) -> [UInt8] {
            Array(("text\n\n" + String(repeating: Self.signature + "\n", count: count)).utf8)
        }
        #expect(SignedNote(encoded: note(100))?.signatures.count == 100)
        #expect(SignedNote(encoded: note(101)) == nil)

        let tail = Array("\n\n\(Self.signature)\n".utf8)
        let longest = Array(repeating: UInt8(ascii: "a"), count: SignedNote.maximumLength - tail.count) + tail
        #expect(SignedNote(encoded: longest) != nil)
        #expect(SignedNote(encoded: [UInt8(ascii: "a")] + longest) == nil)
    }
}
