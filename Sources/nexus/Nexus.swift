import ArgumentParser

@main
struct Nexus: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "An audit log that can prove itself.")
}
