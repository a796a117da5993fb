import AuditEvents

extension EngineCore {
    /// The leaf of a recorded event, with what is too large for it moved to the tenant's blobs.
    ///
    /// - Parameter event: With its record; afterwards as it stands in the leaf.
    /// - Throws: `too_large`, before any blob is stored; what the backend throws.
    func encode(_ event: inout DatasetEvent, tenant: TenantState) async throws(AuditError) -> [UInt8] {
        // A payload that cannot fit is not encoded twice.
        if PayloadSize.atLeast(event.input) + PayloadSize.atLeast(event.output) <= PayloadSize.maximumEntry {
            let bytes = event.canonicalLeaf()
            if bytes.count <= PayloadSize.maximumEntry { return bytes }
        }
        let spill = try PayloadSpill(&event)
        for (payload, reference) in spill.blobs {
            let digest = try await backend.storeBlob(payload, tenant: tenant.id)
            guard digest == reference.digest else {
                throw AuditError(.io, "the store names a blob differently from its SHA-256; nothing was appended")
            }
        }
        return spill.leaf
    }
}

extension DatasetEvent {
    func canonicalLeaf() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(1024)
        JSONValue.object(json).writeCanonical(to: &bytes)
        return bytes
    }
}

/// Which payloads leave an entry so that it fits: the larger of `input` and `output`, then the other.
struct PayloadSpill {
    private(set) var leaf: [UInt8] = []
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
            leaf = event.canonicalLeaf()
            if leaf.count <= PayloadSize.maximumEntry { return }
        }
        throw Self.tooLarge(event)
    }

    private static func tooLarge(_ event: DatasetEvent) -> AuditError {
        let sizes = event.json.members.map { ($0.key, $0.value.canonicalBytes().count) }
        let largest = sizes.max { $0.1 < $1.1 }?.0 ?? "event"
        let actual = event.canonicalLeaf().count
        return AuditError(
            .tooLarge,
            "the event has \(actual) bytes as stored, without what went to blobs; at most \(PayloadSize.maximumEntry) are "
                + "kept, and \(largest) is the largest part",
            field: largest, limit: PayloadSize.maximumEntry, actual: actual)
    }
}
