#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The kernel's random bits, asked for in batches: one system call serves sixteen event ids.
struct PooledRandom: RandomNumberGenerator {
    /// The most that `getentropy` gives at once is 256 bytes.
    private static let batch = 32
    private var pool: [UInt64] = []

    mutating func next() -> UInt64 {
        if let word = pool.popLast() { return word }
        pool = Array(unsafeUninitializedCapacity: Self.batch) { buffer, count in
            buffer.initialize(repeating: 0)
            // It fails only for a bad address or a longer buffer, and without random bits no id is unique.
            guard getentropy(buffer.baseAddress, Self.batch * MemoryLayout<UInt64>.size) == 0 else {
                fatalError("the kernel gives no random bits: getentropy failed with errno \(errno)")
            }
            count = Self.batch
        }
        return pool.removeLast()
    }
}
