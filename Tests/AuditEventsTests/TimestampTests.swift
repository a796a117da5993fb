import AuditEvents
import Testing

@Suite struct TimestampTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0), ("1969-12-31T23:59:59.999999Z", -1),
        ("2000-02-29T12:00:00.5+01:30", 951_820_200_500_000), ("2026-01-31t09:30:00.000001z", 1_769_851_800_000_001),
        ("2026-01-31T09:30:00.123456789-00:00", 1_769_851_800_123_456),
        ("0001-01-01T00:00:00Z", -62_135_596_800_000_000), ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
    ])
    func aTimeOfRFC3339IsRead(text: String, microseconds: Int) {
        #expect(Timestamp(text)?.microseconds == Int64(microseconds))
    }

    @Test(arguments: [
        "", "2026-01-31", "2026-01-31T09:30:00", "2026-01-31 09:30:00Z", "2026-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-00T00:00:00Z", "2026-04-31T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2016-12-31T23:59:60Z", "0000-01-01T00:00:00Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2026-01-01T00:00:00.Z",
        "2026-01-01T00:00:00.1234567890Z", "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+01:60",
        "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00Zz", "2026-01-01T00:00:00Z ", "+026-01-01T00:00:00Z",
        "2026-01-01T00:00:0\u{661}Z", "2026-1-01T00:00:00Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00+",
    ])
    func whatIsNotSuchATimeIsRefused(text: String) {
        #expect(Timestamp(text) == nil)
    }

    @Test func writingAndReadingMeetOnEveryDayOfFourCenturies() {
        let day: Int64 = 86_400_000_000
        var expected = (year: 1860, month: 1, day: 1)
        var moment = Timestamp("1860-01-01T23:59:59.000009Z")!
        let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        while expected.year < 2260 {
            let text = moment.description
            let two = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
            #expect(text == "\(expected.year)-\(two(expected.month))-\(two(expected.day))T23:59:59.000009Z")
            #expect(Timestamp(text) == moment)
            let isLeap = expected.year % 4 == 0 && expected.year % 100 != 0 || expected.year % 400 == 0
            expected.day += 1
            if expected.day > lengths[expected.month - 1] + (expected.month == 2 && isLeap ? 1 : 0) {
                expected = (expected.year, expected.month + 1, 1)
            }
            if expected.month > 12 { expected = (expected.year + 1, 1, 1) }
            moment = Timestamp(microseconds: moment.microseconds + day)
        }
    }

    @Test func theEndsOfTimeAreWritten() {
        #expect(Timestamp.writable.lowerBound.description == "0001-01-01T00:00:00.000000Z")
        #expect(Timestamp.writable.upperBound.description == "9999-12-31T23:59:59.999999Z")
        #expect(Timestamp(microseconds: .max).description == "9999-12-31T23:59:59.999999Z")
        #expect(Timestamp(microseconds: .min).description == "0001-01-01T00:00:00.000000Z")
    }
}
