import AuditEvents
import Logging
import Redaction
import RedactionLogging
import Synchronization
import Testing

@Suite struct RedactingLogHandlerTests {
    private let recorder = Recorder()

    private func logger(_ provider: Logger.MetadataProvider? = nil) -> Logger {
        var handler = RecordingHandler(recorder: recorder)
        handler.metadataProvider = provider
        let base = handler
        return Logger(label: "test") { _ in RedactingLogHandler(base) }
    }

    // MARK: Message

    @Test(
        arguments: [
            ("mail to ana@example.com failed", "mail to [EMAIL] failed"),
            ("connect with password=hunter2-x9", "connect with password=[SECRET]"),
            ("card 4111 1111 1111 1111", "card [CREDIT_CARD]"),
            ("from 203.0.113.9", "from [IPV4]"),
            ("", ""), ("request 0197e3a2-4c1b-7d3e-9f00-5a6b7c8d9e0f took 41 ms", nil), ("größer als 3", nil),
        ] as [(String, String?)])
    func theMessageIsRedacted(_ message: String, _ wanted: String?) throws {
        logger().info("\(message)")
        #expect(try #require(recorder.last).message == wanted ?? message)
    }

    @Test func addressesBecomePseudonymsWhereAKeyIsGiven() throws {
        let pseudonymizer = Pseudonymizer(masterKey: Array(repeating: 7, count: 32), tenant: .system)
        let base = RecordingHandler(recorder: recorder)
        let logger = Logger(label: "test") { _ in RedactingLogHandler(base, pseudonymizer: pseudonymizer) }
        logger.info("from 203.0.113.9", metadata: ["peer": "203.0.113.9"])
        let address = pseudonymizer.pseudonym(kind: .ipv4, value: "203.0.113.9")
        #expect(recorder.last?.message == "from \(address)")
        #expect(recorder.last?.metadata == ["peer": "\(address)"])
    }

    // MARK: Metadata

    @Test func metadataOfALineIsRedactedAtAnyDepthKeysToo() throws {
        logger().info(
            "x",
            metadata: [
                "to": "ana@example.com", "password": "correct horse", "n": "7", "ana@example.com": "owner",
                "nested": ["list": ["plain", "ana@example.com", ["api_key": ["a", "b"], "id": "u_1"]]],
                "header": ["name": "Authorization", "value": "xyz zzy"],
            ])
        let line = try #require(recorder.last)
        #expect(
            line.metadata == [
                "to": "[EMAIL]", "password": "[SECRET]", "n": "7", "[EMAIL]": "owner",
                "nested": ["list": ["plain", "[EMAIL]", ["api_key": "[SECRET]", "id": "u_1"]]],
                "header": ["name": "Authorization", "value": "[SECRET]"],
            ])
    }

    @Test func aLineWithoutAnythingPersonalIsPassedOnAsItIs() throws {
        struct Marker: Logger.MetadataValueAttributes.Attribute { let rawValue: Int64 }
        let marked = Logger.MetadataValue.attributed("plain", attributes: [Marker(rawValue: 3)])
        let metadata: Logger.Metadata = [
            "count": .stringConvertible(42), "ratio": .stringConvertible(0.5), "ok": .stringConvertible(true),
            "trace_id": "4bf92f3577b34da6a3ce929d0e0e4736", "list": ["a", ["b": "c"]], "marked": marked, "empty": [:],
        ]
        logger().info("done", metadata: metadata)
        let line = try #require(recorder.last)
        #expect(line.metadata == metadata)
        guard case .stringConvertible(let count)? = line.metadata["count"] else {
            Issue.record("a number became text")
            return
        }
        #expect(count is Int)
        #expect(line.metadata["marked"]?.attributes == [Marker(rawValue: 3)])
    }

    /// The same beside something that is taken out, and on what is taken out.
    @Test func whatStaysKeepsItsTypeAndAttributes() throws {
        struct Marker: Logger.MetadataValueAttributes.Attribute { let rawValue: Int64 }
        logger().info(
            "x",
            metadata: [
                "count": .stringConvertible(42), "flag": .stringConvertible(true),
                "to": .attributed("ana@example.com", attributes: [Marker(rawValue: 3)]),
                "at": .attributed("here", attributes: [Marker(rawValue: 4)]),
            ])
        let metadata = try #require(recorder.last).metadata
        if case .stringConvertible(let count)? = metadata["count"] {
            #expect(count is Int)
        } else {
            Issue.record("count")
        }
        if case .stringConvertible(let flag)? = metadata["flag"] { #expect(flag is Bool) } else { Issue.record("flag") }
        #expect(metadata["to"]?.description == "[EMAIL]" && metadata["to"]?.attributes == [Marker(rawValue: 3)])
        #expect(metadata["at"]?.description == "here" && metadata["at"]?.attributes == [Marker(rawValue: 4)])
    }

    /// A value that makes its text anew each time could say something else to the handler than to the redactor.
    @Test func aValueIsAskedForItsTextOnce() throws {
        final class Changing: CustomStringConvertible, Sendable {
            let asked = Mutex(0)
            var description: String {
                asked.withLock { asked in
                    asked += 1
                    return asked == 1 ? "plain" : "ana@example.com"
                }
            }
        }
        logger().info("x", metadata: ["who": .stringConvertible(Changing())])
        #expect(recorder.last?.metadata == ["who": "plain"])
    }

    @Test func keysThatRedactToOneStayApart() throws {
        logger().info("x", metadata: ["ana@example.com": "1", "bo@example.com": "2"])
        #expect(Set(try #require(recorder.last).metadata.keys) == ["[EMAIL]", "[EMAIL]#2"])
    }

    @Test func whatIsNestedTooDeeplyIsLeftOut() throws {
        var value: Logger.MetadataValue = "ana@example.com"
        for place in 0..<5_000 { value = place.isMultiple(of: 2) ? .array([value]) : .dictionary(["k": value]) }
        logger().info("x", metadata: ["deep": value, "n": "7"])
        let line = try #require(recorder.last)
        #expect(line.metadata["n"] == "7")
        #expect(!line.text.contains("ana@"))
        #expect(line.text.contains("nested too deeply"))
    }

    @Test func theLoggersOwnMetadataIsRedacted() throws {
        var logger = logger()
        logger[metadataKey: "user"] = "ana@example.com"
        logger[metadataKey: "bo@example.com"] = "plain"
        logger[metadataKey: "token"] = "zzz"
        logger[metadataKey: "n"] = "7"
        logger.info("x")
        #expect(
            recorder.last?.metadata == ["user": "[EMAIL]", "[EMAIL]": "plain", "token": "[SECRET]", "n": "7"])
        #expect(logger[metadataKey: "user"] == "[EMAIL]")
        #expect(logger[metadataKey: "bo@example.com"] == "plain")
        #expect(logger[metadataKey: "none@example.com"] == nil)
        logger[metadataKey: "bo@example.com"] = nil
        logger[metadataKey: "user"] = nil
        logger.info("x", metadata: ["n": "8"])
        #expect(recorder.last?.metadata == ["token": "[SECRET]", "n": "8"])
    }

    /// What was set first looks harmless until the other half comes.
    @Test func oneKeysValueTellsOfAnothers() throws {
        var logger = logger()
        logger[metadataKey: "value"] = "correct horse"
        logger[metadataKey: "name"] = "DB_PASSWORD"
        logger.info("x")
        #expect(recorder.last?.metadata == ["name": "DB_PASSWORD", "value": "[SECRET]"])
    }

    @Test func loggersAreValues() throws {
        let one = logger()
        var other = one
        other[metadataKey: "user"] = "ana@example.com"
        other.logLevel = .trace
        one.info("x")
        #expect(recorder.last?.metadata == [:])
        #expect(one.logLevel == .info && other.logLevel == .trace)
    }

    @Test func whatTheWrappedHandlerHasAlreadyIsRedacted() throws {
        var handler = RecordingHandler(recorder: recorder)
        handler.metadata = ["user": "ana@example.com"]
        var wrapped = RedactingLogHandler(handler)
        #expect(wrapped.metadata == ["user": "[EMAIL]"])
        wrapped.metadata = ["user": "bo@example.com", "n": "7"]
        #expect(wrapped.metadata == ["user": "[EMAIL]", "n": "7"])
    }

    // MARK: Provider, error, source

    @TaskLocal static var user: String?

    @Test func whatTheProviderGivesIsRedacted() throws {
        let provider = Logger.MetadataProvider { Self.user.map { ["user": "\($0)", "cookie": "a=b"] } ?? [:] }
        let logger = logger(provider)
        logger.info("x")
        #expect(recorder.last?.metadata == [:])
        Self.$user.withValue("ana@example.com") { logger.info("x") }
        #expect(recorder.last?.metadata == ["user": "[EMAIL]", "cookie": "[SECRET]"])
        #expect(Self.$user.withValue("ana@example.com") { logger.metadataProvider?.get()["user"] } == "[EMAIL]")

        var handler = RedactingLogHandler(RecordingHandler(recorder: recorder))
        handler.metadataProvider = Logger.MetadataProvider { ["to": "ana@example.com"] }
        handler.log(
            event: LogEvent(
                level: .info, message: "x", metadata: nil, source: nil, file: #fileID, function: #function, line: 1))
        #expect(recorder.last?.metadata == ["to": "[EMAIL]"])
        handler.metadataProvider = nil
        #expect(handler.metadataProvider == nil)
    }

    struct Refused: Error, CustomStringConvertible, CustomDebugStringConvertible {
        var description: String
        var debugDescription: String
    }

    @Test func anErrorThatSaysTooMuchIsReplaced() throws {
        let logger = logger()
        logger.error("x", error: Refused(description: "no ana@example.com here", debugDescription: "ana@example.com"))
        let replaced = try #require(recorder.last?.error as? RedactedError)
        #expect(replaced.description == "no [EMAIL] here")
        #expect(replaced.originalType.hasSuffix("Refused"))

        logger.error("x", error: Refused(description: "refused", debugDescription: "Refused(ana@example.com)"))
        #expect(recorder.last.map { "\($0.error!)" } == "refused")
        #expect(recorder.last?.error is RedactedError)

        logger.error("x", error: Refused(description: "refused", debugDescription: "Refused"))
        #expect(recorder.last?.error is Refused)
        #expect(!recorder.lines.contains { $0.text.contains("ana@") })
    }

    @Test func aSourceThatHoldsSomethingIsRedacted() throws {
        logger().info("x", source: "plugin of ana@example.com")
        #expect(recorder.last?.source == "plugin of [EMAIL]")
        logger().info("x")
        #expect(recorder.last?.source == "RedactionLoggingTests")
    }

    // MARK: Levels, threads, other handlers

    @Test func belowTheLogLevelNothingIsMade() {
        var logger = logger()
        var made = 0
        func make(_ text: String) -> Logger.Message {
            made += 1
            return "\(text)"
        }
        logger.debug(
            make("ana@example.com"),
            metadata: {
                made += 1
                return [:]
            }())
        #expect(made == 0 && recorder.lines.isEmpty)
        logger.logLevel = .debug
        logger.debug(
            make("ana@example.com"),
            metadata: {
                made += 1
                return [:]
            }())
        #expect(made == 2 && recorder.last?.message == "[EMAIL]" && recorder.last?.level == .debug)
    }

    @Test func manyTasksMayLogAtOnce() async throws {
        let shared = logger(Logger.MetadataProvider { ["provided": "ana@example.com"] })
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<8 {
                group.addTask {
                    var logger = shared
                    logger[metadataKey: "task"] = "\(task)"
                    for line in 0..<200 {
                        logger.info("\(task).\(line) to u\(line)@example.com", metadata: ["password": "p\(line)"])
                    }
                }
            }
        }
        #expect(recorder.lines.count == 1_600)
        for line in recorder.lines {
            #expect(line.message.hasSuffix(" to [EMAIL]"))
            #expect(line.metadata["task"].map { line.message.hasPrefix("\($0).") } == true)
            #expect(line.metadata["password"] == "[SECRET]" && line.metadata["provided"] == "[EMAIL]")
        }
        #expect(Set(recorder.lines.map(\.message)).count == 1_600)
    }

    @Test func multiplexedHandlersAreWrappedEachOrTogether() throws {
        let base = RecordingHandler(recorder: recorder)
        let each = Logger(label: "test") { _ in
            MultiplexLogHandler([RedactingLogHandler(base), RedactingLogHandler(base)])
        }
        let together = Logger(label: "test") { _ in RedactingLogHandler(MultiplexLogHandler([base, base])) }
        for var logger in [each, together] {
            logger[metadataKey: "user"] = "ana@example.com"
            logger.info("to ana@example.com", metadata: ["to": "ana@example.com"])
        }
        #expect(recorder.lines.count == 4)
        for line in recorder.lines {
            #expect(line.message == "to [EMAIL]" && line.metadata == ["user": "[EMAIL]", "to": "[EMAIL]"])
        }
    }

    @Test func redactingTwiceIsRedactingOnce() throws {
        let base = RecordingHandler(recorder: recorder)
        let logger = Logger(label: "test") { _ in RedactingLogHandler(RedactingLogHandler(base)) }
        logger.info("to ana@example.com", metadata: ["password": "x", "ana@example.com": "1", "bo@example.com": "2"])
        let line = try #require(recorder.last)
        #expect(line.message == "to [EMAIL]")
        #expect(line.metadata["password"] == "[SECRET]" && line.metadata.count == 3)
    }
}
