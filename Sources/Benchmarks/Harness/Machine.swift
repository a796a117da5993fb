import AuditEvents
import Foundation

/// What a run was measured on.
struct Machine: CustomStringConvertible {
    let processor: String
    let cores: Int
    let kernel: String
    let swift: String
    /// `debug` or `release`.
    let build: String

    static func current() -> Machine {
        #if DEBUG
            let build = "debug"
        #else
            let build = "release"
        #endif
        let information = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let model = information.split(separator: "\n").first { $0.hasPrefix("model name") }
        return Machine(
            processor: model?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown",
            cores: ProcessInfo.processInfo.activeProcessorCount,
            kernel: (try? String(contentsOfFile: "/proc/sys/kernel/osrelease", encoding: .utf8))
                .map { "Linux " + $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? "unknown",
            swift: swiftVersion() ?? "unknown", build: build)
    }

    var description: String {
        "\(processor), \(cores) cores, \(kernel), \(swift), \(build) build"
            + (build == "debug" ? ": not for comparing" : "")
    }

    var json: JSONObject {
        [
            "processor": .string(processor), "cores": .number(Double(cores)), "kernel": .string(kernel),
            "swift": .string(swift), "build": .string(build),
        ]
    }

    /// The first line of the toolchain's own words: that of the PATH, which is the one that built us in `swift run`.
    private static func swiftVersion() -> String? {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["swift", "--version"]
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").first.flatMap { $0.split(separator: " (").first.map(String.init) }
    }
}
