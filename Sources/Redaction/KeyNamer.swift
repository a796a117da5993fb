/// Gives every key of an object a name of its own: `[EMAIL]`, `[EMAIL]#2`, `[EMAIL]#3`.
struct KeyNamer {
    /// Swift's `==` would equate keys that differ in normalisation only: bytes do not.
    private var taken: Set<[UInt8]>
    /// How often each name was given, so that many equal keys cost no search each.
    private var counts: [[UInt8]: Int] = [:]

    init(taken: Set<[UInt8]>) { self.taken = taken }

    mutating func name(_ base: String) -> String {
        let key = Array(base.utf8)
        var number = counts[key, default: 0] + 1
        var name = number == 1 ? base : "\(base)#\(number)"
        while !taken.insert(Array(name.utf8)).inserted {
            number += 1
            name = "\(base)#\(number)"
        }
        counts[key] = number
        return name
    }
}
