/// Finds one byte string in many (Boyer–Moore–Horspool): looks at a fraction of the bytes it passes.
struct ByteSearch: Sendable {
    private let needle: [UInt8]
    /// By the byte under the needle's end: how far the needle may move on.
    private let shifts: [Int]

    /// - Precondition: `needle` is not empty.
    init(_ needle: [UInt8]) {
        precondition(!needle.isEmpty)
        var shifts = [Int](repeating: needle.count, count: 256)
        for (place, byte) in needle.dropLast().enumerated() { shifts[Int(byte)] = needle.count - 1 - place }
        self.needle = needle
        self.shifts = shifts
    }

    func isFound(in bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            needle.withUnsafeBufferPointer { needle in
                shifts.withUnsafeBufferPointer { shifts in
                    var end = needle.count - 1
                    while end < bytes.count {
                        var back = 0
                        while back < needle.count, bytes[end - back] == needle[needle.count - 1 - back] { back += 1 }
                        if back == needle.count { return true }
                        end += shifts[Int(bytes[end])]
                    }
                    return false
                }
            }
        }
    }
}
