import AuditEvents
import Testing

@Suite struct RoundTripTests {
    @Test(arguments: 1...8)
    func theParserReadsWhatTheCanonicalWriterWrites(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<400 {
            let value = random.value()
            let bytes = value.canonicalBytes()
            let read = try JSONValue(parsing: bytes)
            #expect(read == value)
            #expect(read.canonicalBytes() == bytes)
        }
    }

    @Test(arguments: 1...8)
    func anyTextOfAValueReadsAsThatValue(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<400 {
            let value = random.value()
            let text = random.write(value)
            #expect(try JSONValue(parsing: text) == value, "\(text)")
        }
    }

    /// Whatever a damaged text is taken for, it is either refused with one of the parser's codes or has a canonical form.
    @Test(arguments: 1...8)
    func aDamagedTextIsRefusedOrReadsAsSomethingWithACanonicalForm(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        let codes: Set<AuditError.Code> = [.malformed, .numberRange, .tooDeep]
        var refused = 0
        for _ in 0..<500 {
            var bytes = Array(random.write(random.value()).utf8)
            switch Int.random(in: 0..<3, using: &random.generator) {
            case 0: bytes.removeLast(Int.random(in: 0...bytes.count, using: &random.generator))
            case 1:
                bytes[Int.random(in: 0..<bytes.count, using: &random.generator)] ^=
                    1 << UInt8.random(in: 0...7, using: &random.generator)
            default:
                bytes.insert(
                    UInt8.random(in: 0...255, using: &random.generator),
                    at: Int.random(in: 0...bytes.count, using: &random.generator))
            }
            do {
                let value = try JSONValue(parsing: bytes)
                #expect(try JSONValue(parsing: value.canonicalBytes()) == value)
            } catch {
                refused += 1
                #expect(codes.contains(error.code))
            }
        }
        #expect(refused > 100)
    }

    @Test(arguments: 1...4)
    func anEventReadsBackFromItsLeaf(seed: UInt64) throws {
        var random = RandomJSON(seed: seed)
        for _ in 0..<200 {
            let event = Self.event(&random)
            let leaf = event.json.canonicalBytes()
            let read = try DatasetEvent(leaf: leaf)
            #expect(read == event)
            #expect(read.json.canonicalBytes() == leaf)

            var unrecorded = event
            unrecorded.record = nil
            #expect(try DatasetEvent(unrecorded: unrecorded.json) == unrecorded)
        }
    }

    private static func event(_ random: inout RandomJSON) -> DatasetEvent {
        let maybe = { (random: inout RandomJSON) in Bool.random(using: &random.generator) ? random.text() : nil }
        var actor = Actor(.human, random.text())
        for _ in 0..<Int.random(in: 0..<8, using: &random.generator) {
            actor = Actor(
                Actor.Kind.allCases.randomElement(using: &random.generator)!, random.text(), onBehalfOf: actor)
        }
        let time = { (random: inout RandomJSON) in
            Timestamp(
                microseconds: Int64.random(
                    in: -62_135_596_800_000_000...253_402_300_799_999_999, using: &random.generator))
        }
        let reason = TrainReason.allCases.randomElement(using: &random.generator)!
        var event = DatasetEvent(
            eventID: random.text(), time: time(&random), tenantID: random.text(), env: random.text(),
            surface: random.text(), agentID: random.text(), action: random.text(), actor: actor,
            outcome: Outcome.allCases.randomElement(using: &random.generator)!,
            severity: Severity.allCases.randomElement(using: &random.generator)!,
            storageClass: StorageClass.allCases.randomElement(using: &random.generator)!)
        event.resource = maybe(&random).map { Resource($0, random.text()) }
        event.scope = EventScope(
            projectID: maybe(&random), appID: maybe(&random), surfaceID: maybe(&random), runID: maybe(&random),
            stepID: maybe(&random), spanID: maybe(&random))
        event.input = random.object()
        event.output = random.object()
        event.metadata = random.object()
        for name in ["utm_source", "seo_title", "analytics_platform"] { event.analytics.fields[name] = maybe(&random) }
        event.durationMilliseconds = Bool.random(using: &random.generator) ? abs(random.number()) : nil
        event.usage = Bool.random(using: &random.generator) ? random.object() : nil
        event.callerTrainOK = reason == .caller ? false : nil
        event.record = EngineRecord(
            recordedAt: time(&random),
            piiFlags: PIIFlags(policy: random.text(), kinds: [random.text(): 3], fields: [random.text()]),
            trainOK: reason == .allowed, trainReason: reason,
            trainPreference: Bool.random(using: &random.generator)
                ? UInt64.random(in: 0...(1 << 53 - 1), using: &random.generator) : nil,
            contentMAC: maybe(&random), recordedBy: maybe(&random))
        return event
    }
}
