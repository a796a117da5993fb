extension EventTape {
    /// The event as it stands in a log, but for what the engine writes; with what was put in places.
    package consuming func written() -> (json: [UInt8], gaps: RecordGaps) {
        unlink(.trainOK)
        return RecordGaps.write(tape)
    }
}

/// Where in an event's canonical bytes the fields go that the engine writes when it records the event.
package struct RecordGaps: Hashable, Sendable {
    /// Offsets behind the member before, in the order of `names`.
    private var offsets: [UInt32] = []

    /// In canonical order.
    static let names = [
        "content_mac", "pii_flags", "recorded_at", "recorded_by", "train_ok", "train_preference", "train_reason",
    ]

    /// Finds the gaps in an event that is written canonically already.
    ///
    /// - Throws: What the parser throws.
    package init(in json: [UInt8]) throws(AuditError) {
        self = try json.withUnsafeBufferPointer { bytes in
            Result { () throws(AuditError) in
                var tape = JSONTape()
                try tape.parse(bytes, limits: JSONLimits(bytes: .max))
                return Self.write(tape).gaps
            }
        }.get()
    }

    private init() {}

    fileprivate static func write(_ tape: borrowing JSONTape) -> (json: [UInt8], gaps: RecordGaps) {
        var gaps = RecordGaps()
        gaps.offsets.reserveCapacity(names.count)
        var output = ByteWriter(capacity: max(256, tape.bytesOfText + 64))
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        var next = tape.firstKey(of: tape.root)
        while let key = next {
            next = tape.key(after: key)
            if case .dropped? = tape.edit(key + 1) { continue }
            tape.withText(key) { name in
                while gaps.offsets.count < names.count, precedes(names[gaps.offsets.count], name) {
                    gaps.offsets.append(UInt32(output.count))
                }
            }
            tape.writeMember(key, &isFirst, to: &output)
        }
        while gaps.offsets.count < names.count { gaps.offsets.append(UInt32(output.count)) }
        output.append(UInt8(ascii: "}"))
        return (Array(output.bytes), gaps)
    }

    private static func precedes(_ gap: String, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        gap.utf8.lexicographicallyPrecedes(name)
    }

    /// The event's leaf: canonical bytes with the engine's fields in their gaps.
    ///
    /// - Parameter json: The bytes that the gaps are of; their first member stands before every gap.
    /// - Returns: The leaf, and where in it the 27 bytes of `recorded_at` begin: another stamp is as long.
    package func leaf(_ json: [UInt8], _ record: EngineRecord) -> (bytes: [UInt8], stamp: Int) {
        var output = ByteWriter(capacity: json.count + 512)
        var stamp = 0
        json.withUnsafeBufferPointer { json in
            var done = 0
            for (gap, offset) in offsets.enumerated() {
                output.append(UnsafeBufferPointer(rebasing: json[done..<Int(offset)]))
                done = Int(offset)
                record.write(gap, to: &output, stamp: &stamp)
            }
            output.append(UnsafeBufferPointer(rebasing: json[done...]))
        }
        return (Array(output.bytes), stamp)
    }
}

extension EngineRecord {
    /// Writes one of `RecordGaps.names` with its value and a comma before, if there is one.
    fileprivate func write(_ gap: Int, to output: inout ByteWriter, stamp: inout Int) {
        switch gap {
        case 0: if let contentMAC { output.put(",\"content_mac\":", contentMAC) }
        case 1:
            output.append(",\"pii_flags\":")
            piiFlags.write(to: &output)
        case 2:
            output.append(",\"recorded_at\":")
            stamp = output.count + 1
            CanonicalString.write(recordedAt.description, to: &output)
        case 3: if let recordedBy { output.put(",\"recorded_by\":", recordedBy) }
        case 4: output.append(trainOK ? ",\"train_ok\":true" : ",\"train_ok\":false")
        case 5:
            guard let trainPreference else { return }
            output.append(",\"train_preference\":")
            CanonicalNumber.write(Double(trainPreference), to: &output)
        default: output.put(",\"train_reason\":", trainReason.rawValue)
        }
    }
}

extension PIIFlags {
    /// `json`, written without making it.
    fileprivate func write(to output: inout ByteWriter) {
        guard isEmpty, fields.isEmpty else { return CanonicalJSON.write(json, to: &output) }
        output.put("{\"fields\":[],\"kinds\":{},\"policy\":", policy)
        output.append(UInt8(ascii: "}"))
    }
}

extension ByteWriter {
    fileprivate mutating func put(_ name: StaticString, _ value: String) {
        append(name)
        CanonicalString.write(value, to: &self)
    }
}
