/// The types of a brat collection: `annotation.conf`.
///
///     [entities]
///     PER
///     [relations]
///     Met   Arg1:PER, Arg2:PER
///     [attributes]
///     Negated   Arg:PER
///     Sure      Arg:PER, Value:low|high
struct BratConfiguration {
    /// In the order of the file; indents (types of types) are not kept.
    var entities: [String] = []
    var relations: [String] = []
    var events: [String] = []
    /// With their values; none of those that are only there or not.
    var attributes: [(name: String, values: [String])] = []
    /// Folders that are splits: a comment of ours, as brat has none.
    var splits: [String] = []
    /// Documents nobody looked at for relations, which an `.ann` file cannot say.
    var withoutRelations: [String] = []

    private static let splitsMark = "# splits: "
    private static let withoutRelationsMark = "# without relations: "

    init() {}

    init(_ text: String) {
        var section = ""
        for whole in text.split(separator: "\n") {
            let line = whole.drop { $0 == " " || $0 == "\t" }
            if line.hasPrefix(Self.splitsMark) { splits += line.dropFirst(Self.splitsMark.count).split(separator: " ").map(String.init) }
            if line.hasPrefix(Self.withoutRelationsMark) { withoutRelations.append(String(line.dropFirst(Self.withoutRelationsMark.count))) }
            guard !line.isEmpty, !line.hasPrefix("#"), !line.hasPrefix("-") else { continue }
            if line.hasPrefix("["), let end = line.firstIndex(of: "]") {
                section = String(line[line.index(after: line.startIndex)..<end])
                continue
            }
            let name = line.prefix { $0 != " " && $0 != "\t" && $0 != "\r" }
            guard !name.isEmpty, !name.hasPrefix("<"), !name.hasPrefix("!") else { continue }
            add(String(name), String(line.dropFirst(name.count)), to: section)
        }
    }

    private mutating func add(_ name: String, _ rest: String, to section: String) {
        switch section {
        case "entities": if !entities.contains(name) { entities.append(name) }
        case "relations": if !relations.contains(name) { relations.append(name) }
        case "events": if !events.contains(name) { events.append(name) }
        case "attributes":
            let values = rest.split { $0 == "," || $0 == " " || $0 == "\t" || $0 == "\r" }.first { $0.hasPrefix("Value:") }?.dropFirst(6).split(separator: "|").map(String.init)
            if !attributes.contains(where: { $0.name == name }) { attributes.append((name, values ?? [])) }
        default: break
        }
    }

    var text: String {
        var lines = splits.isEmpty ? [] : [Self.splitsMark + splits.sorted().joined(separator: " ")]
        lines += withoutRelations.sorted().map { Self.withoutRelationsMark + $0 }
        lines += ["[entities]"] + entities + ["", "[relations]"]
        lines += relations.map { "\($0)\tArg1:<ENTITY>, Arg2:<ENTITY>" } + ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", "", "[events]"]
        lines += events.map { "\($0)\tAny*:<ANY>" } + ["", "[attributes]"]
        lines += attributes.map { "\($0.name)\tArg:<ANY>\($0.values.isEmpty ? "" : ", Value:\($0.values.joined(separator: "|"))")" }
        return lines.joined(separator: "\n") + "\n"
    }
}
