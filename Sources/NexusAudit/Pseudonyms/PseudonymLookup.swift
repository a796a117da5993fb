public import Redaction

/// Under which pseudonyms a tenant's log knows a value; the answer to a lookup that is recorded.
public struct PseudonymLookup: Hashable, Sendable {
    public struct Answer: Hashable, Sendable {
        public var epoch: Int
        public var pseudonym: String

        public init(epoch: Int, pseudonym: String) {
            self.epoch = epoch
            self.pseudonym = pseudonym
        }
    }

    public var kind: PIIKind
    /// One per epoch, oldest first; the last epoch is the one that writes now.
    public var answers: [Answer]
    /// Of the event that records the lookup.
    public var receipt: Receipt

    public init(kind: PIIKind, answers: [Answer], receipt: Receipt) {
        self.kind = kind
        self.answers = answers
        self.receipt = receipt
    }
}
