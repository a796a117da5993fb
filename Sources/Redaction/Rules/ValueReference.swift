/// Code and templates that say where a secret is, not what it is: `process.env.X`, `os.environ["X"]`, `getenv("X")`,
/// `${{ secrets.X }}`, `self.password`, `op://vault/item`.
enum ValueReference {
    /// The offset after the name in a reference that begins at `index`.
    static func end(in text: Bytes, at index: Int) -> Int? {
        if text[index] == UInt8(ascii: "$") { return endOfDollar(text, at: index) }
        if text.hasExactly("!Ref ", at: index) { return endOfName(text, from: index + 5) }
        guard firsts.contains(text[index]) else { return nil }
        if let place = match(members, text, at: index) { return endOfName(text, from: place) }
        if let place = match(calls, text, at: index), text[place].isQuote {
            return endOfName(text, from: place + 1).flatMap { text[$0] == text[place] ? $0 : nil }
        }
        if let end = endOfAddress(in: text, at: index) { return end }
        if let place = match(roots, text, at: index) { return endOfPath(text, from: place) }
        return nil
    }

    /// `op://vault/item`, `arn:aws:…`: where a keeper of secrets has it.
    static func endOfAddress(in text: Bytes, at index: Int) -> Int? {
        match(addresses, text, at: index).map { $0 + text.run(from: $0, of: addressBytes, limit: 256) }
    }

    /// Whether a quoted text is one: only what no password looks like.
    static func isInQuotes(_ text: Bytes, at index: Int) -> Bool {
        if text[index] == UInt8(ascii: "$") { return endOfDollar(text, at: index) != nil }
        return match(addresses, text, at: index) != nil || text.hasExactly("process.env.", at: index)
    }

    /// `getPassword()`, `jwt.sign(user)`: a call of letters with no text among its arguments.
    static func endOfCall(in text: Bytes, at index: Int) -> Int? {
        guard let open = openOfCall(in: text, at: index) else { return nil }
        let length = text.run(from: open + 1, of: argumentBytes, limit: 64)
        return text[open + 1 + length] == UInt8(ascii: ")") ? open + 2 + length : nil
    }

    /// The parenthesis of `encrypt("…`.
    static func openOfCall(in text: Bytes, at index: Int) -> Int? {
        let length = text.run(from: index, of: pathBytes, limit: 64)
        guard length >= 3, text[index].isLetter, text[index + length] == UInt8(ascii: "(") else { return nil }
        return index + length
    }

    /// Whether the function's name (`config.get`, `getpass.getpass`) says that its argument names or asks for the secret.
    static func isLookUp(in text: Bytes, _ callee: Range<Int>) -> Bool {
        var start = callee.upperBound
        while start > callee.lowerBound, text[start - 1] != UInt8(ascii: ".") { start -= 1 }
        return lookUps.contains { text.hasPrefix($0, at: start) }
    }

    private static let lookUps: [StaticString] = [
        "get", "find", "fetch", "read", "load", "lookup", "input", "prompt", "ask", "pop", "env", "config", "secret",
        "require",
        "query", "param", "header", "cookie", "var", "value", "print", "log", "string", "text", "translate",
    ]

    private static let firsts = ByteSet("abcdefgimoprstvuDEKLS/@")
    private static let nameBytes = ByteSet.alphanumeric | ByteSet("_-.")
    private static let pathBytes = ByteSet.letters | ByteSet("_.")
    private static let argumentBytes = ByteSet.alphanumeric | ByteSet("_., []*&")
    private static let addressBytes = ByteSet.alphanumeric | ByteSet("_-./:#@%")

    private static let members: [StaticString] = [
        "process.env.", "import.meta.env.", "secrets.", "var.", "local.", "module.", "data.", "env.", "vars.",
    ]

    private static let calls: [StaticString] = [
        "process.env[", "os.environ[", "os.environ.get(", "os.getenv(", "os.Getenv(", "os.LookupEnv(", "getenv(",
        "System.getenv(", "Deno.env.get(", "ENV[", "ENV.fetch(", "env(", "env::var(", "std::env::var(",
        "Environment.GetEnvironmentVariable(", "System.getProperty(", "config(", "secrets[",
    ]

    private static let addresses: [StaticString] = [
        "op://", "vault:", "arn:aws", "/run/secrets/", "/var/run/secrets/", "@Microsoft.KeyVault(", "secretsmanager:",
        "ssm:", "projects/", "env:", "keyvault:",
    ]

    private static let roots: [StaticString] = [
        "self.", "this.", "args.", "config.", "settings.", "options.", "opts.", "req.", "request.", "params.", "props.",
        "state.", "ctx.", "context.", "user.", "event.", "input.", "cfg.", "conf.", "kwargs.", "body.", "app.",
        "client.",
        "credentials.", "creds.",
    ]

    private static func match(_ words: [StaticString], _ text: Bytes, at index: Int) -> Int? {
        for word in words where text.hasExactly(word, at: index) { return index + word.utf8CodeUnitCount }
        return nil
    }

    private static func endOfName(_ text: Bytes, from index: Int) -> Int? {
        let length = text.run(from: index, of: nameBytes, limit: 65)
        return (1...64).contains(length) ? index + length : nil
    }

    /// A word goes on, or a call's arguments follow, which are read by themselves.
    private static let afterNoPath = ByteSet("-(")

    /// Names without digits only: `self.access_token`, `req.body.password`.
    private static func endOfPath(_ text: Bytes, from index: Int) -> Int? {
        let length = text.run(from: index, of: pathBytes, limit: 65)
        guard (1...64).contains(length), !text[index + length].isAlphanumeric,
            !afterNoPath.contains(text[index + length])
        else { return nil }
        return index + length
    }

    /// `${VAR}`, `${{ secrets.X }}`, `$(command)`, `$VAR`, `$env:VAR`, `$ENV{VAR}`.
    private static func endOfDollar(_ text: Bytes, at index: Int) -> Int? {
        let second = text[index + 1]
        if second == UInt8(ascii: "{"), text[index + 2] == second {
            for place in index + 3..<index + 128 where text[place] == UInt8(ascii: "}") { return place + 2 }
            return nil
        }
        if second == UInt8(ascii: "{") || second == UInt8(ascii: "(") {
            let length = text.run(from: index + 2, of: nameBytes, limit: 64)
            let next = text[index + 2 + length]
            guard length > 0, next == UInt8(ascii: "}") || next == UInt8(ascii: ")") else { return nil }
            return index + 3 + length
        }
        if text.hasPrefix("$env:", at: index) { return endOfName(text, from: index + 5) }
        if text.hasExactly("$ENV{", at: index) { return endOfName(text, from: index + 5) }
        let length = text.run(from: index + 1, of: variableBytes, limit: 64)
        guard length > 1, text[index + 1].isUpper, !text[index + 1 + length].isWordOrBeyondASCII else { return nil }
        return index + 1 + length
    }

    private static let variableBytes = ByteSet.upper | .digits | ByteSet("_")
}
