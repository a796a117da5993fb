extension JSONTape {
    /// Appends the canonical form (RFC 8785) of the value at `place`, with what was put in places.
    package func writeCanonical(_ place: Int, to output: inout [UInt8]) {
        var written = ByteWriter(capacity: max(256, bytesOfText))
        write(place, to: &written)
        output.append(contentsOf: written.bytes)
    }

    func write(_ place: Int, to output: inout ByteWriter) {
        switch edit(place) {
        case nil: break
        case .text(let text): return CanonicalString.write(text, to: &output)
        case .null, .dropped: return output.append("null")
        }
        let node = self[place]
        switch node.kind {
        case .null, .bool: output.append(raw(node.range))
        case .number where node.flags.contains(.canonical): output.append(raw(node.range))
        case .number: CanonicalNumber.write(number(place), to: &output)
        case .string: writeString(node, to: &output)
        case .array: writeArray(place, to: &output)
        case .object: writeObject(place, to: &output)
        }
    }

    private func writeString(_ node: Node, to output: inout ByteWriter) {
        let raw = raw(node.range)
        output.append(UInt8(ascii: "\""))
        if node.flags.contains(.escaped) {
            JSONEscapes.unescaped(raw).withUnsafeBufferPointer { CanonicalString.writeBody($0, to: &output) }
        } else {
            output.append(raw)
        }
        output.append(UInt8(ascii: "\""))
    }

    private func writeArray(_ place: Int, to output: inout ByteWriter) {
        output.append(UInt8(ascii: "["))
        var item = place + 1
        let end = end(place)
        while item < end {
            if item > place + 1 { output.append(UInt8(ascii: ",")) }
            write(item, to: &output)
            item = self.end(item)
        }
        output.append(UInt8(ascii: "]"))
    }

    private func writeObject(_ place: Int, to output: inout ByteWriter) {
        output.append(UInt8(ascii: "{"))
        var isFirst = true
        if isEdited, let keys = editedKeys(of: place) {
            for key in keys { writeMember(key, &isFirst, to: &output) }
        } else {
            var key = firstKey(of: place)
            while let at = key {
                writeMember(at, &isFirst, to: &output)
                key = self.key(after: at)
            }
        }
        output.append(UInt8(ascii: "}"))
    }

    func writeMember(_ key: Int, _ isFirst: inout Bool, to output: inout ByteWriter) {
        if !isFirst { output.append(UInt8(ascii: ",")) }
        isFirst = false
        if isWrittenAsRead(key) {
            return output.append(raw(Int(self[key].start) - 1..<Int(self[key + 1].end) + 1))
        }
        write(key, to: &output)
        output.append(UInt8(ascii: ":"))
        write(key + 1, to: &output)
    }

    /// Whether a member stands in the text as it is to be written: a plain text under a plain key, without blanks.
    @inline(__always)
    private func isWrittenAsRead(_ key: Int) -> Bool {
        let (name, value) = (self[key], self[key + 1])
        return value.kind == .string && value.start == name.end + 3 && name.edit | value.edit == 0
            && !name.flags.union(value.flags).contains(.escaped)
            // A number that was kept as a text has no quotation marks.
            && raw(Int(value.start) - 1..<Int(value.start))[0] == UInt8(ascii: "\"")
    }

    /// The keys of an object in their order, where one was renamed or a member goes; nil where none was.
    private func editedKeys(of object: Int) -> [Int]? {
        var isRenamed = false
        var isDropped = false
        var key = firstKey(of: object)
        while let at = key {
            if self[at].edit != 0 { isRenamed = true }
            if case .dropped? = edit(at + 1) { isDropped = true }
            key = self.key(after: at)
        }
        guard isRenamed || isDropped else { return nil }
        var keys: [Int] = []
        key = firstKey(of: object)
        while let at = key {
            if case .dropped? = edit(at + 1) {} else { keys.append(at) }
            key = self.key(after: at)
        }
        guard isRenamed else { return keys }
        return keys.map { ($0, name(of: $0)) }.sorted { JSONObject.precedes($0.1, $1.1) }.map(\.0)
    }

    /// A key as it will be written.
    package func name(of key: Int) -> String {
        if case .text(let text)? = edit(key) { text } else { string(key) }
    }
}
