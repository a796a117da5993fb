import AuditEvents

/// What one entry says of itself, as far as a log can hold it to that.
struct EntryNote: Sendable {
    enum Problem: Sendable {
        case notAnEvent
        case noStamp
        case otherTenant
    }
    /// A payload kept beside the log.
    struct Blob: Hashable, Sendable {
        /// 64 lower-case hex digits.
        var digest: String
        var byteCount: Int
    }

    var problem: Problem?
    /// `recorded_at`.
    var stamp: Timestamp?
    var blobs: [Blob] = []

    init(_ entry: UnsafeRawBufferPointer, tenant: [UInt8]) {
        guard let scan = LeafScan(entry) else {
            problem = .notAnEvent
            return
        }
        stamp = scan.recordedAt(in: entry)
        if stamp == nil { problem = .noStamp }
        if !(scan.tenantID.map { entry[$0].elementsEqual(tenant) } ?? false) { problem = .otherTenant }
        if let input = scan.input, let blob = Self.blob(entry[input]) { blobs.append(blob) }
        if let output = scan.output, let blob = Self.blob(entry[output]) { blobs.append(blob) }
    }

    /// Reads `{"$blob":"sha256:<64 hex>","bytes":<n>}` and nothing else.
    private static func blob(_ place: Slice<UnsafeRawBufferPointer>) -> Blob? {
        let value = UnsafeRawBufferPointer(rebasing: place)
        let head: StaticString = "{\"$blob\":\"sha256:"
        let middle: StaticString = "\",\"bytes\":"
        let digestEnd = head.utf8CodeUnitCount + 64
        guard value.count > digestEnd + middle.utf8CodeUnitCount + 1,
            value.starts(with: UnsafeBufferPointer(start: head.utf8Start, count: head.utf8CodeUnitCount)),
            value[digestEnd...].starts(
                with: UnsafeBufferPointer(start: middle.utf8Start, count: middle.utf8CodeUnitCount)),
            value[value.count - 1] == UInt8(ascii: "}")
        else { return nil }
        let digest = String(decoding: value[head.utf8CodeUnitCount..<digestEnd], as: UTF8.self)
        let number = value[(digestEnd + middle.utf8CodeUnitCount)..<(value.count - 1)]
        guard let byteCount = Int(String(decoding: number, as: UTF8.self)), byteCount >= 0 else { return nil }
        return Blob(digest: digest, byteCount: byteCount)
    }
}
