/// Runs programs over texts (Pike's virtual machine, without captures): every scalar is read once, and each instruction
/// works on it once at the most.
///
/// Search after search over one text may read parts of it again; `budget` bounds what all of them do together.
struct PatternSearch {
    /// Steps that may still be made; below zero the searches have ended early.
    private(set) var budget = 0
    var isExhausted: Bool { budget < 0 }

    private var current = ThreadList()
    private var next = ThreadList()

    /// What all patterns of a policy may do to a text together: enough for dozens of ordinary patterns.
    static func budget(forBytes count: Int) -> Int { 20_000 + 250 * count }

    mutating func begin(budget: Int) { self.budget = budget }

    /// The leftmost matches that do not overlap, of each the longest; fewer if the budget ends.
    mutating func matches(of program: PatternProgram, in text: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var place = 0
        while !isExhausted, let match = firstMatch(of: program, in: text, from: place) {
            found.append(match)
            place = match.upperBound
        }
        return found
    }

    private mutating func firstMatch(
        of program: PatternProgram, in text: UnsafeBufferPointer<UInt8>, from start: Int
    ) -> Range<Int>? {
        current.clear(program.instructions.count)
        next.clear(program.instructions.count)
        var best: Range<Int>?
        var place = start
        var reader = ScalarReader(text: text, at: start)
        while true {
            if best == nil {
                if current.isEmpty {
                    while let scalar = reader.scalar, !program.firsts.contains(scalar) { reader.advance() }
                    place = reader.place
                    if reader.scalar == nil { return nil }
                }
                budget -= current.add(0, from: place, program, reader)
            }
            if isExhausted { return best }
            if current.isEmpty {
                // Nothing began here, such as where an anchor does not hold.
                guard best == nil, reader.scalar != nil else { return best }
                reader.advance()
                current.clear(program.instructions.count)
                continue
            }
            for index in 0..<current.count {
                let thread = current[index]
                // What began later than a match is no leftmost match.
                if let best, thread.start > best.lowerBound { break }
                if case .match = program.instructions[thread.instruction] {
                    best = thread.start..<place
                }
            }
            guard let scalar = reader.scalar else { return best }
            let after = reader.advanced
            next.clear(program.instructions.count)
            for index in 0..<current.count {
                let thread = current[index]
                if let best, thread.start > best.lowerBound { break }
                budget -= 1
                if case .set(let number) = program.instructions[thread.instruction],
                    program.sets[number].contains(scalar)
                {
                    budget -= next.add(thread.instruction + 1, from: thread.start, program, after)
                }
            }
            swap(&current, &next)
            reader = after
            place = reader.place
        }
    }
}

/// The threads at one place, in the order of their starts, each instruction once.
private struct ThreadList {
    private var threads: [(instruction: Int, start: Int)] = []
    private var marks: [UInt32] = []
    private var generation: UInt32 = 0
    private var stack: [Int] = []

    var isEmpty: Bool { threads.isEmpty }
    var count: Int { threads.count }
    subscript(index: Int) -> (instruction: Int, start: Int) { threads[index] }

    mutating func clear(_ size: Int) {
        threads.removeAll(keepingCapacity: true)
        if marks.count < size || generation == .max {
            marks = Array(repeating: 0, count: max(size, marks.count))
            generation = 0
        }
        generation += 1
    }

    /// Adds the threads that `instruction` leads to without reading; the first to come has the earliest start.
    ///
    /// - Returns: How many instructions were looked at.
    mutating func add(_ instruction: Int, from start: Int, _ program: PatternProgram, _ reader: ScalarReader) -> Int {
        var steps = 0
        stack.append(instruction)
        while let instruction = stack.popLast() {
            guard marks[instruction] != generation else { continue }
            marks[instruction] = generation
            steps += 1
            switch program.instructions[instruction] {
            case .jump(let target): stack.append(target)
            case .split(let first, let second):
                stack.append(second)
                stack.append(first)
            case .assertion(let assertion): if reader.holds(assertion) { stack.append(instruction + 1) }
            case .set, .match: threads.append((instruction, start))
            }
        }
        return steps
    }
}

/// A place in UTF-8 with the scalars on both its sides.
private struct ScalarReader {
    private let text: UnsafeBufferPointer<UInt8>
    private(set) var place: Int
    /// The scalar at `place`; nil at the end.
    private(set) var scalar: UInt32?
    private var length = 0

    init(text: UnsafeBufferPointer<UInt8>, at place: Int) {
        self.text = text
        self.place = place
        decode()
    }

    mutating func advance() {
        place += length
        decode()
    }

    var advanced: ScalarReader {
        var copy = self
        copy.advance()
        return copy
    }

    private mutating func decode() {
        guard place < text.count else {
            scalar = nil
            length = 0
            return
        }
        let lead = text[place]
        length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
        guard length > 1, place + length <= text.count else {
            length = 1
            scalar = UInt32(lead)
            return
        }
        var value = UInt32(lead) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(text[place + offset] & 0x3F) }
        scalar = value
    }

    func holds(_ assertion: PatternNode.Assertion) -> Bool {
        switch assertion {
        case .start: place == 0
        case .end: place == text.count
        case .wordBoundary: isAtWordBoundary
        case .noWordBoundary: !isAtWordBoundary
        }
    }

    /// ASCII words, as `\w` has them.
    private var isAtWordBoundary: Bool {
        let isBehind = place > 0 && ScalarSet.word.contains(UInt32(text[place - 1]))
        return isBehind != (place < text.count && ScalarSet.word.contains(UInt32(text[place])))
    }
}
