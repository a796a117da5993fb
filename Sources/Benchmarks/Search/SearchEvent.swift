import AuditEvents
import NexusAudit

/// What is known of a made event: the same for the same number, on every machine.
///
/// Three events in a row are one request of one actor, nine are one trace of one tenant. Of values some are frequent and many
/// are rare (Zipf's law); one actor in five, and one resource in five, is of a long tail.
struct SearchEvent {
    var tenant: Int
    var actor: String
    /// For agents.
    var onBehalfOf: String?
    var action: String
    var resourceType: String
    var resourceID: String
    var outcome: String
    var requestID: String
    var traceID: String
    var metadata: [(key: String, value: String)]
    var words: [String]
    private var input: String
    private var usage: String
    private var duration: Int

    init(_ number: Int) {
        var trace = EventDice(seed: UInt64(number / 9) &* 2 + 1)
        tenant = Self.tenant(&trace)
        traceID = trace.hex(32)
        var request = EventDice(seed: UInt64(number / 3) &* 0x9E37_79B9 + 0x5EA1_0000_0000)
        requestID = "req-\(request.hex(10))"
        (actor, onBehalfOf) = Self.actor(of: tenant, &request)
        var dice = EventDice(seed: UInt64(number) &* 0x85EB_CA6B + 0xC0FF_EE00_0000_0000)
        action = Self.action(&dice)
        resourceType = dice.isOne(of: 10) ? "export" : String(action.split(separator: ".")[0])
        let resource = dice.isOne(of: 5) ? dice.int(20_000...2_000_000) : dice.zipf(20_000)
        resourceID = "\(resourceType.prefix(3))_\(String(resource, radix: 36))"
        let roll = dice.int(0...999)
        outcome = roll < 30 ? "denied" : roll < 70 ? "error" : "success"
        metadata = [
            ("region", Self.regions[dice.zipf(Self.regions.count) - 1]),
            ("version", "\(3 + dice.zipf(4)).\(dice.int(0...12)).\(dice.zipf(8))"),
            ("host", "\(dice.isOne(of: 3) ? "api" : "web")-\(dice.int(1...60))"),
            ("plan", ["free", "team", "enterprise"][dice.zipf(3) - 1]),
        ]
        words = (0..<dice.int(9...14)).map { _ in Self.word(dice.zipf(Self.vocabulary)) }
        (input, usage) = Self.input(&dice)
        duration = dice.zipf(90_000)
    }

    /// As a caller writes it.
    func json(time: Timestamp) -> [UInt8] {
        let behalf = onBehalfOf.map { #","on_behalf_of":{"type":"human","id":"\#($0)"}"# } ?? ""
        let kind = actor.hasPrefix("u_") ? "human" : actor.hasPrefix("a_") ? "agent" : "system"
        let members = metadata.map { #""\#($0.key)":"\#($0.value)""# }.joined(separator: ",")
        return Array(
            #"""
            {"time":"\#(time)","surface":"api","request_id":"\#(requestID)","trace_id":"\#(traceID)","action":"\#(action)",\#
            "outcome":"\#(outcome)","actor":{"type":"\#(kind)","id":"\#(actor)"\#(behalf)},\#
            "resource":{"type":"\#(resourceType)","id":"\#(resourceID)"},"duration_ms":\#(duration),\#
            "input":{"text":"\#(words.joined(separator: " "))",\#(input)},"metadata":{\#(members)}\#(usage)}
            """#.utf8)
    }

    // MARK: Distributions

    /// The first one has about half of all events.
    static let tenants = ["acme", "birch", "cobalt", "delta", "ember", "fjord", "grove", "harbor"].map {
        TenantID("t_\($0)")!
    }

    static func tenant(of number: Int) -> Int {
        var trace = EventDice(seed: UInt64(number / 9) &* 2 + 1)
        return tenant(&trace)
    }

    private static func tenant(_ dice: inout EventDice) -> Int {
        let bounds = [50, 70, 80, 88, 93, 97, 99, 100]
        let roll = dice.int(0...99)
        return bounds.firstIndex { roll < $0 } ?? 0
    }

    /// Humans and agents of the tenant's own, and services that all tenants share.
    private static func actor(of tenant: Int, _ dice: inout EventDice) -> (actor: String, onBehalfOf: String?) {
        let letter = tenants[tenant].description.dropFirst(2).prefix(1)
        func human() -> String {
            "u_\(letter)\(dice.isOne(of: 5) ? dice.int(2_001...40_000) : dice.zipf(2_000))"
        }
        switch dice.int(0...9) {
        case 0...6: return (human(), nil)
        case 7...8: return ("a_\(letter)\(dice.zipf(20))", human())
        default: return ("svc_\(["cron", "mail", "sync", "billing", "search"][dice.zipf(5) - 1])", nil)
        }
    }

    static let areas = ["order", "chat", "document", "maybes", "auth", "user", "ticket", "billing", "tool", "project"]
    private static let verbs = ["read", "update", "create", "delete"]
    /// Forty: 32 of them by Zipf's law, and eight that one event in a thousand has.
    static let actions = verbs.flatMap { verb in areas.map { "\($0).\(verb)" } }
    static let frequentActions = actions.prefix(32)
    static let rareActions = actions.suffix(8)

    private static func action(_ dice: inout EventDice) -> String {
        dice.isOne(of: 1_000) ? actions[32 + dice.int(0...7)] : actions[dice.zipf(32) - 1]
    }

    static let regions = ["eu-west-1", "us-east-1", "eu-north-1", "us-west-2", "ap-south-1", "sa-east-1"]

    // MARK: Text

    static let vocabulary = 20_000

    /// A word that reads like one, by its rank.
    static func word(_ rank: Int) -> String {
        var (rest, word) = (rank + syllables.count, "")
        while rest > 0 {
            word = syllables[rest % syllables.count] + word
            rest /= syllables.count
        }
        return word
    }

    private static let syllables = [
        "ka", "lo", "mi", "ren", "sta", "tor", "vel", "an", "be", "chi", "do", "es", "fa", "gra", "hu", "in", "jo",
        "ker", "lun",
        "mar", "ne", "os", "pel", "qui", "ro", "sun", "ti", "ul", "va", "wen",
    ]

    private static func input(_ dice: inout EventDice) -> (input: String, usage: String) {
        let input =
            switch dice.int(0...2) {
            case 0:
                #""url":"https://api.example.com/v2/items/\#(dice.base36(8))?page=\#(dice.int(1...99))","status":\#(dice.int(200...504))"#
            case 1:
                #""sku":"SKU-\#(dice.zipf(900))","quantity":\#(dice.int(1...40)),"ok":true,"thread":"th_\#(dice.base36(9))""#
            default:
                #""method":"POST","rows":\#(dice.zipf(5_000)),"tags":["\#(dice.isOne(of: 4) ? "urgent" : "internal")","b\#(dice.zipf(40))"]"#
            }
        let usage =
            dice.isOne(of: 4)
            ? #","usage":{"model":"example-large-1","input_tokens":\#(dice.zipf(9_000)),"output_tokens":\#(dice.zipf(900))}"#
            : ""
        return (input, usage)
    }
}

extension EventDice {
    /// 1 is the most frequent, `count` the rarest: about as Zipf's law has it.
    mutating func zipf(_ count: Int) -> Int {
        var (power, exponent) = (1.0, Double(int(0...(1 << 30))) / Double(1 << 30))
        // (count + 1) ^ exponent, bit by bit: no two machines' libraries need agree on the last digit.
        var root = Double(count + 1)
        for _ in 0..<24 {
            root = root.squareRoot()
            exponent *= 2
            if exponent >= 1 {
                power *= root
                exponent -= 1
            }
        }
        return min(count, max(1, Int(power)))
    }
}
