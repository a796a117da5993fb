import ArgumentParser

struct OutputOptions: ParsableArguments {
    @Flag(name: .long, help: "Print one JSON object a line, and errors as one JSON line on stderr.")
    var json = false
}
