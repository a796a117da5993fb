import AuditEvents

/// Dates as they are written in expressions, read by way of RFC 3339.
enum CalendarDate {
    /// Reads `2026`, `2026-11`, `2026-11-01`, `2026-11-01T10:30`, with seconds, with a fraction; without `Z` or an offset
    /// the time is UTC.
    static func read(_ text: String) -> QueryTime? {
        let count = text.utf8.count
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        func moment(_ rest: String, _ precision: QueryTime.Precision) -> QueryTime? {
            Timestamp(text + rest).map { .written($0, precision) }
        }
        switch count {
        case 4: return moment("-01-01T00:00:00Z", .year)
        case 7: return moment("-01T00:00:00Z", .month)
        case 10: return moment("T00:00:00Z", .day)
        case 11...: break
        default: return nil
        }
        let (clock, zone) = split(String(text.dropFirst(11)))
        let day = text.prefix(11)
        switch clock.utf8.count {
        case 5: return Timestamp("\(day)\(clock):00\(zone)").map { .written($0, .minute) }
        case 8: return Timestamp("\(day)\(clock)\(zone)").map { .written($0, .second) }
        default: return Timestamp("\(day)\(clock)\(zone)").map { .written($0, .microsecond) }
        }
    }

    /// Time of day and zone; `Z` where there is none.
    private static func split(_ text: String) -> (clock: String, zone: String) {
        guard let start = text.firstIndex(where: { "Zz+-".contains($0) }) else { return (text, "Z") }
        return (String(text[..<start]), String(text[start...]))
    }

    /// As `read` takes it, in UTC.
    static func text(_ moment: Timestamp, _ precision: QueryTime.Precision) -> String {
        let full = moment.description
        switch precision {
        case .year: return String(full.prefix(4))
        case .month: return String(full.prefix(7))
        case .day: return String(full.prefix(10))
        case .minute: return full.prefix(16) + "Z"
        case .second: return full.prefix(19) + "Z"
        case .microsecond: return full
        }
    }

    /// The first microsecond behind the stretch that begins at `start`.
    static func end(of start: Timestamp, _ precision: QueryTime.Precision) -> Int64 {
        switch precision {
        case .microsecond: return start.microseconds + 1
        case .second: return start.microseconds + 1_000_000
        case .minute: return start.microseconds + 60_000_000
        case .day: return start.microseconds + 86_400_000_000
        case .year, .month: break
        }
        let text = start.description
        guard let year = Int(text.prefix(4)), let month = Int(text.dropFirst(5).prefix(2)) else { return .max }
        let (nextYear, nextMonth) =
            precision == .year ? (year + 1, 1) : month == 12 ? (year + 1, 1) : (year, month + 1)
        let digits = String(nextYear)
        let name = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        return Timestamp("\(name)-\(nextMonth < 10 ? "0" : "")\(nextMonth)-01T00:00:00Z")?.microseconds ?? .max
    }
}
