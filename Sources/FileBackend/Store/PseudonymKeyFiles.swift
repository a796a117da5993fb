import AuditEvents
import NexusAudit

/// The pseudonym keys of all epochs: `keys/pseudonym` of the first, `keys/pseudonym-2` of the second, and so on.
///
/// A key has its epoch from the moment that its file has its name, and no file is ever replaced. `keys/epoch` says how
/// many there must be: without it a store whose newest key was lost would write under an older one again, and would not
/// find an opt-out that was made under the lost one.
struct PseudonymKeyFiles {
    let layout: StoreLayout
    let files: any FileSystem

    init(_ layout: StoreLayout, _ files: any FileSystem) {
        self.layout = layout
        self.files = files
    }

    static func name(ofEpoch epoch: Int) -> String { epoch == 1 ? "pseudonym" : "pseudonym-\(epoch)" }

    /// The keys of the epochs 1, 2, ….
    ///
    /// - Throws: `corrupt`, naming the file, for a key that is missing between others, missing although `keys/epoch` counts
    ///   it, or not a key.
    func read() throws(AuditError) -> [[UInt8]] {
        let newest = max(try marked(), try newestFile())
        guard newest <= InstanceSecrets.maximumPseudonymKeys else {
            throw AuditError(
                .corrupt,
                "\(layout.keys) names \(newest) pseudonym keys; at most \(InstanceSecrets.maximumPseudonymKeys) are made"
            )
        }
        var keys: [[UInt8]] = []
        for epoch in 1...newest { keys.append(try StoreIdentity.readKey(Self.name(ofEpoch: epoch), layout, files)) }
        return keys
    }

    /// Writes down how many keys there are, before the newest writes its first pseudonym; under the writer's lock.
    func mark(_ count: Int) throws(AuditError) {
        guard try marked() < count else { return }
        try AuditError.wrap { () throws(FileError) in
            try files.createDirectory(layout.temporary)
            try files.replace(
                path(Self.marker), with: Array("\(count)\n".utf8), through: "\(layout.temporary)/epoch", isDurable: true
            )
        }
    }

    /// Makes a key, in the private folder: write(temp) → fdatasync(temp).
    func stage(epoch: Int) throws(AuditError) {
        try AuditError.wrap { () throws(FileError) in
            do throws(FileError) {
                let file = try files.open(staged(epoch), .create)
                try file.write(StoreIdentity.keyFile(StoreIdentity.makeKey()), at: 0)
                try file.syncData()
            } catch {
                try? files.remove(staged(epoch))
                throw error
            }
        }
    }

    /// Gives a staged key its epoch: rename(temp, key) → fsync(folder).
    func commit(epoch: Int) throws(AuditError) {
        do throws(FileError) {
            try files.rename(staged(epoch), to: path(Self.name(ofEpoch: epoch)))
            try files.syncDirectory(layout.keys)
        } catch {
            discard(epoch: epoch)
            var error = AuditError(error)
            error.message =
                "the pseudonym key of epoch \(epoch) is recorded, but may not have its place: \(error.message); open the "
                + "store again, and rotate again if it does not write under k\(epoch)"
            throw error
        }
    }

    func discard(epoch: Int) { try? files.remove(staged(epoch)) }

    private static let marker = "epoch"

    private func path(_ name: String) -> String { "\(layout.keys)/\(name)" }
    private func staged(_ epoch: Int) -> String { "\(layout.temporary)/\(Self.name(ofEpoch: epoch))" }

    /// How many keys there must be; 1 as long as there was no second.
    private func marked() throws(AuditError) -> Int {
        let bytes = try AuditError.wrap { () throws(FileError) in try files.contents(path(Self.marker)) }
        guard let bytes else { return 1 }
        let text = String(decoding: bytes, as: UTF8.self)
        guard text.last == "\n", let count = Int(text.dropLast()), count >= 1, "\(count)\n" == text else {
            throw AuditError(.corrupt, "\(path(Self.marker)) is not a number of keys; restore it from a backup")
        }
        return count
    }

    /// The highest epoch that has a file; 1 where there is none beside the first.
    private func newestFile() throws(AuditError) -> Int {
        let names = try AuditError.wrap { () throws(FileError) in try files.list(layout.keys) }
        let epochs = names.compactMap { name -> Int? in
            guard name.hasPrefix("pseudonym-"), let epoch = Int(name.dropFirst("pseudonym-".utf8.count)), epoch > 1,
                Self.name(ofEpoch: epoch) == name
            else { return nil }
            return epoch
        }
        return epochs.max() ?? 1
    }
}
