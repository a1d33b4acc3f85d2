import Yams

/// One YAML document as nodes, or the finding that says why not and where.
enum YAMLDocument {
    static func root(of yaml: String, file: String?) -> Result<Node, Finding> {
        func refused(_ code: String, _ message: String, _ line: Int, _ column: Int, hint: String? = nil) -> Result<Node, Finding> {
            .failure(Finding(.error, code, message, at: Place(file: file, line: max(1, line), column: max(1, column)), hint: hint))
        }
        guard yaml.utf8.count <= DefinitionParser.maximumBytes else {
            return refused("definition.too-large", "the file has \(yaml.utf8.count) bytes; at most \(DefinitionParser.maximumBytes) are read", 1, 1)
        }
        let anchorHint = "write the value out in both places"
        if let mark = aliasCrowd(in: yaml) {
            return refused("definition.anchor", "anchors and aliases (`&`, `*`) are not read", mark.line, mark.column, hint: anchorHint)
        }
        do {
            let parser = try Parser(yaml: yaml)
            guard let root = try parser.singleRoot() else { return refused("definition.empty", "the file is empty", 1, 1) }
            // Nodes hold their anchors weakly; the parser keeps them alive while they are looked for.
            return withExtendedLifetime(parser) {
                guard let node = firstAnchored(root) else { return .success(root) }
                return refused(
                    "definition.anchor", "anchors and aliases (`&`, `*`) are not read", node.mark?.line ?? 1, node.mark?.column ?? 1,
                    hint: anchorHint)
            }
        } catch let error as YamlError {
            return .failure(finding(error, yaml, file))
        } catch {
            return refused("definition.yaml", "the file cannot be read as YAML: \(error)", 1, 1)
        }
    }

    /// Parents come before children, so the walk ends at an anchor before it can reach an alias to it.
    private static func firstAnchored(_ node: Node) -> Node? {
        if node.anchor != nil { return node }
        switch node {
        case .scalar, .alias: return nil
        case .sequence(let nodes):
            for child in nodes { if let found = firstAnchored(child) { return found } }
        case .mapping(let pairs):
            for (key, value) in pairs {
                if let found = firstAnchored(key) ?? firstAnchored(value) { return found }
            }
        }
        return nil
    }

    /// Where the first `*name` stands if more than sixteen words look like aliases of words that look like anchors.
    /// Fewer cannot grow far; more are refused before the library compares expanded keys.
    private static func aliasCrowd(in yaml: String) -> (line: Int, column: Int)? {
        var anchors: Set<[UInt8]> = []
        var aliases: [(name: [UInt8], line: Int, column: Int)] = []
        var line = 1, column = 1
        var sigil: UInt8 = 0
        var name: [UInt8] = []
        for byte in yaml.utf8 {
            let isName = (byte | 32 >= 97 && byte | 32 <= 122) || (byte >= 48 && byte <= 57) || byte == 45 || byte == 95
            if sigil != 0, isName { name.append(byte) }
            if sigil != 0, !isName {
                if sigil == UInt8(ascii: "&") { anchors.insert(name) } else { aliases.append((name, line, column - name.count - 1)) }
                sigil = 0
            }
            if byte == UInt8(ascii: "&") || byte == UInt8(ascii: "*") {
                sigil = byte
                name = []
            }
            if byte == 10 { (line, column) = (line + 1, 1) } else if byte & 0xC0 != 0x80 { column += 1 }
        }
        let used = aliases.filter { !$0.name.isEmpty && anchors.contains($0.name) }
        guard used.count > 16, let first = used.first else { return nil }
        return (first.line, max(1, first.column))
    }

    private static func finding(_ error: YamlError, _ yaml: String, _ file: String?) -> Finding {
        func made(_ message: String, _ mark: (line: Int, column: Int), code: String = "definition.yaml", hint: String? = nil) -> Finding {
            Finding(.error, code, message, at: Place(file: file, line: max(1, mark.line), column: max(1, mark.column)), hint: hint)
        }
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let about = (context?.text).map { "\($0), " } ?? ""
            return made("YAML: \(about)\(problem)", (mark.line, mark.column), hint: hint(for: problem))
        case .duplicatedKeysInMapping(let keys, let context):
            let names = keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
            return made("\(names) comes twice in one mapping", (context.mark.line, context.mark.column), code: "definition.duplicate-key")
        case .reader(let problem, let offset, _, _):
            return made("YAML: \(problem)", position(ofCharacter: offset ?? 0, in: yaml), hint: hint(for: problem))
        default:
            return made("the file cannot be read as YAML: \(error)", (1, 1))
        }
    }

    private static func hint(for problem: String) -> String? {
        if problem.contains("control characters") || problem.contains("UTF-8") || problem.contains("octet") { return "the file is no text, or not in UTF-8; `iconv -t UTF-8` converts it" }
        if problem.contains("nesting") { return "a definition needs a few levels; look for brackets that are never closed" }
        return indentation(problem)
    }

    private static func indentation(_ problem: String) -> String? {
        problem.contains("tab") || problem.contains("cannot start any token") ? "indent with spaces, and quote text that starts with a special character" : nil
    }

    private static func position(ofCharacter offset: Int, in yaml: String) -> (line: Int, column: Int) {
        var line = 1, column = 1
        for scalar in yaml.prefix(offset).unicodeScalars {
            if scalar == "\n" { (line, column) = (line + 1, 1) } else { column += 1 }
        }
        return (line, column)
    }
}
