public import AuditEvents

/// A text with stars, each of which stands for any run of characters.
public struct TextPattern: Hashable, Sendable {
    /// What stands between the stars; one piece is a literal text, and only the first and the last may be empty.
    public let pieces: [String]

    public init(literal: String) { pieces = [literal] }

    /// - Parameter pieces: At least one; empty ones in the middle are left out.
    public init(pieces: [String]) {
        precondition(!pieces.isEmpty)
        self.pieces = pieces.enumerated().filter { place, piece in
            place == 0 || place == pieces.count - 1 || !piece.isEmpty
        }.map(\.element)
    }

    /// Any text.
    public static let any = TextPattern(pieces: ["", ""])

    /// The text, if there is no star.
    public var literal: String? { pieces.count == 1 ? pieces[0] : nil }

    /// What stands before the first star.
    public var beginning: String { pieces[0] }

    /// Whether the only star is the last character.
    public var isBeginningOnly: Bool { pieces.count == 2 && pieces[1].isEmpty }
}

/// How a value stands to others that have an order.
public enum Comparison<Value: Hashable & Sendable>: Hashable, Sendable {
    case equal(Value)
    case less(Value)
    case lessOrEqual(Value)
    case greater(Value)
    case greaterOrEqual(Value)
    /// Both ends belong to it.
    case between(Value, Value)
}

/// A severity in a comparison.
public typealias QuerySeverity = Severity

extension Severity {
    /// From `debug`, 0, up.
    public var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// A moment as it is written in an expression: a stretch of time that begins somewhere.
public enum QueryTime: Hashable, Sendable {
    /// `2026`, `2026-11`, `2026-11-01`, `2026-11-01T10:30Z`, with seconds, with a fraction.
    case written(Timestamp, Precision)
    /// `-24h`: that long before now.
    case ago(Int, Unit)
    case now, today, yesterday

    public enum Precision: Int, Hashable, Sendable, CaseIterable {
        case year, month, day, minute, second, microsecond
    }

    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case seconds = "s"
        case minutes = "m"
        case hours = "h"
        case days = "d"
        case weeks = "w"

        public var seconds: Int64 {
            switch self {
            case .seconds: 1
            case .minutes: 60
            case .hours: 3_600
            case .days: 86_400
            case .weeks: 604_800
            }
        }
    }

    /// The stretch as microseconds since 1970, the end not in it: a day is all of it, a moment one microsecond.
    public func microseconds(now: Timestamp) -> Range<Int64> {
        let day: Int64 = 86_400_000_000
        let today = now.microseconds - Self.remainder(now.microseconds, day)
        switch self {
        case .written(let start, let precision):
            return start.microseconds..<CalendarDate.end(of: start, precision)
        case .ago(let count, let unit):
            // Nine digits of weeks are more microseconds than an Int64 holds: time does not begin so long ago.
            let (length, isBeyond) = Int64(count).multipliedReportingOverflow(by: unit.seconds * 1_000_000)
            let (moment, isBefore) = now.microseconds.subtractingReportingOverflow(length)
            let start = isBeyond || isBefore ? Timestamp.writable.lowerBound.microseconds : moment
            return start..<(start + 1)
        case .now: return now.microseconds..<(now.microseconds + 1)
        case .today: return today..<(today + day)
        case .yesterday: return (today - day)..<today
        }
    }

    private static func remainder(_ value: Int64, _ divisor: Int64) -> Int64 {
        let remainder = value % divisor
        return remainder < 0 ? remainder + divisor : remainder
    }
}

extension Comparison<QueryTime> {
    /// The moments that fulfil it, as microseconds since 1970; an open end is the type's own.
    public func microseconds(now: Timestamp) -> Range<Int64> {
        func range(_ time: QueryTime) -> Range<Int64> { time.microseconds(now: now) }
        switch self {
        case .equal(let time): return range(time)
        case .less(let time): return .min..<range(time).lowerBound
        case .lessOrEqual(let time): return .min..<range(time).upperBound
        case .greater(let time): return range(time).upperBound..<Int64.max
        case .greaterOrEqual(let time): return range(time).lowerBound..<Int64.max
        case .between(let first, let last):
            let start = range(first).lowerBound
            return start..<max(start, range(last).upperBound)
        }
    }
}

extension Comparison where Value: Comparable {
    /// - Parameter value: Is not NaN.
    public func holds(_ value: Value) -> Bool {
        switch self {
        case .equal(let other): value == other
        case .less(let other): value < other
        case .lessOrEqual(let other): value <= other
        case .greater(let other): value > other
        case .greaterOrEqual(let other): value >= other
        case .between(let first, let last): value >= first && value <= last
        }
    }
}

extension Comparison<QuerySeverity> {
    /// The severities that fulfil it.
    public var severities: [Severity] {
        let ranks: Comparison<Int> = map(\.rank)
        return Severity.allCases.filter { ranks.holds($0.rank) }
    }
}

extension Comparison {
    /// The same comparison of other values.
    public func map<Other>(_ transform: (Value) -> Other) -> Comparison<Other> {
        switch self {
        case .equal(let value): .equal(transform(value))
        case .less(let value): .less(transform(value))
        case .lessOrEqual(let value): .lessOrEqual(transform(value))
        case .greater(let value): .greater(transform(value))
        case .greaterOrEqual(let value): .greaterOrEqual(transform(value))
        case .between(let first, let last): .between(transform(first), transform(last))
        }
    }
}
