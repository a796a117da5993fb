import Testing

@testable import Redaction

/// What looks like an identity number and is none.
@Suite struct IdentityGuardTests {
    @Test(arguments: [
        "1697040000", "1588888888", "1751900000123", "INV123456", "PO1234567", "ORD1234567", "c02ac85", "e673dcf",
        "20240131", "DATE 20240131",
    ]) func timesRecordsAndHashesAloneStay(_ text: String) { #expect(redacted(text) == text) }

    @Test(arguments: [
        Case("license BUILD-3144406017, license:INV422831"),
        Case("bank arn:aws:iam::123456789012:role/x"),
        Case("License: MIT, version 12345678"),
        Case("pass: 12345678, skipped: 12"),
        Case("memory cap 16384, len=3 cap=10240"),
        Case("checking 10485760 bytes"),
        Case("order number 5705713653"),
        Case("Apple M1 8GB, EC2 4GB, L2 3PB"),
        Case("license A12345678", "license [US_DRIVER_LICENSE]"),
        Case("driver's license 1234567", "driver's license [US_DRIVER_LICENSE]"),
        Case("license #A1234567", "license #[US_DRIVER_LICENSE]"),
        Case("bank: 12345678", "bank: [US_BANK]"),
        Case("bank account 1697040000", "bank account [US_BANK]"),
    ]) func wordsTellOnlyOfWholeTokens(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case(#"{"bank":"open","bytes":12345678}"#),
        Case(#"{"offset":12345678,"bank":"open"}"#),
        Case(#"{\"bank\":\"open\", \"bytes\":12345678}"#),
        Case(#"{"bank":12345678,"bytes":12345678}"#, #"{"bank":[US_BANK],"bytes":12345678}"#),
        Case(#"{"bank":{"number":"12345678"}}"#, #"{"bank":{"number":"[US_BANK]"}}"#),
    ]) func wordsDoNotTellOfAnotherMember(_ row: Case) { #expect(redacted(row.input) == row.output) }
}
