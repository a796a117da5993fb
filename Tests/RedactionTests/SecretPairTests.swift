import Testing

@testable import Redaction

@Suite struct SecretPairTests {
    @Test(arguments: [
        Case(
            "aws_access_key_id = MY-ID\naws_secret_access_key = MY-KEY\n",
            "aws_access_key_id = [SECRET]\naws_secret_access_key = [SECRET]\n"),
        Case("aws-s3-access-key-id = MY-ID", "aws-s3-access-key-id = [SECRET]"),
        Case("password=hunter2 user=jane", "password=[SECRET] user=jane"),
        Case("DB_PASSWORD=a,b;Database=x", "DB_PASSWORD=[SECRET];Database=x"),
        Case("passphrase = correct horse battery\nnext: 1", "passphrase = [SECRET]\nnext: 1"),
        Case("password: hunter2 user: jane", "password: [SECRET] user: jane"),
        Case("the password: hunter2, then more", "the password: [SECRET], then more"),
        Case("my api key: abc123", "my api key: [SECRET]"),
        Case("password: 'it''s' # comment", "password: '[SECRET]''s' # comment"),
        Case(#"{"password":"x","user":"jane"}"#, #"{"password":"[SECRET]","user":"jane"}"#),
        Case(#"{\"apiKey\": \"a\\\"b\", \"n\": 1}"#, #"{\"apiKey\": \"[SECRET]\", \"n\": 1}"#),
        Case(#"{"pin":1234,"ok":true}"#, #"{"pin":[SECRET],"ok":true}"#),
        Case(#"{"credentials":{"a":["b"]},"n":1}"#, #"{"credentials":[SECRET],"n":1}"#),
        Case("{'client_secret': 'x'}", "{'client_secret': '[SECRET]'}"),
        Case(#"config["token"] = "abc""#, #"config["token"] = "[SECRET]""#),
        Case("?access_token=abc&next=1", "?access_token=[SECRET]&next=1"),
        Case("map[password:foo user:bar]", "map[password:[SECRET] user:bar]"),
        Case(":password => 'foo'", ":password => '[SECRET]'"),
        Case(#"a\npassword: x\nb: y"#, #"a\npassword: [SECRET]\nb: y"#),
        Case("mysql --password hunter2 -u jane", "mysql --password [SECRET] -u jane"),
        Case("mysql --password=hunter2 -u jane", "mysql --password=[SECRET] -u jane"),
        Case("password: |\n  line one\n  line two\nnext: 1", "password: |\n  [SECRET]\nnext: 1"),
        Case("password: [SECRET] hunter2", "password: [SECRET]"),
        Case("token=[EMAIL]x", "token=[SECRET]"),
        Case("<db><password>hunter2 x</password></db>", "<db><password>[SECRET]</password></db>"),
        Case("Password=P@ss,w0rd!;Encrypt=true", "Password=[SECRET];Encrypt=true"),
        Case("cvv: 123, card: 4242", "cvv: [SECRET], card: [SECRET]"),
        Case(#"password="unclosed to the end"#, #"password="[SECRET]"#),
        Case(
            "TOKEN ::= \"abc\", TOKEN :::= 'abc', TOKEN := `abc`",
            "TOKEN ::= \"[SECRET]\", TOKEN :::= '[SECRET]', TOKEN := `[SECRET]`"),
        Case("<token>\n    abc\n</token>", "<token>\n    [SECRET]\n</token>"),
        Case("jdbc:x?user=a&password=p%40ss)", "jdbc:x?user=a&password=[SECRET])"),
    ]) func secretValueGoes(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("color.good=purple\ncolor.bad=yellow\nallow.textmode=true\n"),
        Case("password: ${DB_PASSWORD}, token={{ token }}, secret=$SECRET"),
        Case("password: must be longer, token: expired"),
        Case(#"{"password":null,"token":true,"secret":"","cookie":false}"#),
        Case("token == other, secret::name, secret://vault, password: ***"),
        Case("max_tokens=5, token_count: 7, secretary: Jane, card_type: visa, tokens: 9"),
        Case("next_page_token=abc, Unexpected token: EOF"),
        Case("card: Visa, pin: top left"),
        Case("<password></password><token_count>5</token_count>, a > b"),
        Case("password: [SECRET], token=[GITHUB_TOKEN], \"secret\":\"[SECRET]\""),
        Case(#"RBAC: allowed by ClusterRoleBinding "x" of ClusterRole "y""#),
        Case("--no-password --token-file /x"),
    ]) func noSecretStays(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        "password", "passwd", "pwd", "db.password", "DB_PASSWORD", "dbpassword", "userPassword", "password2",
        "password_hash",
        "newPasswordConfirmation", "secret", "clientSecret", "client-secret", "token", "x-auth-token", "sessionToken",
        "authorization", "Proxy-Authorization", "api_key", "apikey", "APIKey", "x-api-key", "accessKeyId",
        "aws_s3_access_key_id",
        "private_key", "cookie", "Set-Cookie", "credentials", "credential", "ssn", "card", "cardNumber", "credit_card",
        "cvv",
        "pin", "otp", "passphrase", "connectionString", "SecretString", "Client Secret",
    ]) func keyPromisesASecret(_ key: String) { #expect(key.withBytes { SecretKey.of($0) } != .no) }

    @Test(arguments: [
        "token_count", "tokens", "max_tokens", "inputTokens", "secretary", "secretName", "card_type", "cardinality",
        "pinned",
        "passenger", "compass", "password_policy", "authorization.k8s.io/decision",
        "rbac.authorization.kubernetes.io/autoupdate",
        "nextPageToken", "continuation_token", "eos_token", "session_id", "key", "public_key", "sort_key", "spin",
        "discard",
        "author", "cookie_consent", "tokenizer", "", "_", "2", "credentialing_board",
    ]) func keyPromisesNoSecret(_ key: String) { #expect(key.withBytes { SecretKey.of($0) } == .no) }
}
