#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a descriptor can show: colours on a terminal, unless `NO_COLOR` is set; elsewhere plain text.
struct Terminal: Sendable {
    static let output = Terminal(descriptor: STDOUT_FILENO)
    static let error = Terminal(descriptor: STDERR_FILENO)

    let isTerminal: Bool
    let hasColour: Bool
    private let descriptor: Int32

    init(descriptor: Int32) {
        self.descriptor = descriptor
        isTerminal = isatty(descriptor) == 1
        hasColour =
            isTerminal && (Environment["NO_COLOR"] ?? "").isEmpty && (Environment["TERM"] ?? "dumb") != "dumb"
    }

    init(hasColour: Bool) {
        descriptor = -1
        isTerminal = false
        self.hasColour = hasColour
    }

    /// Columns; 80 where that cannot be asked.
    var width: Int {
        var size = winsize()
        guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func dim(_ text: String) -> String { styled(text, "2") }
    func red(_ text: String) -> String { styled(text, "31") }
    func green(_ text: String) -> String { styled(text, "32") }
    func yellow(_ text: String) -> String { styled(text, "33") }

    private func styled(_ text: String, _ code: String) -> String {
        hasColour ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// `text` with every character that could steer a terminal or turn the reading direction written as `\u{…}`.
    ///
    /// What stands in an event was chosen by whoever was audited.
    static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isSteering) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isSteering(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

/// The process's environment.
enum Environment {
    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }

    /// The login name of whoever runs the program.
    static var login: String {
        guard let record = getpwuid(getuid()), let name = record.pointee.pw_name else { return "uid-\(getuid())" }
        return String(cString: name)
    }

    static var hostName: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        let name = String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        return name.isEmpty ? "localhost" : name
    }
}
