package import AuditEvents
package import MerkleLog
package import NexusAudit
import SystemPackage

/// Who a store is: the instance's name and key pair, and the keys that stay inside.
///
/// `instance` holds the format and the public verifier key, so that readers need no secret; `keys/` (0700) holds
/// `signing`, `content-mac` and `pseudonym` (with `pseudonym-2` and so on, see `PseudonymKeyFiles`), each 32 bytes as 64
/// hex digits in a file of its own (0600).
package struct StoreIdentity: Sendable {
    package var verifier: NoteVerifier
    package var signingSeed: [UInt8]
    package var secrets: InstanceSecrets

    package var instance: String { verifier.name }

    private static let format = "nexus-audit-store/1"

    /// The public half, for readers.
    package static func readVerifier(
        _ layout: StoreLayout, _ files: any FileSystem
    ) throws(AuditError) -> NoteVerifier? {
        guard let bytes = try AuditError.wrap({ () throws(FileError) in try files.contents(layout.identity) }) else {
            return nil
        }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 3, lines[2].isEmpty, lines[0] == format,
            let verifier = NoteVerifier(vkey: String(lines[1]))
        else {
            throw AuditError(
                .corrupt, "\(layout.identity) is not that of a store of format \(format); restore it from a backup")
        }
        return verifier
    }

    /// Reads both halves and checks that they belong together.
    package static func read(_ layout: StoreLayout, _ files: any FileSystem) throws(AuditError) -> StoreIdentity? {
        guard let verifier = try readVerifier(layout, files) else { return nil }
        let seed = try readKey("signing", layout, files)
        let signer: NoteSigner
        do { signer = try NoteSigner(name: verifier.name, seed: seed) } catch {
            throw AuditError(.corrupt, "\(layout.keys)/signing is not a key; restore it from a backup", cause: error)
        }
        guard signer.verifier == verifier else {
            throw AuditError(
                .corrupt, "\(layout.keys)/signing does not belong to the key in \(layout.identity); restore both")
        }
        return StoreIdentity(
            verifier: verifier, signingSeed: seed,
            secrets: InstanceSecrets(
                contentMACKey: try readKey("content-mac", layout, files),
                pseudonymKeys: try PseudonymKeyFiles(layout, files).read()))
    }

    /// Makes a store's folders and keys; the identity comes last, so that a half-made store is made again.
    package static func create(
        instance: String, _ layout: StoreLayout, _ files: any FileSystem
    ) throws(AuditError) -> StoreIdentity {
        guard isValid(instance: instance) else {
            throw AuditError(
                .invalidField,
                "the instance's name must be 1 to 128 characters of a–z, 0–9, '.', '-', '_', '/' and ':', "
                    + "such as audit.example.com", field: "instance")
        }
        do throws(FileError) {
            for folder in layout.folders { try files.createDirectory(folder) }
            var keys: [[UInt8]] = []
            for name in ["signing", "content-mac", "pseudonym"] {
                let key = makeKey()
                try files.replace(
                    "\(layout.keys)/\(name)", with: keyFile(key), through: "\(layout.temporary)/\(name)",
                    isDurable: true)
                keys.append(key)
            }
            guard let signer = try? NoteSigner(name: instance, seed: keys[0]) else {
                throw FileError("key", layout.keys, .invalidArgument)
            }
            try files.replace(
                layout.identity, with: Array("\(format)\n\(signer.verifier.vkey)\n".utf8),
                through: "\(layout.temporary)/instance", isDurable: true)
            return StoreIdentity(
                verifier: signer.verifier, signingSeed: keys[0],
                secrets: InstanceSecrets(contentMACKey: keys[1], pseudonymKeys: [keys[2]]))
        } catch {
            throw AuditError(error)
        }
    }

    /// The signer under a log's own name.
    package func signer(for tenant: TenantID) throws(AuditError) -> NoteSigner {
        do {
            return try NoteSigner(name: "\(instance)/\(tenant)", seed: signingSeed)
        } catch {
            throw AuditError(.corrupt, "the signing key cannot be used", cause: error)
        }
    }

    private static func isValid(instance: String) -> Bool {
        (1...128).contains(instance.utf8.count)
            && instance.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
                case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: ":"): true
                default: false
                }
            }
    }

    static func readKey(
        _ name: String, _ layout: StoreLayout, _ files: any FileSystem
    ) throws(AuditError) -> [UInt8] {
        let path = "\(layout.keys)/\(name)"
        guard let bytes = try AuditError.wrap({ () throws(FileError) in try files.contents(path) }),
            bytes.count == 65, bytes[64] == UInt8(ascii: "\n"),
            let hash = MerkleHash(hex: String(decoding: bytes.dropLast(), as: UTF8.self))
        else { throw AuditError(.corrupt, "\(path) is missing or not a key; restore it from a backup") }
        return hash.bytes
    }

    static func makeKey() -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        return (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
    }

    /// What a key's file holds.
    static func keyFile(_ key: [UInt8]) -> [UInt8] { Array("\(MerkleHash(key)!.hex)\n".utf8) }
}

extension AuditError {
    /// Runs a file operation and turns its error into this one.
    package static func wrap<Value>(_ body: () throws(FileError) -> Value) throws(AuditError) -> Value {
        do {
            return try body()
        } catch {
            throw AuditError(error)
        }
    }
}
