/// A text's UTF-8 bytes, as detectors see them.
///
/// Reading outside the text gives 0, which no rule wants: detectors look behind and ahead without asking for bounds.
/// Valid only inside the call that made it.
struct Bytes {
    let base: UnsafePointer<UInt8>?
    let count: Int
    #if DEBUG
        /// Counts every read, so that tests can hold detectors to linear work.
        let reads: ReadCounter?
    #endif

    init(_ buffer: UnsafeBufferPointer<UInt8>, counter: ReadCounter? = nil) {
        base = buffer.baseAddress
        count = buffer.count
        #if DEBUG
            reads = counter
        #endif
    }

    static var empty: Bytes { Bytes(UnsafeBufferPointer(start: nil, count: 0)) }

    subscript(index: Int) -> UInt8 {
        @inline(__always) get {
            #if DEBUG
                reads?.count += 1
            #endif
            guard let base, UInt(bitPattern: index) < UInt(bitPattern: count) else { return 0 }
            return base[index]
        }
    }

    /// The byte at an index that is known to be inside the text.
    @inline(__always)
    func unchecked(_ index: Int) -> UInt8 {
        #if DEBUG
            reads?.count += 1
        #endif
        return base.unsafelyUnwrapped[index]
    }

    /// The eight bytes from `index` on, the first in the lowest; zeros if it is outside of the text, and behind that.
    @inline(__always)
    func eight(from index: Int) -> EightBytes {
        let left = count - index
        #if DEBUG
            reads?.count += max(0, min(8, left))
        #endif
        guard let base, UInt(bitPattern: index) < UInt(bitPattern: count) else { return EightBytes(0) }
        if left >= 8 { return EightBytes(Self.load(base + index, as: UInt64.self)) }
        if count >= 8 { return EightBytes(Self.load(base + count - 8, as: UInt64.self) >> UInt64(64 - 8 * left)) }
        // Two loads that overlap.
        if left >= 4 {
            let end = UInt64(Self.load(base + count - 4, as: UInt32.self)) << UInt64(8 * left - 32)
            return EightBytes(UInt64(Self.load(base + index, as: UInt32.self)) | end)
        }
        let middle = UInt64(base[index + left / 2]) << UInt64(left / 2 * 8)
        return EightBytes(UInt64(base[index]) | middle | UInt64(base[count - 1]) << UInt64(8 * left - 8))
    }

    @inline(__always)
    private static func load<Word: FixedWidthInteger & BitwiseCopyable>(
        _ place: UnsafePointer<UInt8>, as type: Word.Type
    ) -> Word {
        Word(littleEndian: UnsafeRawPointer(place).loadUnaligned(as: type))
    }

    /// Whether `word` (ASCII, lower-case) stands at `index`, in any case.
    func hasPrefix(_ word: StaticString, at index: Int) -> Bool {
        word.withUTF8Buffer { letters in
            for place in 0..<letters.count where self[index + place].lowercased != letters[place] { return false }
            return true
        }
    }

    /// Whether exactly `word` stands at `index`.
    func hasExactly(_ word: StaticString, at index: Int) -> Bool {
        word.withUTF8Buffer { letters in
            for place in 0..<letters.count where self[index + place] != letters[place] { return false }
            return true
        }
    }

    /// How many bytes from `index` on are in `set`, at most `limit`.
    @inline(__always)
    func run(from index: Int, of set: ByteSet, limit: Int = .max) -> Int {
        var length = 0
        while length < limit, set.contains(self[index + length]) { length += 1 }
        return length
    }

    /// The end of the letters, digits and bytes beyond ASCII from `index` on.
    @inline(__always)
    func endOfWord(from index: Int) -> Int {
        var end = index
        while true {
            let length = EightBytes.run(eight(from: end).wordBytes)
            end += length
            if length < 8 { return end }
        }
    }

    /// The number of digits from `index` on, at most `limit`.
    @inline(__always)
    func digits(from index: Int, limit: Int) -> Int {
        var length = EightBytes.run(eight(from: index).digits)
        if length == 8 { while length < limit, self[index + length].isDigit { length += 1 } }
        return min(length, limit)
    }
}

final class ReadCounter {
    var count = 0
}

extension String {
    /// Runs `body` on the text's bytes, in place.
    @inline(__always)
    func withBytes<Result>(counter: ReadCounter? = nil, _ body: (Bytes) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable({ body(Bytes($0, counter: counter)) }) { return result }
        var copy = self
        return copy.withUTF8 { body(Bytes($0, counter: counter)) }
    }
}
