/// A moment in UTC with microseconds, 0001-01-01 to 9999-12-31; written as RFC 3339 with six digits and `Z`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    public func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(seconds * 1_000_000))
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    /// Reads RFC 3339 with any offset and up to nine fractional digits; digits beyond the microsecond are cut.
    ///
    /// - Returns: nil if `text` is not such a time.
    public init?(_ text: String) { fatalError("skeleton") }

    /// `2026-01-31T09:30:00.000001Z`.
    public var description: String { fatalError("skeleton") }
}
