/// Lines of logs, traces, code and business that hold nothing personal.
extension BenignDice {
    mutating func line() -> String {
        switch int(0...4) {
        case 0: infrastructure()
        case 1: logLine()
        case 2: code()
        case 3: business()
        default: value()
        }
    }

    /// A value by itself, as it stands under a key.
    mutating func value() -> String {
        switch int(0...44) {
        case 0: uuid()
        case 1: hex(32)
        case 2: hex(16)
        case 3: ulid()
        case 4: pod()
        case 5: "registry.example.com/\(service()):\(semver())"
        case 6: "v\(semver())-rc.\(int(1...9))"
        case 7: fourParts()
        case 8: hex(40)
        case 9: hex(7)
        case 10: "sha256:\(hex(64))"
        case 11: String(epoch())
        case 12: "\(epoch())\(digits(3))"
        case 13: "\(epoch())\(digits(6))"
        case 14: "\(epoch())\(digits(9))"
        case 15: time()
        case 16: "\(int(1...2_000_000_000))"
        case 17: "web-\(padded(1...40))"
        case 18: "ip-10-0-\(int(0...255))-\(int(0...255)).\(region()).compute.internal"
        case 19: "ec2-54-\(int(1...254))-\(int(1...254))-\(int(1...254)).compute-1.amazonaws.com"
        case 20: "i-0\(hex(16))"
        case 21: path()
        case 22: "SKU-\(upper(3))-\(digits(4))"
        case 23: "ORD-\(int(2019...2026))-\(digits(5))"
        case 24: "INV\(digits(6))"
        case 25: "\(word(of: "JIRA OPS INFRA SEC PLAT CORE NEXUS WEB API")) -\(int(1...99999))".replacing(" ", with: "")
        case 26: "arn:aws:\(word(of: "s3 lambda sqs iam ec2")):\(region()):\(digits(12)):\(service())"
        case 27:
            "\(word(of: "en de fr pt es sv zh ja")) -\(word(of: "US DE FR BR ES SE CN JP"))".replacing(" ", with: "")
        case 28: "#\(hex(6))"
        case 29: "\(int(0...100)).\(digits(2)) %"
        case 30: "\(word(of: "$ € £ ¥"))\(int(1...9999)).\(digits(2))"
        case 31:
            "Intel(R) Xeon(R) \(word(of: "E5-2670 E5-2686 E7-8880 Gold-6148")) v\(int(2...4)) @ \(int(2...3)).\(digits(2))GHz"
        case 32:
            word(
                of:
                    "A100-SXM4-80GB H100-PCIe RTX-3090 T4 V100-SXM2-16GB m5.2xlarge c6gd.16xlarge Standard_D4s_v3 n2-standard-8"
            )
        case 33:
            word(
                of:
                    "gpt-4o-2024-08-06 claude-3-5-sonnet-20241022 llama-3.1-70b text-embedding-3-small mixtral-8x7b gemini-1.5-pro-002"
            )
        case 34: "ERR_\(upper(6))_\(digits(4))"
        case 35: "E\(digits(5))"
        case 36: "ORA-\(digits(5)), SQLSTATE \(digits(2))P\(digits(2)), 0x\(hex(8))"
        case 37: "\(upper(2))\(int(100...9999))"
        case 38:
            "RFC \(int(100...9800)) §\(int(1...9)).\(int(1...9)), ISO \(int(1000...27999))-\(int(1...5)), IEEE 802.11"
        case 39: "\(int(0...4000)),\(int(0...3000))"
        case 40: "build \(int(2019...2026))\(padded(1...12))\(padded(1...28)).\(int(1...99))"
        case 41: "BUILD-\(number(10))"
        case 42: "\(string(16, of: "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))"
        case 43: "req_\(base36(24))"
        default: "\(base36(8))-\(base36(4))"
        }
    }

    private mutating func infrastructure() -> String {
        switch int(0...15) {
        case 0: "Successfully assigned default/\(pod()) to ip-10-0-\(int(0...255))-\(int(0...255)).ec2.internal"
        case 1: "Pulled image \"nginx:\(semver())-alpine\" in \(int(1...9)).\(digits(9))s"
        case 2: "Scaled up replica set \(service())-\(base36(10)) to \(int(1...50)) from \(int(0...9))"
        case 3: "10.0.\(int(0...9)).0/24 via eth0 dev veth\(hex(8)) mtu 1500"
        case 4:
            "http_requests_total{method=\"GET\",code=\"\(int(200...504))\",le=\"0.\(digits(2))\"} \(int(1...99_999_999)) \(epoch())\(digits(3))"
        case 5: "process_resident_memory_bytes \(int(1...9)).\(digits(7))e+0\(int(6...9))"
        case 6: "*/\(int(1...30)) \(int(0...23)) * * \(int(1...5)) /usr/local/bin/\(service()) --since \(date())"
        case 7: "topic=\(service()) partition=\(int(0...63)) offset=\(int(1...9_999_999_999)) lag=\(int(0...99_999))"
        case 8: "x-amzn-RequestId: \(uuid()), x-amz-id-2: \(hex(24)), Root=1-\(hex(8))-\(hex(24))"
        case 9:
            "disk /dev/sd\(lower(1)) \(int(1...4000)) GiB, inode \(number(8)), uid=\(int(0...65534)), gid=\(int(0...999))"
        case 10:
            "kernel: [\(number(5)).\(digits(6))] CPU\(int(0...63)): core temperature above threshold (total events = \(int(1...99_999)))"
        case 11:
            "certificate serial \(hex(2)):\(hex(2)):\(hex(2)):\(hex(2)):\(hex(2)) expires \(date()) CN=\(service()).example.com"
        case 12: "listening on 0.0.0.0:\(int(1024...65535)), pid \(int(2...4_194_304)), tid 0x\(hex(12))"
        case 13:
            "uptime \(int(1...400)) days, load average: \(int(0...9)).\(digits(2)), \(int(0...9)).\(digits(2)), \(int(0...9)).\(digits(2))"
        case 14:
            "GPU 0000:\(hex(2).uppercased()):00.0 \(int(30...90))C P\(int(0...8)) \(int(20...700))W / 700W \(int(1...81559))MiB / 81559MiB"
        default: "traceparent 00-\(hex(32))-\(hex(16))-01 duration_ms=\(int(0...99_999)).\(digits(3))"
        }
    }

    private mutating func logLine() -> String {
        switch int(0...11) {
        case 0:
            "\(date()) \(clock()),\(digits(3)) INFO  [main] o.a.k.c.NetworkClient - [Consumer clientId=c-\(int(1...9))] Node -1 disconnected."
        case 1:
            "GET /v1/\(lower(6))/\(int(1...999_999))?page=\(int(1...99))&limit=50 HTTP/1.1\" \(int(200...504)) \(int(100...999_999)) \"-\" \"curl/8.\(int(0...9)).\(int(0...9))\""
        case 2:
            "\(padded(1...28))/\(word(of: "Jan Feb Mar Apr May Jun"))/2025:\(clock()) +0000 \"POST /orders HTTP/2.0\" \(int(200...504)) \(int(1...99_999))"
        case 3:
            "I\(padded(1...12))\(padded(1...28)) \(clock()).\(digits(6))   \(int(1...99)) controller.go:\(int(1...999))] syncing \(service())"
        case 4:
            "level=warn ts=\(time()) caller=retry.go:\(int(1...400)) msg=\"retrying in \(int(1...900))ms\" attempt=\(int(1...10)) span_id=\(hex(16))"
        case 5:
            "took \(int(1...99_999)) ms, read \(int(1...9_999_999_999)) bytes, \(int(1...999_999)) rows, \(int(0...100)) errors"
        case 6:
            "Error: connect ETIMEDOUT at TCPConnectWrap.afterConnect [as oncomplete] (node:net:\(int(100...2000)):\(int(1...40)))"
        case 7: "job \(int(1...9_999_999_999)) finished at \(clock()) after \(int(1...99)) min \(int(1...59)) s"
        case 8: "Deployed build \(number(8)) (rev \(hex(12))) to \(region())"
        case 9: "user u_\(int(1...99_999)) deleted maybe m_\(base36(10)) in project p_\(int(1...999))"
        case 10: "cache hit ratio \(int(0...99)).\(digits(1))% (\(int(1...9_999_999))/\(int(1...9_999_999)))"
        default: "checkpoint size \(number(7)), root \(hex(64)), seq \(number(9))"
        }
    }

    private mutating func code() -> String {
        switch int(0...13) {
        case 0:
            "SELECT id, total FROM orders WHERE created_at > '\(date())' AND id IN (\(number(5)), \(number(6)), \(number(9))) LIMIT \(int(1...1000));"
        case 1: "goroutine \(int(1...9999)) [running]:\nmain.main()\n\t/src/main.go:\(int(1...900)) +0x\(hex(3))"
        case 2: "Fatal error: Index out of range: file \(path()), line \(int(1...4000))"
        case 3: "  File \"\(path())\", line \(int(1...900)), in handle\n    raise ValueError(\(number(6)))"
        case 4: "    at Object.<anonymous> (/app/dist/index.js:\(int(1...900)):\(int(1...80)))"
        case 5:
            "let limit: Int = \(int(1...1_000_000)); guard values[\(int(0...99))] != 0x\(hex(8).uppercased()) else { return }"
        case 6:
            "color: #\(hex(6)); margin: \(int(0...99))px \(int(0...99))px; transform: translate(\(int(-99...99)).\(digits(2))px, \(int(0...99))px)"
        case 7:
            "\"node_modules/\(lower(6))\": {\"version\": \"\(semver())\", \"integrity\": \"sha512-\(string(22, of: "ABCDEFGHabcdefgh0123456789+/"))==\"}"
        case 8: "github.com/\(lower(6))/\(lower(7)) v\(semver()) h1:\(string(20, of: "ABCDEFGHabcdefgh0123456789"))="
        case 9: "@@ -\(int(1...900)),\(int(1...40)) +\(int(1...900)),\(int(1...40)) @@ func f\(int(1...99))(_ a: Int)"
        case 10:
            "Exception in thread \"main\" java.lang.IllegalStateException: code \(int(1000...99_999))\n\tat com.example.Main$1.run(Main.java:\(int(1...900)))"
        case 11:
            "swift-nio \(semver()), swift \(int(5...6)).\(int(0...9)), Xcode \(int(12...17)).\(int(0...4)) (\(int(10...17))\(upper(1))\(number(3)))"
        case 12:
            "rgb(\(int(0...255)), \(int(0...255)), \(int(0...255))) \(int(0...4000))x\(int(0...3000)) at (\(int(0...4000)), \(int(0...3000)))"
        default: "\(hex(8)) <_start+0x\(hex(2))>: \(hex(2)) \(hex(2)) \(hex(2)) mov r\(int(0...15)), #\(int(0...255))"
        }
    }

    private mutating func business() -> String {
        switch int(0...13) {
        case 0:
            "Order ORD-\(int(2019...2026))-\(digits(5)) shipped with \(int(1...40)) items, total \(word(of: "€ $ £"))\(int(1...9999)).\(digits(2))"
        case 1: "Invoice INV\(digits(6)) of \(date()) paid; credit note CN-\(digits(6))"
        case 2: "Moved \(word(of: "JIRA OPS INFRA SEC")) - \(int(1...9999)) to Done".replacing(" - ", with: "-")
        case 3: "Part \(upper(2))-\(digits(4))-\(upper(1)) rev \(upper(1)), lot \(number(8)), qty \(int(1...9999))"
        case 4:
            "Meeting room \(upper(1))\(int(1...9)).\(int(10...40)), \(int(1...12)):\(padded(0...59)) PM, floor \(int(1...30))"
        case 5:
            "Revenue grew from \(int(1...999)),\(digits(3)),\(digits(3)) to \(int(1...999)),\(digits(3)),\(digits(3)) in Q\(int(1...4)) 2025"
        case 6: "Model \(upper(2))\(int(100...999))\(upper(1)), firmware \(fourParts()), serial prefix \(upper(3))"
        case 7: "Tokens: prompt \(int(1...200_000)), completion \(int(1...8000)), cost 0.0\(digits(4)) USD"
        case 8:
            "Ticket #\(int(1...999_999)) is a duplicate of #\(int(1...999_999)); see section \(int(1...20)).\(int(1...9)).\(int(1...9))"
        case 9:
            "Batch \(int(1...999)) of \(int(1...999)): \(number(6)) accepted, \(int(0...99)) refused, \(int(0...99)) duplicates"
        case 10:
            "Campaign summer_\(int(2019...2026)) reached \(number(7)) impressions on \(int(1...12))/\(int(1...28))/\(int(2019...2026))"
        case 11:
            "Article \(int(1...99)) (\(int(1...9))) of Regulation (EU) \(int(2010...2024))/\(int(100...2999)) applies"
        case 12:
            "Version \(semver()) fixes \(int(1...99)) bugs and supports iOS \(int(12...18)), Android \(int(8...15)), Windows 10 22H2"
        default:
            "Gate \(upper(1))\(int(1...60)), bus \(int(1...400)), size \(int(1...99))x\(int(1...99)) cm, \(int(1...99)) kg, code \(upper(3))\(int(10...99))"
        }
    }
}
