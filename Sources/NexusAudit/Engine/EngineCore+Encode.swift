import AuditEvents

extension EngineCore {
    /// The leaf of an event, with what is too large for it moved to the tenant's blobs.
    ///
    /// - Throws: `too_large`, before any blob is stored; what the backend throws.
    func encode(
        _ prepared: PreparedEvent, _ record: EngineRecord, tenant: TenantState
    ) async throws(AuditError) -> Leaf {
        if prepared.json.count <= PayloadSize.maximumEntry {
            let leaf = prepared.gaps.leaf(prepared.json, record)
            if leaf.bytes.count <= PayloadSize.maximumEntry { return Leaf(bytes: leaf.bytes, stampPlace: leaf.stamp) }
        }
        var event = prepared.event
        event.record = record
        let spill = try PayloadSpill(&event)
        for (payload, reference) in spill.blobs {
            let digest = try await backend.storeBlob(payload, tenant: tenant.id)
            guard digest == reference.digest else {
                throw AuditError(.io, "the store names a blob differently from its SHA-256; nothing was appended")
            }
        }
        event.record = nil
        event.callerTrainOK = nil
        let json = event.json.canonicalBytes()
        let leaf = try RecordGaps(in: json).leaf(json, record)
        return Leaf(bytes: leaf.bytes, stampPlace: leaf.stamp)
    }
}

/// An entry's canonical bytes.
struct Leaf {
    private(set) var bytes: [UInt8]
    /// Where `recorded_at` begins.
    let stampPlace: Int

    /// Writes another `recorded_at`: each is as long.
    mutating func stamp(_ time: Timestamp) {
        let text = Array(time.description.utf8)
        bytes.replaceSubrange(stampPlace..<stampPlace + text.count, with: text)
    }
}

/// Which payloads leave an entry so that it fits: the larger of `input` and `output`, then the other.
struct PayloadSpill {
    private(set) var blobs: [(payload: [UInt8], reference: BlobReference)] = []

    /// - Parameter event: Afterwards with references in place of what left.
    /// - Throws: `too_large`.
    init(_ event: inout DatasetEvent) throws(AuditError) {
        let payloads: [(field: String, path: WritableKeyPath<DatasetEvent, JSONObject>, bytes: [UInt8])] = [
            ("input", \.input, JSONValue.object(event.input).canonicalBytes()),
            ("output", \.output, JSONValue.object(event.output).canonicalBytes()),
        ]
        for (field, path, bytes) in payloads.sorted(by: { $0.bytes.count > $1.bytes.count }) {
            let reference = BlobReference(to: bytes)
            guard bytes.count > JSONValue.object(reference.json).canonicalBytes().count else { break }
            guard bytes.count <= PayloadSize.maximumBlob else {
                throw PayloadSize.tooLarge(field, limit: PayloadSize.maximumBlob, actual: bytes.count)
            }
            event[keyPath: path] = reference.json
            blobs.append((bytes, reference))
            if event.json.canonicalBytes().count <= PayloadSize.maximumEntry { return }
        }
        throw Self.tooLarge(event)
    }

    private static func tooLarge(_ event: DatasetEvent) -> AuditError {
        let sizes = event.json.members.map { ($0.key, $0.value.canonicalBytes().count) }
        let largest = sizes.max { $0.1 < $1.1 }?.0 ?? "event"
        let actual = event.json.canonicalBytes().count
        return AuditError(
            .tooLarge,
            "the event has \(actual) bytes as stored, without what went to blobs; at most \(PayloadSize.maximumEntry) are "
                + "kept, and \(largest) is the largest part",
            field: largest, limit: PayloadSize.maximumEntry, actual: actual)
    }
}
