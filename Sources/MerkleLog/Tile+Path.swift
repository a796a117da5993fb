extension Tile {
    /// `tile/<L>/<N>[.p/<W>]`, as https://c2sp.org/tlog-tiles#merkle-tree names it.
    public var path: String { "tile/\(level)/\(indexAndWidth)" }

    /// `tile/entries/<N>[.p/<W>]`, as https://c2sp.org/tlog-tiles#log-entries names it.
    ///
    /// - Precondition: `level` is 0.
    public var entriesPath: String {
        precondition(level == 0, "only level-0 tiles have entries")
        return "tile/entries/\(indexAndWidth)"
    }

    /// N in zero-padded groups of three digits, all but the last after an `x`, so that no tile's file is a folder of
    /// another's.
    private var indexAndWidth: String {
        var groups: [UInt64] = []
        var rest = index
        repeat {
            groups.append(rest % 1000)
            rest /= 1000
        } while rest > 0

        var text = ""
        for (place, group) in groups.enumerated().reversed() {
            if place < groups.count - 1 { text += "/" }
            if place > 0 { text += "x" }
            text += group < 10 ? "00" : group < 100 ? "0" : ""
            text += String(group)
        }
        return isPartial ? "\(text).p/\(width)" : text
    }

    /// Reads a ``path`` or an ``entriesPath`` back.
    ///
    /// - Returns: nil for a path that neither writes, another spelling of the same number included.
    public static func parse(path: String) -> (tile: Tile, isEntries: Bool)? {
        var parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)[...]
        guard parts.popFirst()?.elementsEqual("tile".utf8) == true, let kind = parts.popFirst() else { return nil }
        let isEntries = kind.elementsEqual("entries".utf8)
        guard let level = isEntries ? 0 : Decimal.parse(kind), level < 64 else { return nil }

        var width = UInt64(fullWidth)
        if parts.count >= 2, parts[parts.endIndex - 2].ends(with: ".p".utf8) {
            guard let number = parts.popLast().flatMap({ Decimal.parse($0) }), 1..<256 ~= number else { return nil }
            width = number
            parts.append(parts.removeLast().dropLast(2))
        }
        var index: UInt64 = 0
        for part in parts {
            // Groups are padded, so a number's leading zeros are expected here; the comparison below judges them.
            for byte in part where byte != UInt8(ascii: "x") {
                guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
                let (tens, overflow) = index.multipliedReportingOverflow(by: 10)
                let (sum, carry) = tens.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
                guard !overflow, !carry else { return nil }
                index = sum
            }
        }
        let tile = Tile(level: Int(level), index: index, width: Int(width))
        let canonical = isEntries ? tile.entriesPath : tile.path
        return canonical.utf8.elementsEqual(path.utf8) ? (tile, isEntries) : nil
    }
}

extension Collection where Element == UInt8 {
    /// Whether the last bytes are those of `ending`.
    fileprivate func ends(with ending: some Collection<UInt8>) -> Bool {
        suffix(ending.count).elementsEqual(ending)
    }
}
