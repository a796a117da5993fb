/// Takes note that a text is percent-encoded, so that it is looked at once more without.
struct PercentSign: Detector {
    var triggers: [Trigger] { [Trigger.bytes(ByteSet("%"), then: .hexDigits, then: .hexDigits, after: .anything)] }

    func examine(_ scan: inout Scan, at index: Int) {
        if scan.text[index + 2].hexValue != nil { scan.isEncoded = true }
    }
}
