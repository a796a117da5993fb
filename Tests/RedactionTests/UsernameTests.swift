import AuditEvents
import Testing

@testable import Redaction

/// Names of accounts: the substance of an audit log, so found only where a policy says so.
@Suite struct UsernameTests {
    private static let given: JSONValue = [
        "username": "jroe", "user_name": "jroe", "login": "jroe", "screenName": "jroe", "handle": "@jroe",
        "nickname": "Jo",
        "user": ["name": "jroe", "username": "system:admin", "groups": ["admins"]], "login_count": "jroe",
        "username_field": "jroe",
        "last_login": "jroe", "note": "username=jroe&x=1, user_name: jroe",
    ]

    @Test func staysUnlessAskedFor() throws {
        #expect(try Redactor().redact(Self.given).value == Self.given)
        #expect(!PIIKind.username.info.isOnByDefault)
        #expect(KindInfo.all.filter { !$0.isOnByDefault }.map(\.kind) == [.username])
    }

    @Test func goesWhereAPolicyTurnsItOn() throws {
        let expected: JSONValue = [
            "username": "[USERNAME]", "user_name": "[USERNAME]", "login": "[USERNAME]", "screenName": "[USERNAME]",
            "handle": "[USERNAME]", "nickname": "[USERNAME]",
            "user": ["name": "jroe", "username": "[USERNAME]", "groups": ["admins"]], "login_count": "jroe",
            "username_field": "jroe", "last_login": "jroe", "note": "username=[USERNAME]&x=1, user_name: [USERNAME]",
        ]
        let on = policy { $0.kinds[.username] = true }
        #expect(on.problems.isEmpty)
        let redactor = Redactor(policy: on)
        let (value, flags) = try redactor.redact(Self.given)
        #expect(value == expected)
        #expect(flags.kinds == ["USERNAME": 9])
        #expect(try redactor.redact(value).flags.isEmpty)
        #expect(try Redactor(only: [.username]).redact(Self.given).value == expected)
    }

    @Test func anActionTurnsItOn() throws {
        let redactor = Redactor(policy: policy { $0.actions[.username] = .pseudonym })
        let pseudonym = demoPseudonymizer.pseudonym(kind: .username, value: "jroe")
        #expect(
            try redactor.redact(["login": "jroe"], pseudonymizer: demoPseudonymizer).value == [
                "login": .string(pseudonym)
            ])
        #expect(
            !policy {
                $0.actions[.username] = .pseudonym
                $0.kinds[.username] = false
            }.isOn(.username))
        #expect(
            policy { $0.keys.kinds = ["member": .username] }.problems.map(\.message).first?.contains("`kinds`") == true)
    }

    @Test func removalSettles() throws {
        let redactor = Redactor(
            policy: policy {
                $0.kinds[.username] = true
                $0.actions[.username] = .remove
            })
        #expect(
            redactor.redact("username: jroe did a lot of things").text == "username: [USERNAME] did a lot of things")
        #expect(try redactor.redact(["login": "jroe"]).value == ["login": ""])
    }
}
