import AuditEvents
import Testing

@testable import Redaction

/// Values that only their look, or the words around them, make secrets.
@Suite struct WeakSecretTests {
    @Test(arguments: [
        "key = \"<a32>\"", "key: <a40>", "auth=<a24>", "stripe_api: '<a32>'", "x-functions-key: <a56>",
        "{\"licenseKey\":\"<a30>\"}",
        "access = <h40>", "ALGOLIA_KEY=<h32>", "appKey: <h40>", "datadog: <h40>", "ALGOLIA=<h32>",
        "discord = \"<h64>\"", "KEY ?= <a32>", "key ||= '<a32>'",
        "{\\\"key\\\": \\\"<a32>\\\"}", "?key=<a32>&x=1",
    ]) func aRandomValueGoes(_ pattern: String) {
        for seed in 1...6 as ClosedRange<UInt64> {
            var made = MadeUpToken(seed: seed)
            let text = made.fill(pattern)
            let once = redacted(text)
            #expect(once.contains("[SECRET]"), "\(text)")
            #expect(once.utf8.count < text.utf8.count)
            #expect(redacted(once) == once)
        }
    }

    @Test(arguments: [
        "sort_key = <a32>", "public_key: <a40>", "cacheKey=<a32>", "primary_key=<a32>", "idempotency-key: <a32>",
        "key: <h40>",
        "object_key=<a32>", "partitionKey: <a32>", "keyboard: <a32>", "author=<a32>", "datadog_site: <a32>",
        "issue_key=<a32>",
    ]) func aKeyOfAnotherSortStays(_ pattern: String) {
        for seed in 1...6 as ClosedRange<UInt64> {
            var made = MadeUpToken(seed: seed)
            let text = made.fill(pattern)
            #expect(redacted(text) == text)
        }
    }

    @Test(arguments: [
        Case("key: value, primary_key=id, key=nginx-deployment-7998647bdf-phvq7, key: common.buttons.save_and_close_2"),
        Case("key=users/2024/01/31/report-final-v2.pdf, key: 0192f1c2-7c55-7d2b-9a41-0b6f3c8d1e22"),
        Case(
            "key=01ARZ3NDEKTSV4RRFFQ69G5FAV, api: v1beta1, auth: oauth2-proxy-7.4.0, api=apps/v1, access=ReadWriteOnce"),
        Case("key: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),
        Case("datadog: us5.datadoghq.com, heroku: app-staging-12, sentry: enabled"),
        Case("const key = getCacheKeyForUserAndTenant2(user, tenant); key = UserSettingsViewModel2Factory"),
    ]) func ordinaryValuesStay(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("apiKey = process.env.API_KEY;"), Case("apiKey: process.env[\"API_KEY\"],"),
        Case("password = os.environ[\"DB_PASSWORD\"]"),
        Case("password = os.environ.get('DB_PASSWORD')"), Case("token = getenv(\"TOKEN\")"),
        Case("token: ${{ secrets.TOKEN }}"),
        Case("password: \"${{ secrets.DB_PASSWORD }}\""), Case("secret = import.meta.env.VITE_SECRET"),
        Case("password = System.getenv(\"DB_PASSWORD\");"), Case("api_key = ENV['API_KEY']"),
        Case("password = var.db_password"),
        Case("password: op://vault/db/password"), Case("db_password = arn:aws:secretsmanager:eu-west-1:1:secret:db"),
        Case("self.password = self._password"), Case("token = generate_token(user)"),
        Case("connect(user=user, password=password)"),
        Case("let password: String"), Case("password: string;"), Case("$password = $env:DB_PASSWORD"),
        Case("token = req.headers.token"), Case("password = credentials.password"),
        Case("password = config.get(\"db_password\")"), Case("passwd = getpass.getpass(\"Password for %s: \")"),
        Case("token += ch, self.token += next"),
    ]) func aReferenceStays(_ row: Case) { #expect(redacted(row.input) == row.output) }

    @Test(arguments: [
        Case("password = os.getenv(\"P\", \"hunter2\")", "password = os.getenv(\"P\", \"[SECRET]\")"),
        Case("password = process.env.P || 'hunter2';", "password = process.env.P || '[SECRET]';"),
        Case("password = ENV.fetch(\"P\", \"hunter2\")", "password = ENV.fetch(\"P\", \"[SECRET]\")"),
        Case("password = config.get('pw', 'hunter2')", "password = config.get('pw', '[SECRET]')"),
        Case("password = encrypt(\"hunter2\")", "password = encrypt(\"[SECRET]\")"),
        Case("password = ${P:-hunter2}", "password = [SECRET]"),
        Case("System.setenv(\"API_TOKEN\", \"abc123\")", "System.setenv(\"API_TOKEN\", \"[SECRET]\")"),
        Case("<input name=\"password\" value=\"hunter2\">", "<input name=\"password\" value=\"[SECRET]\">"),
        Case(
            "<add key=\"ClearTextPassword\" value=\"hunter2\" />",
            "<add key=\"ClearTextPassword\" value=\"[SECRET]\" />"),
        Case("- name: DB_PASSWORD\n  value: hunter2\n- name: X", "- name: DB_PASSWORD\n  value: [SECRET]\n- name: X"),
        Case("PASSWORD ?= hunter2", "PASSWORD ?= [SECRET]"),
    ]) func whatStandsBesideAReferenceGoes(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    @Test(arguments: [
        Case("the password is hunter2.", "the password is [SECRET]."), Case("My PIN was 4711!", "My PIN was [SECRET]!"),
        Case("password is \"open sesame\"", "password is \"[SECRET] sesame\""),
        Case("password is: S3cret", "password is: [SECRET]"),
        Case("password is correct, token is expired, secret is missing, password is required"),
        Case("password is 8 characters long, the token is base64url, password was changed, a PIN is not set"),
        Case("the secret is db-credentials-v2"),
        Case("curl -u jane:hunter2 https://x.example", "curl -u jane:[SECRET] https://x.example"),
        Case(
            "curl -u jane:\(String(repeating: "x9K2", count: 300)) https://x.example",
            "curl -u jane:[SECRET] https://x.example"),
        Case(
            "curl -s -X POST --user 'jane:hunter2' https://x.example",
            "curl -s -X POST --user 'jane:[SECRET]' https://x.example"),
        Case("curl --user=jane:hunter2 x", "curl --user=jane:[SECRET] x"),
        Case("curl -u $USER:$PASS x; docker run -u 1000:1000 x | ls -u a:b"),
        Case("mysql -uroot -phunter2 db", "mysql -uroot -p[SECRET] db"),
        Case("mysqldump -u root -p db, ssh -p 2222 host, mkdir -p a/b"),
        Case("sshpass -p hunter2 ssh x", "sshpass -p [SECRET] ssh x"),
        Case("redis-cli -h x -a hunter2 ping", "redis-cli -h x -a [SECRET] ping"),
        Case("docker login -u jane -p hunter2", "docker login -u jane -p [SECRET]"),
        Case("docker run -p 8080:80 nginx, tar -a x, grep -w word"),
    ]) func toldOrTyped(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    @Test(arguments: [
        (
            "https://x.blob.core.windows.net/c?sv=2022&sig=<a41>%2Bab%3D&se=1",
            "https://x.blob.core.windows.net/c?sv=2022&sig=[AZURE_SECRET]&se=1"
        ),
        (
            "https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=<h64>",
            "https://b.s3.amazonaws.com/k?X-Amz-Expires=60&X-Amz-Signature=[SECRET]"
        ),
        (
            "AccountName=x;AccountKey=<a86>==;EndpointSuffix=core.windows.net",
            "AccountName=x;AccountKey=[SECRET];EndpointSuffix=core.windows.net"
        ),
        ("?sig=short&x=1, sig=11, signal=9", "?sig=short&x=1, sig=11, signal=9"),
        ("api_key_prod = \"<l20>\"", "api_key_prod = \"[SECRET]\""),
    ]) func signaturesAndAccountKeysGo(_ pattern: String, _ expected: String) {
        var made = MadeUpToken(seed: 3)
        let text = made.fill(pattern)
        #expect(redacted(text) == expected)
        #expect(redacted(expected) == expected)
    }

    @Test(arguments: [
        Case(
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  user: amFuZQ==\n  'p.w': \"aHVudGVyMg==\"\ntype: Opaque\n",
            "apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ndata:\n  user: [SECRET]\n  'p.w': \"[SECRET]\"\ntype: Opaque\n"
        ),
        Case("data:\n  user: amFuZQ==\nkind: Secret\n", "data:\n  user: [SECRET]\nkind: Secret\n"),
        Case(
            "kind: \"Secret\"\nstringData:\n  conf: |\n    a b c\n    d e f\nx: abc\n",
            "kind: \"Secret\"\nstringData:\n  conf: |\n    [SECRET]\n    [SECRET]\nx: abc\n"),
        Case("kind: ConfigMap\ndata:\n  user: amFuZQ==\n"), Case("kind: SecretStore\ndata:\n  user: amFuZQ==\n"),
        Case("kind: Secret\nmetadata:\n  name: x\n---\nkind: ConfigMap\ndata:\n  user: amFuZQ==\n"),
        Case("data:\n  user: amFuZQ==\n---\nkind: Secret\n"),
        Case("kind: Secret\ndata:\n  user: {{ .Values.user }}\n  n: 1\n"),
        Case("kind: Secret found in namespace x"),
    ]) func kubernetesSecretInYAML(_ row: Case) {
        #expect(redacted(row.input) == row.output)
        #expect(redacted(row.output) == row.output)
    }

    @Test func aMemberOfAnEventIsReadLikeAPair() throws {
        var made = MadeUpToken(seed: 9)
        let token = made.body(MadeUpToken.alphanumeric, 32)
        var given = event(input: [
            "key": .string(token), "sort_key": .string(token), "auth": "oauth2", "note": .string("x \(token)"),
        ])
        let flags = try Redactor().redact(&given, pseudonymizer: demoPseudonymizer)
        #expect(given.input["key"] == "[SECRET]")
        #expect(given.input["sort_key"] == .string(token))
        #expect(given.input["auth"] == "oauth2")
        #expect(flags.fields == ["input.key"])
    }

    @Test func entropyIsExact() {
        func bits(_ text: String) -> [Int] {
            (0...100).filter { s in text.withBytes { Entropy.isAtLeast(s, $0, 0..<$0.count) } }
        }
        #expect(bits("aaaaaaaa").last == 0)
        #expect(bits("abababab").last == 16)
        #expect(bits("abcdabcd").last == 32)
        #expect(bits("abcdefghijklmnop").last == 64)
        // 0.811 bits: three of one, one of another.
        #expect(bits("aaab").last == 12)
        #expect(bits(String(repeating: "a", count: Entropy.longest + 1)).isEmpty)
    }
}
