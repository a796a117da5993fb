/// Keccak-256 as Ethereum uses it: the Keccak submission's padding (0x01), not SHA-3's (FIPS 202: 0x06).
enum Keccak256 {
    /// In bytes: 1600 − 2 · 256 bits.
    private static let rate = 136

    static func hash(_ message: [UInt8]) -> [UInt8] {
        var state = Array(repeating: 0 as UInt64, count: 25)
        var padded = message
        padded.append(0x01)
        while padded.count % rate != 0 { padded.append(0) }
        padded[padded.count - 1] |= 0x80
        for block in stride(from: 0, to: padded.count, by: rate) {
            for place in 0..<rate { state[place / 8] ^= UInt64(padded[block + place]) << UInt64(8 * (place % 8)) }
            permute(&state)
        }
        return (0..<32).map { UInt8(truncatingIfNeeded: state[$0 / 8] >> UInt64(8 * ($0 % 8))) }
    }

    /// Keccak-f[1600] (FIPS 202 §3.2): theta, rho and pi, chi, iota.
    private static func permute(_ state: inout [UInt64]) {
        var column = Array(repeating: 0 as UInt64, count: 5)
        for constant in roundConstants {
            for x in 0..<5 { column[x] = state[x] ^ state[x + 5] ^ state[x + 10] ^ state[x + 15] ^ state[x + 20] }
            for x in 0..<5 {
                let mixed = column[(x + 4) % 5] ^ rotated(column[(x + 1) % 5], 1)
                for y in 0..<5 { state[x + 5 * y] ^= mixed }
            }
            var lane = state[1]
            for step in 0..<24 {
                let target = lanes[step]
                let next = state[target]
                state[target] = rotated(lane, (step + 1) * (step + 2) / 2 % 64)
                lane = next
            }
            for y in stride(from: 0, to: 25, by: 5) {
                for x in 0..<5 { column[x] = state[y + x] }
                for x in 0..<5 { state[y + x] = column[x] ^ (~column[(x + 1) % 5] & column[(x + 2) % 5]) }
            }
            state[0] ^= constant
        }
    }

    private static func rotated(_ lane: UInt64, _ count: Int) -> UInt64 {
        count == 0 ? lane : lane << UInt64(count) | lane >> UInt64(64 - count)
    }

    /// The lanes in the order in which rho and pi visit them: (x, y) becomes (y, 2x + 3y).
    private static let lanes: [Int] = {
        var lanes: [Int] = []
        var (x, y) = (1, 0)
        for _ in 0..<24 {
            (x, y) = (y, (2 * x + 3 * y) % 5)
            lanes.append(x + 5 * y)
        }
        return lanes
    }()

    /// Iota's constants: bits of a linear feedback shift register, x⁸ + x⁶ + x⁵ + x⁴ + 1 (FIPS 202 §3.2.5).
    private static let roundConstants: [UInt64] = {
        var register: UInt8 = 1
        return (0..<24).map { _ in
            var constant: UInt64 = 0
            for power in 0..<7 {
                if register & 1 == 1 { constant |= 1 << UInt64((1 << power) - 1) }
                register = register & 0x80 == 0 ? register << 1 : register << 1 ^ 0x71
            }
            return constant
        }
    }()
}
