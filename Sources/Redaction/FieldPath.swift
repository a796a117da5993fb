import AuditEvents

/// Where a walk stands: the keys and places from the event's field inwards.
///
/// Nearly every value is left alone, so the keys stay where they are in the text until somebody asks.
struct FieldPath {
    private enum Step {
        case key(UnsafeBufferPointer<UInt8>)
        case name(String)
        case index(Int)
    }

    private var steps: [Step] = []

    var count: Int { steps.count }

    /// Whether it ends in a list.
    var isInList: Bool { if case .index? = steps.last { true } else { false } }

    /// The field of an event that it begins with.
    var root: String? { if case .name(let name)? = steps.first { name } else { nil } }

    /// - Parameter key: Bytes that outlive the step.
    mutating func enter(key: UnsafeBufferPointer<UInt8>) { steps.append(.key(key)) }
    mutating func enter(name: String) { steps.append(.name(name)) }
    mutating func enter(index: Int) { steps.append(.index(index)) }
    mutating func leave() { steps.removeLast() }

    /// As flags name it: `input.to.2`.
    var text: String {
        var text = ""
        var isBehindAnother = false
        for step in steps {
            if isBehindAnother { text += "." }
            isBehindAnother = true
            switch step {
            case .key(let bytes): text += String(decoding: bytes, as: UTF8.self)
            case .name(let name): text += name
            case .index(let index): text += String(index)
            }
        }
        return text
    }
}
