package import AuditEvents
import Crypto

/// The place of an event id in the index: the first 128 bits of `SHA-256(tenant ‖ 0x00 ‖ event id)`.
///
/// Uniform, so that a sorted run is searched by interpolation; two ids with one key would take 2^64 tries to make.
package struct IDKey: Hashable, Comparable, Sendable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package init(tenant: TenantID, eventID: String) {
        var hash = SHA256()
        var text = tenant.description + "\0" + eventID
        text.withUTF8 { hash.update(bufferPointer: UnsafeRawBufferPointer($0)) }
        (high, low) = hash.finalize().withUnsafeBytes { digest in
            (
                UInt64(bigEndian: digest.loadUnaligned(as: UInt64.self)),
                UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            )
        }
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
