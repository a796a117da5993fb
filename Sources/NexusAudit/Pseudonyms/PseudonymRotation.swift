/// A new epoch of the instance's pseudonyms, and the entry that records it.
public struct PseudonymRotation: Hashable, Sendable {
    /// The new epoch's number: pseudonyms with `k<epoch>` are written from the next open on.
    public var epoch: Int
    /// Of the event in the instance's own log.
    public var receipt: Receipt

    public init(epoch: Int, receipt: Receipt) {
        self.epoch = epoch
        self.receipt = receipt
    }
}
