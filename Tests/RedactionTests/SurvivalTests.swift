import Testing

@testable import Redaction

@Suite struct SurvivalTests {
    @Test(arguments: [
        "0192f1c2-7c55-7d2b-9a41-0b6f3c8d1e22", "12345678-1234-1234-1234-446655440000",
        "44015500-4111-4111-8111-411111111111", "phone 12345678-1234-1234-1234-446655440000",
        "zip 2024-01-31, mobile 2024-01-31T09:30:00.123456Z", "req-7f3c2a1b9d4e4f6a", "req-4111111111111111-0",
        "0af7651916cd43dd8448eb211c80319c", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "b7ad6b7169203331",
        "2018-10-25T13:58:49.730588Z", "2024-01-31 09:30:00,123", "2026-01-31T09:30:00+01:00", "1697040000",
        "1697040000123",
        "1697040000123456", "1697040000123456789", "Wed, 31 Jan 2024 09:30:00 GMT", "20240131T093000Z",
        "v1.2.3.4", "1.2.3", "kubectl/v1.17.3 (linux/amd64) kubernetes/06ad960", "audit.k8s.io/v1beta1",
        "nginx:1.25.3-alpine",
        "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "d41d8cd98f00b204e9800998ecf8427e", "commit 1234567", "commit c97fe5036ef3df2967d086711e6c0c405941e14b",
        "resourceVersion 1787755869", "nginx-deployment-5cdcc99dbf-rgw6z", "a362d22b-db3c-4590-9505-23782f12925f",
        "/api/v1/namespaces/default/pods/nginx-deployment-7998647bdf-phvq7/exec?command=bash&container=nginx1&stdin=true",
        "system:serviceaccount:kube-system:replicaset-controller", "arn:aws:iam::123456789012:role/admin",
        "gpt-4-0613, claude-3-5-sonnet-20241022", "input_tokens=1234, total_tokens: 5678", "maybes.create", "u_1",
        "a_17",
        "10.5 %, 1,234,567.89, 1e10, -17, 3.14159265358979", "#ff00aa", "E11000 duplicate key", "line 12, column 345",
        "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36",
        "ip-10-0-0-1.ec2.internal", "https://example.com/a?b=c#d", "s3://bucket/key/2024/01/31/part-00000.gz",
        "{\"a\":[1,2,3],\"b\":null}", "RFC 9562 §4, ISO 8601", "func main() { let x: Int = 5 }",
        "std::vector<int>::iterator",
        "日本語のテキスト", "🙂 emoji", "", " ", "\0", "[EMAIL] [SECRET]#2 [IPV4]", "SELECT * FROM t WHERE id = 42;",
        "UTF-8, ISO-8859-1", "4 8 15 16 23 42",
        "image: nginx@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        #""integrity": "sha512-v2kDEe57lecTulaDIuNTPy3Ry4gLGJ6Z1O3vE1krgXZNrsQ+LFTGHVxVjcXPs17LhbZVGedAJv8XZ1tvj5FvSg==""#,
        "checksum = \"c97fe5036ef3df2967d086711e6c0c405941e14b8c7e6b5a0c2f3d1e4b5a6c7d\"",
        "github.com/apple/swift-nio v2.101.2 h1:0bdfDSKlsQsDr2ugZ1vYvNrbhu3mSm2Li+kcDMb5SWo=",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
        "kubectl get pods -n kube-system coredns-5d78c9869d-4xv2k -o wide",
        "pod/web-0 started, pvc-0f3e2d1c-7b6a-4c5d bound",
        "metadata: {name: api-7c9d8f6b5-x2k4z, uid: a362d22b-db3c-4590-9505-23782f12925f, generation: 3}",
        "ghcr.io/org/app:sha-0af7651, registry.k8s.io/pause:3.9, quay.io/x/y@v1",
        "s3://logs/AWSLogs/123456789012/CloudTrail/",
        "export default function App() { return <div className=\"sk-circle sk-fade\">{t('auth.key.title')}</div>; }",
        ".sk-folding-cube .sk-cube1 { -webkit-transform: rotateZ(90deg); background-color: #333; }",
        "const { key, value } = entry; map.set(key, value); if (key === 'token') return;",
        "for (const [key, value] of rows) {}",
        "token_count = 5, key: value, primary_key=id, public_key, sort_key, cache_key, keyboard",
        "keyCode=13, keyframes, monkey=1",
        "i18n.key=checkout.payment.card_2_title, translation_key: errors.not_found_404",
        "accessMode: ReadWriteOnce, auth: none",
        "access=granted, api=v1beta2, api: autoscaling/v2beta2, auth_type=oauth2, authMethod: kubernetes/v1-28",
        "SELECT key, value FROM kv WHERE key = 'user:42:profile'", "ON CONFLICT (key) DO NOTHING",
        "partition-key: tenant#42",
        "AC0123456789abcdef0123456789abcdef", "pk_live_abcdefghijklmnopqrstuvwx", "npm_config_cache=/var/cache/npm",
        "hf_hub_download",
        "glide-path, slack-off, SKU-123456, API-first, re_use, pat pending, key-value store, sgp_region, rnd_seed=42",
        "s.toLowerCase(), s.replace(/a/g, b), e.g. s.th, t1.column = t2.column, pat.match(x), sl.pop()",
        "1a2b3c4d5e6f7a8b9c0d1e2f3a4b5c6d7e8f9a0b", "Etag: W/\"33a64df551425fcc55e4d42a148795d9f25f89d4\"",
        "If-None-Match: \"abc123\"",
        "x-amz-request-id: TX0000000000000005F2A1B, x-amz-id-2: none", "cf-ray: 7d1f2a3b4c5d6e7f-FRA",
        "0xdeadbeef, 0x7ffee4b2c8d0",
        "commit 0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed", "build 3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLz",
        "10:20:30:40:50, 12:30:45.123",
        "00:00:00:00:00:00 ff:ff:ff:ff:ff:ff",
        "the key is missing, auth is disabled, password is too short, is it? it was.",
        "curl -sSL -u \"$USER:$TOKEN\" https://x.example; docker run -u 1000:1000 -p 8080:80 nginx",
        "tar -a -w -p, ls -u",
        "AKIA, ghp_, sk-, xoxb-, SG., -----BEGIN, Bearer, AccountKey, 8Q~, .atlasv1., bc1q", "12:30", "1-2-3-4",
        "10/12/2024", "Content-Length: 1234567890",
    ]) func ordinaryTextStays(_ text: String) {
        #expect(redacted(text) == text)
        #expect(Redactor().findings(in: text).isEmpty)
    }

    @Test(arguments: [
        "0192f1c2-7c55-7d2b-9a41-0b6f3c8d1e22", "req-4111111111111111", "req_078-05-1123-x", "order-415-555-0132",
        "u_4111111111111111", "4155550132", "secret:billing/db", "token:create", "build/2024-01-31",
        "sha256:9f86d081884c7d65",
        "nginx-deployment-7998647bdf-phvq7", "t_demo", "1697040000", "b7ad6b7169203331", "DE89-policy", "zip 94107",
        "foo.bar@baz",
    ]) func idStays(_ id: String) {
        let (redacted, findings) = Redactor().redactIdentifier(id, pseudonymizer: demoPseudonymizer)
        #expect(redacted == id)
        #expect(findings.isEmpty)
    }
}
