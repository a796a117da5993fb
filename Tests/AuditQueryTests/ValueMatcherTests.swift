import AuditEvents
import AuditQuery
import Testing

/// Conditions of free JSON and of moments.
@Suite struct ValueMatcherTests {
    @Test("A condition of a path holds for a scalar, and for a list if it holds for an item", arguments: paths)
    func path(expression: String, matches: Bool) throws {
        let input: JSONObject = [
            "n": 5, "half": 2.5, "minus": -3, "digits": "05", "flag": true, "off": false, "none": .null, "empty": "",
            "list": [1, "two", [3, ["four"]], ["name": "five"], ["name": ["six", 7]]], "deep": ["a": ["b": "c"]],
            "a.b": "dotted", "a key": ["x/y": "quoted"], "big": 1e21, "nothing": [],
        ]
        #expect(try Event(["input": .object(input)]).matches(expression) == matches)
    }

    @Test("A moment is a stretch as long as it is written, by the clock that is given", arguments: times)
    func time(expression: String, matches: Bool) throws { #expect(try Event().matches(expression) == matches) }

    @Test(
        "Stretches of a year's and a month's length end where the next begins",
        arguments: [
            ("2026", "2026-12-31T23:59:59.999999Z", true), ("2026", "2027-01-01T00:00:00Z", false),
            ("2026-12", "2026-12-31T23:59:59.999999Z", true), ("2026-12", "2027-01-01T00:00:00Z", false),
            ("2028-02", "2028-02-29T12:00:00Z", true), ("2026-02", "2026-03-01T00:00:00Z", false),
            ("9999", "9999-12-31T23:59:59.999999Z", true), ("0999-12", "0999-12-31T00:00:00Z", true),
            ("0999", "1000-01-01T00:00:00Z", false), ("9999-12", "9999-12-31T23:59:59.999999Z", true),
        ])
    func stretch(written: String, time: String, matches: Bool) throws {
        let event = Event(["time": .string(Timestamp(time)!.description)])
        #expect(try event.matches("time:\(written)") == matches)
    }

    @Test("Days before 1970 begin at midnight, too")
    func early() throws {
        let now = Timestamp("1969-12-31T01:00:00Z")!
        #expect(QueryTime.today.microseconds(now: now).lowerBound == -86_400_000_000)
        #expect(QueryTime.yesterday.microseconds(now: now).upperBound == -86_400_000_000)
    }

    @Test("However long ago, there is a moment", arguments: QueryTime.Unit.allCases)
    func longAgo(unit: QueryTime.Unit) throws {
        #expect(try Event().matches("created:>-999999999\(unit.rawValue)"))
        for count in [Int.max, Int.min, 0] { _ = QueryTime.ago(count, unit).microseconds(now: Event.now) }
    }

    private static let paths: [(String, Bool)] = [
        ("input.n:5", true), ("input.n:5.0", false), ("input.n:*", true), ("input.n:>4", true), ("input.n:>5", false),
        ("input.n:>=5", true), ("input.n:1..5", true), ("input.n:6..", false), ("input.n:5..5", true),
        ("input.n:..4", false), ("input.half:2.5", true), ("input.half:<2.6", true), ("input.minus:<-2", true),
        ("input.minus:-3", true), ("input.minus:-5..-1", true), ("input.digits:05", true), ("input.digits:5", false),
        ("input.digits:>1", false), ("input.digits:1..9", false), ("input.flag:true", true),
        ("input.flag:false", false),
        ("input.off:false", true), ("input.off:>=0", false), ("input.none:null", true), ("input.none:*", true),
        ("input.empty:*", true), (#"input.empty:"""#, true), ("input.big:1e+21", true), ("input.big:>1e20", true),
        ("input.list:1", true), ("input.list:two", true), ("input.list:3", true), ("input.list:four", true),
        ("input.list:five", false), ("input.list.name:five", true), ("input.list.name:six", true),
        ("input.list.name:>6", true), ("input.list.name:>7", false), ("input.list:>=3", true), ("input.list:>3", false),
        ("input.list.0:1", false), ("input.nothing:*", false), ("-input.list:two", false), ("-input.list:zwei", true),
        ("input.deep.a.b:c", true), ("input.deep.a:*", false), ("input.deep.a.b.c:*", false), ("input.deep:*", false),
        (#"input."a.b":dotted"#, true), ("input.a.b:dotted", false), (#"input."a key"."x/y":quoted"#, true),
        ("input.N:5", false), ("output.n:5", false),
    ]

    // Created an hour before now, happened at half past ten of the day before.
    private static let times: [(String, Bool)] = [
        ("created:today", true), ("time:today", false), ("time:yesterday", true), ("created:now", false),
        ("created:<now", true), ("created:>now", false), ("created:>-24h", true), ("created:>-30m", false),
        ("created:>-1h", false), ("created:>=-1h", true), ("created:-1h", true), ("created:<=-1h", true),
        ("created:<-1h", false), ("created:-3600s", true), ("created:-60m", true), ("created:-2h..now", true),
        ("created:now..-2h", false), ("time:>-2d", true), ("time:>-1d", false), ("time:<-1w", false),
        ("created:2026-11-08", true), ("created:2026-11-07", false), ("created:2026-11", true), ("created:2026", true),
        ("created:2025", false), ("created:2026-11-01..2026-11-08", true), ("created:2026-11-01..2026-11-07", false),
        ("created:>2026-11-08", false), ("created:>=2026-11-08", true), ("created:<2026-11-08", false),
        ("created:<=2026-11-08", true), ("created:>2026-11-07", true), ("created:..2026-11-08", true),
        ("created:2026-11-09..", false), ("created:2026-11-08T11:00", true), ("created:2026-11-08T11:00:00", true),
        ("created:2026-11-08T11:01", false), ("created:2026-11-08T12:00+01:00", true),
        ("created:2026-11-08T11:00+01:00", false), ("time:2026-11-07T10:30:00.5", true),
        ("time:2026-11-07T10:30:00.500001", false), ("time:2026-11-07T10:30:00", true),
        ("time:>2026-11-07T10:30:00", false),
        ("time:>2026-11-07T10:30:00.4", true), ("-created:today", false), ("recorded_at:today", true),
    ]
}
