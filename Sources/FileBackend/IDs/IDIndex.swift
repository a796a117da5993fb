package import AuditEvents
import Synchronization
import SystemPackage

/// Event id → index, for every entry there ever was, in memory that does not grow with them.
///
/// New ids are kept in a table; `flush` writes them as a sorted run, and runs of like size are merged into one, so that
/// a look-up asks a few runs. `ids/runs` names the runs that count; it is replaced in one step, so that a crash leaves
/// the old set or the new. A view: `nexus rebuild` makes it again from the logs.
package final class IDIndex: Sendable {
    private struct State {
        var table: [IDKey: UInt64] = [:]
        /// What is being written as a run just now.
        var frozen: [IDKey: UInt64] = [:]
        /// Largest first.
        var runs: [IDRun] = []
        var nextNumber: UInt64 = 1
    }

    private let state: Mutex<State>
    private let folder: String
    /// Where files are made before they are moved into the folder; on the same file system.
    private let workshop: String
    private let files: any FileSystem

    /// How many runs of one size class are merged into the next.
    private static let fan = 4

    private init(_ state: consuming State, folder: String, workshop: String, _ files: any FileSystem) {
        self.state = Mutex(state)
        self.folder = folder
        self.workshop = workshop
        self.files = files
    }

    /// Reads the index as it is on disk.
    ///
    /// - Returns: nil if there is none.
    /// - Throws: `corrupt` for a damaged list of runs, or a run that is missing or not whole.
    package static func read(_ layout: StoreLayout, _ files: any FileSystem) throws(AuditError) -> IDIndex? {
        func contents() throws(AuditError) -> [UInt8]? {
            try AuditError.wrap { () throws(FileError) in try files.contents(layout.idRuns) }
        }
        while let bytes = try contents() {
            guard let manifest = IDManifest(bytes) else {
                throw AuditError(.corrupt, "\(layout.idRuns) is damaged; run nexus rebuild")
            }
            var state = State()
            do throws(AuditError) {
                for name in manifest.runs {
                    state.runs.append(try IDRun(folder: layout.ids, name: name))
                    state.nextNumber = max(state.nextNumber, (UInt64(name.dropLast(4)) ?? 0) + 1)
                }
                return IDIndex(state, folder: layout.ids, workshop: layout.temporary, files)
            } catch {
                // A writer may have merged runs away since the list was read.
                if try contents() == bytes { throw error }
            }
        }
        return nil
    }

    /// Makes an empty index in place of whatever is in the folder.
    package static func create(
        folder: String, workshop: String, _ files: any FileSystem
    ) throws(AuditError) -> IDIndex {
        let index = IDIndex(State(), folder: folder, workshop: workshop, files)
        do throws(FileError) {
            try files.createDirectory(folder)
            try index.writeManifest([])
        } catch {
            throw AuditError(error)
        }
        try index.removeStrays()
        return index
    }

    /// Deletes files that `ids/runs` does not name: what a crash left of a flush or a merge.
    package func removeStrays() throws(AuditError) {
        let known = Set(state.withLock { $0.runs.map(\.name) })
        do throws(FileError) {
            for name in try files.list(folder) where name != "runs" && !known.contains(name) {
                try files.remove(path(name))
            }
        } catch {
            throw AuditError(error)
        }
    }

    package func index(of key: IDKey) -> UInt64? {
        // Runs are searched outside the lock: a page that must be read from disk holds up no commit.
        let (index, runs) = state.withLock { state in (state.table[key] ?? state.frozen[key], state.runs) }
        if let index { return index }
        for run in runs {
            if let index = run.index(of: key) { return index }
        }
        return nil
    }

    package func insert(_ key: IDKey, _ index: UInt64) { insert(CollectionOfOne((key, index))) }

    package func insert(_ ids: some Sequence<(IDKey, UInt64)>) {
        state.withLock { state in
            for (key, index) in ids { state.table[key] = index }
        }
    }

    package var unflushedCount: Int { state.withLock { $0.table.count } }
    package var runCount: Int { state.withLock { $0.runs.count } }
    package var count: Int { state.withLock { $0.table.count + $0.runs.reduce(0) { $0 + $1.count } } }

    /// Whether every run's checksum holds.
    package var isIntact: Bool { state.withLock(\.runs).allSatisfy(\.isIntact) }

    /// Makes every id inserted so far durable. One caller at a time.
    package func flush() throws(AuditError) {
        let (table, runs, number) = state.withLock { state in
            state.frozen = state.table
            state.table = [:]
            defer { state.nextNumber += 1 }
            return (state.frozen, state.runs, state.nextNumber)
        }
        guard !table.isEmpty else { return }
        let name = "\(number).run"
        do throws(FileError) {
            var writer = try IDRunWriter(path: path(name), temporary: temporary(name), files)
            for (key, index) in table.sorted(by: { $0.key < $1.key }) {
                try writer.append(IDRun.Record(key: key, index: index))
            }
            try writer.finish()
            try writeManifest(runs.map(\.name) + [name])
        } catch {
            try? files.remove(temporary(name))
            state.withLock { state in
                state.table.merge(state.frozen) { newer, _ in newer }
                state.frozen = [:]
            }
            throw AuditError(error)
        }
        let run = try IDRun(folder: folder, name: name)
        state.withLock { state in
            state.runs = runs + [run]
            state.frozen = [:]
        }
        try merge()
    }

    /// Merges runs of one size class while a class holds `fan` of them.
    private func merge() throws(AuditError) {
        while true {
            let runs = state.withLock(\.runs)
            let classes = Dictionary(grouping: runs) { Self.sizeClass($0.count) }
            guard let crowded = classes.filter({ $0.value.count >= Self.fan }).min(by: { $0.key < $1.key })?.value
            else { return }
            let number = state.withLock { state in
                defer { state.nextNumber += 1 }
                return state.nextNumber
            }
            let name = "\(number).run"
            do throws(FileError) {
                try write(merged: crowded, name: name)
                let merged = Set(crowded.map(\.name))
                let kept = runs.filter { !merged.contains($0.name) }
                try writeManifest([name] + kept.map(\.name))
                let run: IDRun
                do { run = try IDRun(folder: folder, name: name) } catch {
                    throw FileError("map", path(name), .ioError)
                }
                state.withLock { state in
                    state.runs = ([run] + kept).sorted { $0.count > $1.count }
                }
                for name in merged { try files.remove(path(name)) }
            } catch {
                throw AuditError(error)
            }
        }
    }

    private func write(merged runs: [IDRun], name: String) throws(FileError) {
        var writer = try IDRunWriter(path: path(name), temporary: temporary(name), files)
        var places = [Int](repeating: 0, count: runs.count)
        var last: IDKey?
        while true {
            var smallest: (run: Int, record: IDRun.Record)?
            for (number, run) in runs.enumerated() where places[number] < run.count {
                let record = run.record(places[number])
                if smallest == nil || record.key < smallest!.record.key { smallest = (number, record) }
            }
            guard let smallest else { break }
            places[smallest.run] += 1
            // A crash between a flush and the reclaiming of its segment puts the same ids into two runs.
            if smallest.record.key != last { try writer.append(smallest.record) }
            last = smallest.record.key
        }
        try writer.finish()
    }

    private func writeManifest(_ names: [String]) throws(FileError) {
        try files.replace(
            path("runs"), with: IDManifest(runs: names).encoded, through: temporary("runs"), isDurable: true)
    }

    private static func sizeClass(_ count: Int) -> Int { (Int.bitWidth - max(1, count).leadingZeroBitCount) / 2 }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }
    private func temporary(_ name: String) -> String { "\(workshop)/ids-\(name)" }
}
