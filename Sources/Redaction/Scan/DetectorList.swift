/// The detectors by number, called without copying them and without counting a reference: both would cost more than most
/// looks.
final class DetectorList: @unchecked Sendable {
    private let boxes: UnsafeMutablePointer<Unmanaged<DetectorBox>>
    let count: Int

    init(_ detectors: [any Detector]) {
        count = detectors.count
        boxes = .allocate(capacity: count)
        for (number, detector) in detectors.enumerated() {
            (boxes + number).initialize(to: .passRetained(detector.boxed()))
        }
    }

    deinit {
        for number in 0..<count { boxes[number].release() }
        boxes.deallocate()
    }

    @inline(__always)
    func examine(_ scan: inout Scan, _ number: Int, at index: Int) {
        boxes[number]._withUnsafeGuaranteedRef { $0.examine(&scan, at: index) }
    }
}

private class DetectorBox {
    func examine(_ scan: inout Scan, at index: Int) {}
}

private final class TypedDetectorBox<D: Detector>: DetectorBox {
    private let detector: D

    init(_ detector: D) { self.detector = detector }

    override func examine(_ scan: inout Scan, at index: Int) { detector.examine(&scan, at: index) }
}

extension Detector {
    fileprivate func boxed() -> DetectorBox { TypedDetectorBox(self) }
}
