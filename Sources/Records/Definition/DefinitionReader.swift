import Yams

/// The cursor of `DefinitionParser`: remembers where each value stood and what was wrong.
///
/// Values are asked for by key; a wrong type becomes a finding and reads as absent, so reading always goes on.
struct DefinitionReader {
    private(set) var findings: [Finding] = []
    private let file: String?
    /// Path such as `questions[0].labels` -> where its value begins.
    private var places: [String: Place] = [:]

    init(file: String?) { self.file = file }

    /// A mapping under reading.
    struct Table {
        let path: String
        let place: Place
        let keys: [String]
        fileprivate let nodes: [String: Node]

        func has(_ key: String) -> Bool { nodes[key].map { !YAMLScalar.isNull($0) } ?? false }
        func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    }

    // MARK: Findings

    mutating func add(_ code: String, _ message: String, at place: Place?, hint: String? = nil) {
        findings.append(Finding(.error, "definition.\(code)", message, at: place ?? Place(file: file, line: 1, column: 1), hint: hint))
    }

    func place(_ node: Node) -> Place { Place(file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1) }

    /// Gives a finding about a path the place of that path, or of the nearest thing around it.
    func placed(_ finding: Finding) -> Finding {
        var path = finding.place?.record ?? ""
        var found = finding
        while places[path] == nil, let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) { path = String(path[..<cut]) }
        found.place = places[path] ?? places[""] ?? Place(file: file, line: 1, column: 1)
        return found
    }

    // MARK: Mappings and lists

    /// nil with a finding when the node is no mapping. `known` nil: any key may come.
    mutating func table(_ node: Node, _ path: String, known: [String]?, what: String) -> Table? {
        places[path] = place(node)
        guard case .mapping(let pairs) = node else {
            add("type", "\(what) is a mapping of keys to values, not \(Self.shown(node))", at: place(node))
            return nil
        }
        var keys: [String] = []
        var nodes: [String: Node] = [:]
        for (keyNode, value) in pairs {
            let key = YAMLScalar.key(keyNode)
            if let known, !known.contains(key) {
                add("unknown-key", "\(what) has no key `\(key)`", at: place(keyNode), hint: NearestName.hint(key, among: known))
                continue
            }
            if nodes[key] != nil { add("duplicate-key", "`\(key)` comes twice in one mapping", at: place(keyNode)) }
            keys.append(key)
            nodes[key] = value
            places[path.isEmpty ? key : "\(path).\(key)"] = place(YAMLScalar.isNull(value) ? keyNode : value)
        }
        return Table(path: path, place: place(node), keys: keys, nodes: nodes)
    }

    mutating func table(_ table: Table, _ key: String, known: [String]?) -> Table? {
        guard table.has(key), let node = table.nodes[key] else { return nil }
        return self.table(node, table.path(key), known: known, what: "`\(table.path(key))`")
    }

    func node(_ table: Table, _ key: String) -> Node? { table.has(key) ? table.nodes[key] : nil }

    /// The elements with their paths; absent is empty.
    mutating func list(_ table: Table, _ key: String) -> [(node: Node, path: String)] {
        guard let node = node(table, key) else { return [] }
        guard case .sequence(let nodes) = node else {
            add("type", "`\(table.path(key))` is a list, not \(Self.shown(node))", at: place(node), hint: "write `[a, b]` or one `- a` per line")
            return []
        }
        return nodes.enumerated().map { index, node in
            let path = "\(table.path(key))[\(index)]"
            places[path] = place(node)
            return (node, path)
        }
    }

    // MARK: Scalars

    mutating func text(_ table: Table, _ key: String) -> String? {
        node(table, key).flatMap { text($0, table.path(key)) }
    }

    /// A word as it is written: `1`, `no` and `2026-01-31` are text where text is wanted.
    mutating func text(_ node: Node, _ path: String) -> String? {
        guard case .scalar(let scalar) = node, !YAMLScalar.isNull(node) else {
            add("type", "`\(path)` is text, not \(Self.shown(node))", at: place(node))
            return nil
        }
        return scalar.string
    }

    mutating func required(_ table: Table, _ key: String, of what: String) -> String? {
        if let value = text(table, key) { return value }
        if !table.has(key) { add("missing", "\(what) has no `\(key)`", at: table.place) }
        return nil
    }

    mutating func texts(_ table: Table, _ key: String) -> [String] {
        list(table, key).compactMap { text($0.node, $0.path) }
    }

    mutating func number(_ table: Table, _ key: String) -> Double? {
        guard let node = node(table, key) else { return nil }
        return number(node, table.path(key))
    }

    mutating func number(_ node: Node, _ path: String) -> Double? {
        if case .scalar(let scalar) = node, let value = YAMLScalar.value(scalar).double { return value }
        add("type", "`\(path)` is a number, not \(Self.shown(node))", at: place(node))
        return nil
    }

    mutating func whole(_ table: Table, _ key: String) -> Int? {
        guard let node = node(table, key) else { return nil }
        if case .scalar(let scalar) = node, let value = YAMLScalar.value(scalar).int { return Int(value) }
        add("type", "`\(table.path(key))` is a whole number, not \(Self.shown(node))", at: place(node))
        return nil
    }

    mutating func seed(_ table: Table, _ key: String) -> UInt64? {
        guard let node = node(table, key) else { return nil }
        if case .scalar(let scalar) = node, let value = UInt64(scalar.string) { return value }
        add("type", "`\(table.path(key))` is a whole number from 0 to \(UInt64.max), not \(Self.shown(node))", at: place(node))
        return nil
    }

    mutating func flag(_ table: Table, _ key: String) -> Bool? {
        guard let node = node(table, key) else { return nil }
        if case .scalar(let scalar) = node {
            if ["true", "yes", "on"].contains(scalar.string.lowercased()) { return true }
            if ["false", "no", "off"].contains(scalar.string.lowercased()) { return false }
        }
        add("type", "`\(table.path(key))` is true or false, not \(Self.shown(node))", at: place(node))
        return nil
    }

    /// One of a closed list of words.
    mutating func word<Word: RawRepresentable & CaseIterable>(_ table: Table, _ key: String, _ type: Word.Type) -> Word?
    where Word.RawValue == String {
        guard let node = node(table, key), let text = text(node, table.path(key)) else { return nil }
        if let word = Word(rawValue: text) { return word }
        let known = Word.allCases.map(\.rawValue)
        add("unknown-value", "`\(table.path(key))` cannot be `\(text)`", at: place(node), hint: NearestName.hint(text, among: known))
        return nil
    }

    /// The keys not in `taken`, as JSON in their order: the settings that belong to a stage.
    func settings(_ table: Table, without taken: [String] = []) -> JSONObject {
        JSONObject(table.keys.filter { !taken.contains($0) }.compactMap { key in
            table.nodes[key].map { (key: key, value: YAMLScalar.json($0)) }
        })
    }

    static func shown(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): YAMLScalar.value(scalar).isNull ? "nothing" : "`\(scalar.string.prefix(60))`"
        case .sequence: "a list"
        case .mapping: "a mapping"
        case .alias: "an alias"
        }
    }
}
