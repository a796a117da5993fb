import AuditEvents
import Testing

@testable import Redaction

/// Names of people, by what their keys say.
@Suite struct PersonNameTests {
    private static func isFound(_ key: String, _ value: JSONValue) throws -> Bool {
        try Redactor().redact([key: value]).value[key] != value
    }

    @Test(arguments: [
        "full_name", "fullName", "FullName", "first_name", "firstName", "firstname", "FIRST_NAME", "lastname",
        "last-name",
        "Last Name", "surname", "given_name", "family_name", "middleName", "maiden_name", "legal_name", "realName",
        "customer_name", "customerName", "customername", "patient_name", "cardholder_name", "cardHolderName",
        "cardholder",
        "contact_name", "account_holder", "accountHolderName", "billing_first_name", "customer.last_name",
        "passengerName",
        "nachname", "Vorname", "apellido", "apellidos", "primer_apellido", "prenom", "prénom", "nom_de_famille",
        "cognome",
        "sobrenome", "achternaam", "efternamn", "sukunimi", "nazwisko", "příjmení", "фамилия", "姓名", "first_name_2",
    ]) func keyTellsOfAName(_ key: String) throws {
        #expect(try Redactor().redact([key: "Jane"]).value == [key: "[PERSON_NAME]"])
        #expect(try Redactor().redact([key: "Jane"]).flags.kinds == ["PERSON_NAME": 1])
    }

    @Test(arguments: [
        "name", "username_field", "hostname", "host_name", "file_name", "filename", "function_name", "tool_name",
        "model_name",
        "bucket_name", "first_name_column", "domain_name", "display_name", "service_name", "namespace", "nodeName",
        "secretName",
        "serviceAccountName", "generateName", "event_name", "rename", "firstname_hash", "surname_count", "nominal",
        "nom",
        "nombre", "customer_name_label", "customers_count", "first", "last", "family", "given", "customer", "user",
        "contact",
        "author_name", "owner", "street_count", "codename",
    ]) func otherKeysAreOrdinary(_ key: String) throws {
        #expect(try !Self.isFound(key, "Jane"))
    }

    @Test(arguments: [
        "Jane", "jane", "Jane Roe", "JANE ROE", "Jean-Luc Picard", "O'Brien", "O’Brien", "J. R. R. Tolkien",
        "Roe, Jane",
        "José Ángel García", "Ana María de la Cruz", "Łukasz", "山田太郎", "김철수", "Анна Каренина", "محمد علي",
        "Dr. Jane Roe Jr.",
        "Na", "Picabo Street", "Nguyễn Văn An",
    ]) func namesOfAllScriptsGo(_ name: String) throws {
        #expect(try Self.isFound("full_name", .string(name)), "\(name)")
    }

    @Test(arguments: [
        "", " ", "null", "None", "unknown", "true", "n/a", "N/A", "-", "...", "J", "string", "varchar", "First Name",
        "last_name",
        "surname", "{{first_name}}", "${NAME}", "<name>", "$1", "[PERSON_NAME]",
        "<PERSON_NAME:k1:0123456789abcdef01234567>",
        "user-4711", "db_user", "svc.build:7", "a/b", "Support Team", "Acme Corp", "System",
        "one two three four five six seven",
        "😀",
    ]) func whatIsNoNameStays(_ value: String) throws {
        #expect(try !Self.isFound("full_name", .string(value)), "\(value)")
    }

    @Test func otherValuesStay() throws {
        for value: JSONValue in [true, .null, 12, [], [:], [1, true]] {
            #expect(try !Self.isFound("first_name", value))
        }
        #expect(
            try Redactor().redact(["first_name": ["Ana", "n/a", "Bea"]]).value == [
                "first_name": ["[PERSON_NAME]", "n/a", "[PERSON_NAME]"]
            ])
        let long = String(repeating: "Jane ", count: 30)
        #expect(try !Self.isFound("full_name", .string(long)))
    }

    @Test func plainNameCountsUnderAPerson() throws {
        let (value, flags) = try Redactor().redact([
            "customer": ["name": "jane", "plan": ["name": "Gold"], "id": 7],
            "passengers": [["name": "Ana"], ["displayName": "Bea Roe", "seat": "12A"]],
            "emergency_contact": ["name": ["first": "Ana", "last": "Roe", "title": "Dr"]],
            "ship_to": ["name": "Maria Lopez", "city": "Berlin"], "tool": ["name": "Maria Lopez"],
        ])
        #expect(
            value == [
                "customer": ["name": "[PERSON_NAME]", "plan": ["name": "Gold"], "id": 7],
                "passengers": [["name": "[PERSON_NAME]"], ["displayName": "[PERSON_NAME]", "seat": "12A"]],
                "emergency_contact": ["name": ["first": "[PERSON_NAME]", "last": "[PERSON_NAME]", "title": "Dr"]],
                "ship_to": ["name": "[PERSON_NAME]", "city": "Berlin"], "tool": ["name": "Maria Lopez"],
            ])
        #expect(flags.fields.contains("emergency_contact.name.first"))
    }

    /// A user may be an account, an author a program.
    @Test(arguments: [
        ("user", "Jane Roe", true), ("actor", "Ana de la Cruz", true), ("author", "山田太郎", true),
        ("owner", "J. Roe", true),
        ("user", "jane", false), ("user", "root", false), ("user", "system:admin", false), ("user", "Jane", false),
        ("author", "Build Bot", false), ("actor", "Local Service", false), ("user", "jane roe", false),
        ("service", "Jane Roe", false), ("host", "Jane Roe", false),
    ]) func aUsersNameHasTwoWords(key: String, name: String, isFound: Bool) throws {
        #expect(try Self.isFound(key, ["name": .string(name)]) == isFound)
    }

    @Test func aPersonItselfHasTwoWords() throws {
        #expect(try Self.isFound("patient", "Jane Roe"))
        #expect(try !Self.isFound("patient", "jane"))
        #expect(try !Self.isFound("customer", "Acme Corp"))
        #expect(try !Self.isFound("user", "Jane Roe"))
    }

    @Test func plainNameCountsBesideAnotherOrAnAddressForMail() throws {
        let people: JSONValue = [
            ["name": "jane", "surname": "Roe"], ["nom": "Dupont", "prénom": "Anne"],
            ["name": "Jane Roe", "email": "jane@example.com"],
            ["name": "billing", "email": "billing@example.com"], ["name": "Jane Roe", "version": "1"],
        ]
        let (value, _) = try Redactor().redact(people)
        #expect(
            value == [
                ["name": "[PERSON_NAME]", "surname": "[PERSON_NAME]"],
                ["nom": "[PERSON_NAME]", "prénom": "[PERSON_NAME]"],
                ["name": "[PERSON_NAME]", "email": "[EMAIL]"], ["name": "billing", "email": "[EMAIL]"],
                ["name": "Jane Roe", "version": "1"],
            ])
        #expect(try Redactor().redact(value).flags.isEmpty)
    }

    @Test func fieldsOfAFormTellByTheirName() throws {
        let (value, _) = try Redactor().redact([
            ["name": "first_name", "value": "Ana"], ["key": "customerName", "value": "Ana"],
            ["name": "level", "value": "Ana"],
        ])
        #expect(
            value == [
                ["name": "first_name", "value": "[PERSON_NAME]"], ["key": "customerName", "value": "[PERSON_NAME]"],
                ["name": "level", "value": "Ana"],
            ])
    }

    @Test func jsonInAStringIsSeenThrough() throws {
        let (value, flags) = try Redactor().redact(["body": #"{"customer":{"name":"Ana"},"name":"x"}"#])
        #expect(value == ["body": #"{"customer":{"name":"[PERSON_NAME]"},"name":"x"}"#])
        #expect(flags.fields == ["body.customer.name"])
    }

    /// Two findings in one value are one; others beside it stay what they are.
    @Test func standsBesideOtherKinds() throws {
        let (value, flags) = try Redactor().redact([
            "customer": ["name": "Ana Roe", "email": "ana@example.com", "phone": "+1 415 555 0132", "password": "x"],
            "first_name": "ana@example.com",
        ])
        #expect(
            value == [
                "customer": ["name": "[PERSON_NAME]", "email": "[EMAIL]", "phone": "[PHONE]", "password": "[SECRET]"],
                "first_name": "[EMAIL]",
            ])
        #expect(flags.kinds == ["PERSON_NAME": 1, "EMAIL": 2, "PHONE": 1, "SECRET": 1])
    }

    @Test(arguments: [
        Case("full_name: Jane Roe", "full_name: [PERSON_NAME]"), Case("First name: Jane", "First name: [PERSON_NAME]"),
        Case("full_name=Jane Roe, order=7", "full_name=[PERSON_NAME], order=7"),
        Case("first_name=jane&last_name=roe&x=1", "first_name=[PERSON_NAME]&last_name=[PERSON_NAME]&x=1"),
        Case("first_name=Jane%20Ann&x=1", "first_name=[PERSON_NAME]&x=1"),
        Case(#"see {"firstName":"Jane","age":5}"#, #"see {"firstName":"[PERSON_NAME]","age":5}"#),
        Case(#"{\"surname\": \"O'Brien\"}, done"#, #"{\"surname\": \"[PERSON_NAME]\"}, done"#),
        Case("customer_name: Ana de la Cruz ordered 3", "customer_name: [PERSON_NAME] ordered 3"),
        Case("Patient: Jane Roe", "Patient: [PERSON_NAME]"),
        Case("WHERE last_name = 'roe'", "WHERE last_name = '[PERSON_NAME]'"),
        Case("Full name: Jane Roe Email: jane@example.com", "Full name: [PERSON_NAME] Email: [EMAIL]"),
        Case("surname: J. R. Tolkien.", "surname: [PERSON_NAME]."),
        Case("Nachname: Müller\nx", "Nachname: [PERSON_NAME]\nx"),
        Case("author_name: Jane Roe", "author_name: [PERSON_NAME]"),
        Case("name: Jane Roe"), Case("file_name: Jane"), Case("first_name: required"), Case("firstName: String?"),
        Case("first_name = input()"), Case("first_name == Jane"), Case("first_name::text"), Case("full_name=user.name"),
        Case("first_name: {{name}}"), Case("the first name: see below"), Case("first_name_column: Jane"),
        Case("Patient: Hello, I called"), Case("first_name: String,"), Case("full_name: "), Case("full_name="),
        Case("lastName: 12"), Case(#""first_name": """#), Case(#"first_name: "null""#), Case("author_name: Jenkins"),
    ]) func pairsInTextTell(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    @Test func aNameBesideAnotherFindingGoes() throws {
        let (value, flags) = try Redactor().redact([
            "full_name": "Jane Roe <jane@example.com>", "contact": "Jane Roe (+1 415 555 0132)",
            "first_name": "[EMAIL] Jane", "last_name": "order 4711 for jane@example.com",
            "note": "Jane Roe <jane@example.com>",
        ])
        #expect(
            value == [
                "full_name": "[PERSON_NAME]", "contact": "[PERSON_NAME]", "first_name": "[PERSON_NAME]",
                "last_name": "order 4711 for [EMAIL]", "note": "Jane Roe <[EMAIL]>",
            ])
        #expect(flags.kinds == ["PERSON_NAME": 3, "EMAIL": 3, "PHONE": 1])
        let removing = Redactor(policy: policy { $0.actions[.email] = .remove })
        let once = try removing.redact([
            "n": ["name": "Jane Roe a@b.co", "surname": "Roe"], "first_name": "Jane a@b.co",
        ]).value
        #expect(once == ["n": ["name": "[PERSON_NAME]", "surname": "[PERSON_NAME]"], "first_name": "[PERSON_NAME]"])
    }

    @Test func idsHoldNoNames() throws {
        #expect(Redactor().redactIdentifier("first_name:Jane", pseudonymizer: demoPseudonymizer).0 == "first_name:Jane")
    }
}
