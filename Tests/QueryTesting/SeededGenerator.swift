/// SplitMix64: the same seed gives the same run.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    package mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

    package mutating func chance(_ one: Int, in many: Int) -> Bool { number(1...many) <= one }

    package mutating func one<Value>(of values: [Value]) -> Value { values[number(0...(values.count - 1))] }

    package mutating func some<Value>(_ range: ClosedRange<Int>, _ make: (inout SeededGenerator) -> Value) -> [Value] {
        var values: [Value] = []
        for _ in 0..<number(range) { values.append(make(&self)) }
        return values
    }
}
