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
        "UTF-8, ISO-8859-1", "4 8 15 16 23 42", "12:30", "1-2-3-4", "10/12/2024", "Content-Length: 1234567890",
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
