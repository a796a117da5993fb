extension UnsafePointer where Pointee: BitwiseCopyable {
    /// A copy of a table that is made once for the life of the program and never freed: reading it counts no reference.
    init(copying elements: [Pointee]) {
        let copy = UnsafeMutablePointer<Pointee>.allocate(capacity: max(1, elements.count))
        copy.initialize(from: elements, count: elements.count)
        self.init(copy)
    }
}
