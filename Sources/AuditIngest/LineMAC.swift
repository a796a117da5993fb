import Crypto
import Synchronization

/// Makes ids for records without one: the same line, at the same occurrence, of the same tenant has the same id.
///
/// `mac_` and the first 16 bytes, in hex, of HMAC-SHA256(key, tenant ‖ 0 ‖ line ‖ n) with n, the number of earlier
/// occurrences, as four bytes, big-endian. Keyed, so that nobody can test from an id whether a guessed line is in the log.
///
/// May be asked from many threads: of lines that are the same it does not matter which has which id.
final class LineMAC: Sendable {
    private let keyed: HMAC<SHA256>
    private let occurrences = Mutex(OccurrenceCounter())

    init(key: [UInt8]) { keyed = HMAC(key: SymmetricKey(data: key)) }

    func id(tenant: String, line: some Collection<UInt8>) -> String {
        var mac = keyed
        var tenant = tenant + "\0"
        tenant.withUTF8 { mac.update(data: UnsafeRawBufferPointer($0)) }
        if line.withContiguousStorageIfAvailable({ mac.update(data: UnsafeRawBufferPointer($0)) }) == nil {
            mac.update(data: Array(line))
        }
        let occurrence = mac.finalize().withUnsafeBytes { digest in occurrences.withLock { $0.next(digest) } }
        withUnsafeBytes(of: occurrence.bigEndian) { mac.update(data: $0) }
        return mac.finalize().withUnsafeBytes { digest in
            String(unsafeUninitializedCapacity: 36) { text in
                _ = text.initialize(from: "mac_".utf8)
                let digits = StaticString("0123456789abcdef").utf8Start
                for (place, byte) in digest.prefix(16).enumerated() {
                    text[4 + 2 * place] = digits[Int(byte >> 4)]
                    text[5 + 2 * place] = digits[Int(byte & 15)]
                }
                return 36
            }
        }
    }
}
