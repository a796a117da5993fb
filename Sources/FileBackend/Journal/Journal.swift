import AuditEvents
import Synchronization

/// The writing side of the journal: one active segment, and those that still hold something unpublished.
///
/// `commit` is called by the committer's thread alone, `settle` by the publisher's alone; readers come from anywhere.
package final class Journal: Sendable {
    /// Why a batch was not committed.
    struct Failure: Error {
        var error: AuditError
        /// Whether the store must not be written to until it has been opened anew.
        var isFinal: Bool
    }

    private struct Segment {
        var file: any OpenFile
        /// Records whose publication is not yet durable.
        var unsettled: Int
    }

    private struct State {
        var segments: [UInt64: Segment] = [:]
        var active: UInt64
        /// The last batch that has been flushed.
        var lastSequence: UInt64
    }

    /// What the committer's thread alone touches.
    private struct Cursor {
        var header: SegmentHeader
        var file: any OpenFile
        var offset: Int
        var allocated: Int
    }

    private let state: Mutex<State>
    private let cursor: Mutex<Cursor>
    private let layout: StoreLayout
    private let files: any FileSystem
    private let segmentSize: Int

    /// Takes over a segment that recovery has made and flushed.
    ///
    /// - Parameters:
    ///   - offset: Where its next batch goes.
    ///   - lastSequence: Of the last batch in the journal.
    ///   - recordCount: Records in the segment, all of them unpublished.
    init(
        header: SegmentHeader, file: any OpenFile, offset: Int, lastSequence: UInt64, recordCount: Int,
        segmentSize: Int, _ layout: StoreLayout, _ files: any FileSystem
    ) {
        state = Mutex(
            State(
                segments: [header.number: Segment(file: file, unsettled: recordCount)], active: header.number,
                lastSequence: lastSequence))
        cursor = Mutex(Cursor(header: header, file: file, offset: offset, allocated: offset))
        self.layout = layout
        self.files = files
        self.segmentSize = segmentSize
    }

    package var lastSequence: UInt64 { state.withLock(\.lastSequence) }
    package var segmentCount: Int { state.withLock(\.segments.count) }

    /// Makes one batch durable: write(segment) → fdatasync(segment).
    ///
    /// Room is reserved before the write, so that a full disk is met before anything of the batch is in the file.
    ///
    /// - Returns: The segment and the batch's place in it.
    func commit(_ batch: inout BatchEncoder) throws(Failure) -> (segment: UInt64, offset: Int) {
        let result = cursor.withLock { cursor in
            Result { () throws(Failure) in try commit(&batch, &cursor) }
        }
        return try result.get()
    }

    private func commit(
        _ batch: inout BatchEncoder, _ cursor: inout Cursor
    ) throws(Failure) -> (segment: UInt64, offset: Int) {
        do throws(FileError) {
            let isUsed = cursor.offset > JournalFormat.segmentHeaderSize
            if isUsed, cursor.offset + batch.bytes.count > segmentSize { try roll(&cursor) }
            let end = cursor.offset + batch.bytes.count
            if end > cursor.allocated {
                let step = min(max(256 * 1024, cursor.offset), 8 * 1024 * 1024)
                let count = max(end - cursor.allocated, step)
                try cursor.file.allocate(offset: cursor.allocated, count: count)
                cursor.allocated += count
            }
        } catch {
            // A full disk is met here with nothing written. Once the next segment has its name, its absence would be a
            // gap: that is final.
            throw Failure(error: AuditError(error), isFinal: !error.isFull || error.operation != "fallocate")
        }
        let sequence = lastSequence + 1
        batch.finish(sequence: sequence, in: cursor.header)
        do throws(FileError) {
            try cursor.file.write(batch.bytes, at: cursor.offset)
        } catch {
            // A batch that is not whole is cut when the store is opened: nothing of it will ever be there.
            throw Failure(error: AuditError(error), isFinal: true)
        }
        do throws(FileError) {
            try cursor.file.syncData()
        } catch {
            throw Failure(error: AuditError(error, durability: .unknown), isFinal: true)
        }
        let offset = cursor.offset
        let number = cursor.header.number
        cursor.offset += batch.bytes.count
        state.withLock { state in
            state.lastSequence = sequence
            state.segments[number]!.unsettled += batch.recordCount
        }
        return (number, offset)
    }

    /// Begins the next segment: write(temp) → fdatasync(temp) → rename → fsync(journal), so that a segment with a damaged
    /// header is always damage and never a crash.
    private func roll(_ cursor: inout Cursor) throws(FileError) {
        try cursor.file.truncate(to: cursor.offset)
        cursor.allocated = cursor.offset
        let header = SegmentHeader(number: cursor.header.number + 1, firstBatch: lastSequence + 1, supersedes: 0)
        let file = try Self.create(header, layout, files)
        cursor = Cursor(header: header, file: file, offset: JournalFormat.segmentHeaderSize, allocated: 0)
        cursor.allocated = cursor.offset
        state.withLock { state in
            state.segments[header.number] = Segment(file: file, unsettled: 0)
            state.active = header.number
        }
    }

    /// Makes a durable segment file.
    ///
    /// - Parameter fill: Writes what the segment begins with after its header.
    static func create(
        _ header: SegmentHeader, _ layout: StoreLayout, _ files: any FileSystem,
        fill: (any OpenFile) throws(FileError) -> Void = { (_) throws(FileError) in }
    ) throws(FileError) -> any OpenFile {
        let temporary = "\(layout.temporary)/\(StoreLayout.segmentName(header.number))"
        let file = try files.open(temporary, .create)
        try file.write(header.encoded, at: 0)
        try fill(file)
        try file.syncData()
        try files.rename(temporary, to: layout.segment(header.number))
        try files.syncDirectory(layout.journal)
        return file
    }

    /// Reads a leaf's bytes; nil when its segment has been reclaimed: the entry is published by then.
    package func read(_ place: JournalPlace) throws(FileError) -> [UInt8]? {
        guard let file = file(of: place.segment) else { return nil }
        return try file.bytes(at: place.offset, count: place.count)
    }

    package func file(of segment: UInt64) -> (any OpenFile)? {
        state.withLock { $0.segments[segment]?.file }
    }

    /// Takes note that records have become durable in published bundles.
    ///
    /// - Returns: The segments that hold nothing else any more, oldest first; the active one is never among them, and
    ///   none is while an older one is needed, so that the journal stays without gaps.
    package func settle(_ counts: [UInt64: Int]) -> [UInt64] {
        state.withLock { state in
            for (number, count) in counts { state.segments[number]?.unsettled -= count }
            return Array(
                state.segments.keys.sorted().prefix { number in
                    number != state.active && state.segments[number]!.unsettled == 0
                })
        }
    }

    /// Deletes segments; open readers keep their files.
    package func remove(_ segments: [UInt64]) throws(FileError) {
        for number in segments {
            _ = state.withLock { $0.segments.removeValue(forKey: number) }
            try files.remove(layout.segment(number))
        }
        if !segments.isEmpty { try files.syncDirectory(layout.journal) }
    }

    /// Gives back the room that was reserved and not used.
    func trim() throws(FileError) {
        let result = cursor.withLock { cursor in
            Result { () throws(FileError) in try cursor.file.truncate(to: cursor.offset) }
        }
        try result.get()
    }
}
