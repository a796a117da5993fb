/// A pattern as instructions (Thompson 1968; the layout follows Cox, "Regular Expression Matching: the Virtual Machine
/// Approach", 2009).
struct PatternProgram: Sendable {
    enum Instruction: Sendable {
        /// One scalar of the set with this number.
        case set(Int)
        case split(Int, Int)
        case jump(Int)
        case assertion(PatternNode.Assertion)
        case match
    }

    static let mostInstructions = 10_000
    /// Parts that give no instruction count too: `((){1000}){1000}` would never end.
    private static let mostSteps = 100_000

    private(set) var instructions: [Instruction] = []
    private(set) var sets: [ScalarSet] = []
    /// What a match can begin with.
    private(set) var firsts = ScalarSet()

    private var numbers: [ScalarSet: Int] = [:]
    private var steps = 0

    init(_ node: PatternNode) throws(PatternError) {
        try emit(node)
        try append(.match)
        numbers = [:]
        firsts = Self.firsts(of: node)
    }

    private mutating func append(_ instruction: Instruction) throws(PatternError) {
        guard instructions.count < Self.mostInstructions else {
            throw PatternError(
                "the pattern is too large: its repetitions unfold to more than \(Self.mostInstructions) instructions",
                column: 1)
        }
        instructions.append(instruction)
    }

    private mutating func emit(_ node: PatternNode) throws(PatternError) {
        steps += 1
        guard steps <= Self.mostSteps else {
            throw PatternError("the pattern is too large: its repetitions unfold without end", column: 1)
        }
        switch node {
        case .empty: break
        case .set(let set): try append(.set(number(of: set)))
        case .assertion(let assertion): try append(.assertion(assertion))
        case .sequence(let parts): for part in parts { try emit(part) }
        case .choice(let parts): try emitChoice(parts)
        case .repetition(let part, let minimum, let maximum):
            for _ in 0..<minimum { try emit(part) }
            if let maximum {
                try emitOptional(part, maximum - minimum)
            } else {
                try emitStar(part)
            }
        }
    }

    private mutating func number(of set: ScalarSet) -> Int {
        if let number = numbers[set] { return number }
        numbers[set] = sets.count
        sets.append(set)
        return sets.count - 1
    }

    private mutating func emitChoice(_ parts: [PatternNode]) throws(PatternError) {
        var jumps: [Int] = []
        for (place, part) in parts.enumerated() {
            guard place < parts.count - 1 else {
                try emit(part)
                break
            }
            let split = instructions.count
            try append(.split(split + 1, 0))
            try emit(part)
            jumps.append(instructions.count)
            try append(.jump(0))
            instructions[split] = .split(split + 1, instructions.count)
        }
        for jump in jumps { instructions[jump] = .jump(instructions.count) }
    }

    private mutating func emitStar(_ part: PatternNode) throws(PatternError) {
        let split = instructions.count
        try append(.split(split + 1, 0))
        try emit(part)
        try append(.jump(split))
        instructions[split] = .split(split + 1, instructions.count)
    }

    /// `part` up to `count` times: each one may be the last.
    private mutating func emitOptional(_ part: PatternNode, _ count: Int) throws(PatternError) {
        var splits: [Int] = []
        for _ in 0..<count {
            splits.append(instructions.count)
            try append(.split(instructions.count + 1, 0))
            try emit(part)
        }
        for split in splits { instructions[split] = .split(split + 1, instructions.count) }
    }

    private static func firsts(of node: PatternNode) -> ScalarSet {
        switch node {
        case .empty, .assertion: return ScalarSet()
        case .set(let set): return set
        case .repetition(let part, _, _): return firsts(of: part)
        case .choice(let parts):
            var union = ScalarSet()
            for part in parts { union.formUnion(firsts(of: part)) }
            return union
        case .sequence(let parts):
            var union = ScalarSet()
            for part in parts {
                union.formUnion(firsts(of: part))
                if !part.isNullable { break }
            }
            return union
        }
    }
}
