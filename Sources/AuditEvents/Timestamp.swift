/// A moment in UTC with microseconds, 0001-01-01 to 9999-12-31; written as RFC 3339 with six digits and `Z`.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public let microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// The moments that RFC 3339 can write: 0001-01-01T00:00:00Z to the last microsecond of 9999.
    public static let writable =
        Timestamp(microseconds: -62_135_596_800_000_000)...Timestamp(microseconds: 253_402_300_799_999_999)

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }

    public func advanced(bySeconds seconds: Double) -> Timestamp {
        Timestamp(microseconds: microseconds + Int64(seconds * 1_000_000))
    }
}

extension Timestamp: CustomStringConvertible, LosslessStringConvertible {
    /// Reads RFC 3339 with any offset and up to nine fractional digits; digits beyond the microsecond are cut.
    ///
    /// A leap second (`:60`) is not read: a moment inside it has no place of its own between its neighbours.
    ///
    /// - Returns: nil if `text` is not such a time.
    public init?(_ text: String) {
        let read = text.utf8.withContiguousStorageIfAvailable { Self.microseconds(rfc3339: $0) }
        guard let found = read ?? Array(text.utf8).withUnsafeBufferPointer({ Self.microseconds(rfc3339: $0) }),
            Self.writable.contains(Timestamp(microseconds: found))
        else { return nil }
        microseconds = found
    }

    private static func microseconds(rfc3339 text: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard text.count >= 20, text[4] == UInt8(ascii: "-"), text[7] == UInt8(ascii: "-"),
            text[10] | 0x20 == UInt8(ascii: "t"), text[13] == UInt8(ascii: ":"), text[16] == UInt8(ascii: ":"),
            let year = number(text[0..<4]), (1...9999).contains(year),
            let month = number(text[5..<7]), (1...12).contains(month),
            let day = number(text[8..<10]), (1...daysInMonth(month, of: year)).contains(day),
            let hour = number(text[11..<13]), hour < 24,
            let minute = number(text[14..<16]), minute < 60,
            let second = number(text[17..<19]), second < 60
        else { return nil }

        var place = 19
        var fraction = 0
        if text[place] == UInt8(ascii: ".") {
            let digits = text[(place + 1)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard (1...9).contains(digits.count), let whole = number(digits.prefix(6)) else { return nil }
            fraction = whole
            for _ in digits.count..<max(6, digits.count) { fraction *= 10 }
            place = digits.endIndex
        }
        guard let offset = offsetMinutes(text[place...]) else { return nil }
        let minutes = (days(year, month, day) * 24 + hour) * 60 + minute - offset
        return Int64((minutes * 60 + second) * 1_000_000 + fraction)
    }

    /// Minutes east of UTC.
    private static func offsetMinutes(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        guard let sign = text.first else { return nil }
        if sign | 0x20 == UInt8(ascii: "z") { return text.count == 1 ? 0 : nil }
        guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), text.count == 6,
            case let start = text.startIndex, text[start + 3] == UInt8(ascii: ":"),
            let hours = number(text[(start + 1)..<(start + 3)]), hours < 24,
            let minutes = number(text[(start + 4)..<(start + 6)]), minutes < 60
        else { return nil }
        return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
    }

    private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var value = 0
        for byte in digits {
            let digit = byte &- UInt8(ascii: "0")
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
        }
        return value
    }

    private static func daysInMonth(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01 in the proleptic Gregorian calendar; years begin in March, so that a leap day is the last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let marchYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return 365 * marchYear + marchYear / 4 - marchYear / 100 + marchYear / 400 + dayOfYear - 719_468
    }

    /// `2026-01-31T09:30:00.000001Z`; the nearest writable moment for one outside `writable`.
    public var description: String {
        let moment = min(max(self, Self.writable.lowerBound), Self.writable.upperBound).microseconds
        let (seconds, fraction) = Self.floorDivide(Int(moment), 1_000_000)
        let (days, secondOfDay) = Self.floorDivide(seconds, 86_400)
        let (year, month, day) = Self.date(days: days)
        return String(unsafeUninitializedCapacity: 27) { buffer in
            var place = 0
            func put(_ value: Int, _ width: Int, _ separator: Unicode.Scalar) {
                var left = value
                for offset in (0..<width).reversed() {
                    buffer[place + offset] = UInt8(ascii: "0") + UInt8(left % 10)
                    left /= 10
                }
                buffer[place + width] = UInt8(ascii: separator)
                place += width + 1
            }
            put(year, 4, "-")
            put(month, 2, "-")
            put(day, 2, "T")
            put(secondOfDay / 3600, 2, ":")
            put(secondOfDay / 60 % 60, 2, ":")
            put(secondOfDay % 60, 2, ".")
            put(fraction, 6, "Z")
            return place
        }
    }

    private static func floorDivide(_ value: Int, _ divisor: Int) -> (quotient: Int, remainder: Int) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    private static func date(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let (era, dayOfEra) = floorDivide(shifted, 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (era * 400 + yearOfEra + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
