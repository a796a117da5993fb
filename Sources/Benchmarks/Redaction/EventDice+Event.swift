import AuditEvents

extension EventDice {
    /// One event in ten has an e-mail address or a telephone number in its input or metadata.
    static func event(_ number: Int, _ dice: inout EventDice) -> JSONValue {
        let person = "u_\(dice.base36(6))"
        var event: JSONObject = [
            "time": .string(dice.time()), "tenant_id": "t_bench",
            "surface": .string(dice.word("api console agent web")), "request_id": .string("req-\(dice.hex(10))"),
            "trace_id": .string(dice.hex(32)),
            "action": .string(
                "\(dice.word("order ticket document tool chat")).\(dice.word("create update read call"))"),
            "actor": [
                "type": "agent", "id": .string("a_\(dice.base36(5))"),
                "on_behalf_of": ["type": "human", "id": .string(person)],
            ],
            "resource": [
                "type": .string(dice.word("order ticket document")),
                "id": .string("\(dice.word("ord tic doc"))_\(dice.base36(10))"),
            ],
            "project_id": .string("p_\(dice.int(1...400))"), "duration_ms": .number(Double(dice.int(1...9000)) / 10),
        ]
        var input = dice.input()
        var metadata: JSONObject = [
            "version": .string("\(dice.int(1...9)).\(dice.int(0...40)).\(dice.int(0...60))"),
            "host": .string("\(dice.word("web api worker"))-\(dice.base36(10))-\(dice.base36(5))"),
        ]
        if number % 10 == 3 {
            let personal = dice.personal()
            if dice.isOne(of: 2) { metadata["contact"] = .string(personal) } else { input["note"] = .string(personal) }
        }
        event["input"] = .object(input)
        event["metadata"] = .object(metadata)
        if dice.isOne(of: 4) {
            event["usage"] = [
                "model": "example-large-1", "input_tokens": .number(Double(dice.int(10...9000))),
                "output_tokens": .number(Double(dice.int(1...900))),
            ]
        }
        return .object(event)
    }

    private mutating func input() -> JSONObject {
        switch int(0...3) {
        case 0:
            [
                "text": .string(prose(bytes: int(20...90))), "thread": .string(uuid()),
                "tags": [.string(word("billing support urgent internal")), .string(word("eu us apac"))],
            ]
        case 1:
            [
                "url": .string(url()), "method": .string(word("GET POST PUT")),
                "status": .number(Double(int(200...504))),
                "etag": .string(hex(16)),
            ]
        case 2:
            [
                "function": .string(
                    "\(word("fetch store render parse"))\(word("Order Item Page Row"))(_:\(word("in by for")):)"),
                "file": .string("/srv/app/\(word("orders items core"))/\(word("main index handler")).swift"),
                "line": .number(Double(int(1...900))), "result": ["rows": .number(Double(int(0...5000))), "ok": true],
            ]
        default:
            [
                "sku": .string("SKU-\(string(3, of: "ABCDEFGHKLMNP"))-\(digits(4))"),
                "quantity": .number(Double(int(1...40))),
                "items": [
                    ["id": .string("it_\(base36(8))"), "price": .number(Double(int(100...99_999)) / 100)],
                    ["id": .string("it_\(base36(8))"), "price": .number(Double(int(100...99_999)) / 100)],
                ],
                "comment": .string(prose(bytes: int(20...60))),
            ]
        }
    }

    private mutating func personal() -> String {
        let name =
            "\(word("ana ben cho dana eli farid"))\(word(". _ -"))\(word("lopez okafor kim weiss rossi"))\(int(1...99))"
        let address = "\(name)@\(word("example.com example.org mail.example.net"))"
        let phone = "+1 \(int(2...9))0\(int(1...9))-555-01\(two(0...99))"
        return isOne(of: 2) ? "write to \(address) please" : "call \(phone) after noon"
    }
}
