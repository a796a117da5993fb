/// The word rule once more, by splitting texts.
package struct NaiveWords {
    /// Runs without joints at the ends, in lower case.
    private var runs: [String] = []

    package init(_ text: String) {
        var run = String.UnicodeScalarView()
        func close() -> [String] {
            let scalars = Array(run).drop(while: Self.isJoint).reversed().drop(while: Self.isJoint).reversed()
            run.removeAll()
            return scalars.isEmpty ? [] : [String(String.UnicodeScalarView(scalars))]
        }
        for scalar in text.unicodeScalars {
            if Self.isAlone(scalar) {
                runs += close() + [String(scalar)]
            } else if Self.isLetter(scalar) || Self.isDigit(scalar) || Self.isJoint(scalar) {
                run.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            } else {
                runs += close()
            }
        }
        runs += close()
    }

    package func has(_ sought: NaiveWords, isPrefix: Bool) -> Bool {
        func fits(_ word: String, _ other: String, isPrefix: Bool) -> Bool {
            isPrefix ? word.utf8.starts(with: other.utf8) : word.utf8.elementsEqual(other.utf8)
        }
        if sought.runs.isEmpty { return false }
        if sought.runs.count == 1 { return tokens.contains { fits($0, sought.runs[0], isPrefix: isPrefix) } }
        let (all, phrase) = (words, sought.words)
        return all.indices.contains { start in
            start + phrase.count <= all.count
                && phrase.indices.allSatisfy { place in
                    fits(all[start + place], phrase[place], isPrefix: isPrefix && place == phrase.count - 1)
                }
        }
    }

    private var words: [String] {
        runs.flatMap { run in run.unicodeScalars.split(whereSeparator: Self.isJoint).map { String($0) } }
    }

    private var tokens: [String] {
        runs.flatMap { run in
            guard run.unicodeScalars.contains(where: Self.isJoint) else { return [run] }
            let stretches = run.unicodeScalars.split(separator: ".").flatMap { NaiveWords(String($0)).runs }
            let parts = run.unicodeScalars.split(whereSeparator: Self.isJoint).map { String($0) }
            return [run] + stretches.filter { $0.unicodeScalars.contains(where: Self.isJoint) }
                + parts.filter { $0.utf8.count > 1 && Self.isLetter($0.unicodeScalars.first!) }
        }
    }

    private static func isJoint(_ scalar: Unicode.Scalar) -> Bool { "_-.".unicodeScalars.contains(scalar) }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        [.decimalNumber, .otherNumber].contains(scalar.properties.generalCategory)
    }

    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
        let marks: [Unicode.GeneralCategory] = [.nonspacingMark, .spacingMark, .enclosingMark, .letterNumber]
        let letters: [Unicode.GeneralCategory] = [
            .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        ]
        return (marks + letters).contains(scalar.properties.generalCategory)
    }

    /// Ideographs, radicals, kana, Hangul syllables.
    private static func isAlone(_ scalar: Unicode.Scalar) -> Bool {
        let ranges: [ClosedRange<UInt32>] = [
            0x2E80...0x2FDF, 0x3040...0x30FF, 0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3,
            0xF900...0xFAFF, 0x20000...0x3FFFF,
        ]
        return ranges.contains { $0.contains(scalar.value) }
    }
}
