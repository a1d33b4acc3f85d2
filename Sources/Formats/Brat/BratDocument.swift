import Records

/// What an `.ann` file says, gathered line by line.
struct BratDocument {
    private(set) var parts: [Part] = []
    private(set) var relations: [Relation] = []
    private(set) var findings: [Finding] = []
    private(set) var own: JSONObject = [:]
    private let file: String
    private let length: Int
    private let labels: BratLabels
    /// Attributes of which `false` is all that is ever written: the others of them are true.
    private let booleans: Set<String>
    private var kept: [JSONValue] = []
    private var places: [String: Int] = [:]
    private var relationIDs: [String] = []

    init(file: String, length: Int, labels: BratLabels, configuration: BratConfiguration) {
        self.file = file
        self.length = length
        self.labels = labels
        booleans = Set(configuration.attributes.filter { $0.values == ["false"] }.map(\.name))
    }

    /// Spans first: other lines may come before those they speak of.
    mutating func read(_ text: String) {
        var others: [(number: Int, line: BratLine)] = []
        for (offset, whole) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let line = whole.unicodeScalars.last == "\r" ? String(whole.dropLast()) : String(whole)
            if line.allSatisfy({ $0 == " " || $0 == "\t" }) { continue }
            guard let parsed = BratLine(line) else {
                fail("line", "line \(offset + 1) is none of the lines of brat: `\(line.prefix(60))`", offset + 1)
                continue
            }
            if case .span(let id, let type, let ranges, _) = parsed { addSpan(id, type, ranges, offset + 1) } else { others.append((offset + 1, parsed)) }
        }
        for (number, line) in others { add(line, number) }
        if !kept.isEmpty { own["lines"] = .array(kept) }
        if relationIDs != (1...max(1, relationIDs.count)).map({ "R\($0)" }), !relationIDs.isEmpty { own["relations"] = .array(relationIDs.map { .string($0) }) }
    }

    private mutating func fail(_ code: String, _ message: String, _ line: Int, hint: String? = nil) {
        findings.append(Finding(.error, "brat.\(code)", message, at: Place(file: file, line: line), hint: hint))
    }

    private mutating func addSpan(_ id: String, _ type: String, _ ranges: [[Int]], _ line: Int) {
        guard ranges.allSatisfy({ $0[1] <= length }) else {
            return fail("span-outside", "`\(id)` on line \(line) ends at \(ranges.map { $0[1] }.max() ?? 0), and the text has \(length) characters", line, hint: "Offsets count code points of the text as it is in the `.txt` file")
        }
        guard places[id] == nil else { return fail("id-twice", "`\(id)` on line \(line) has come before", line) }
        places[id] = parts.count
        parts.append(Part(id: id, labels: [labels.label(type)], shape: .ranges(ranges.sorted { $0[0] < $1[0] }), origin: .imported))
    }

    private mutating func add(_ line: BratLine, _ number: Int) {
        switch line {
        case .relation(let id, let type, let arguments):
            guard places[arguments[0].target] != nil, places[arguments[1].target] != nil else { return keep(line) }
            guard arguments.map(\.role) == ["Arg1", "Arg2"] else { return keep(line) }
            relations.append(Relation(from: arguments[0].target, to: arguments[1].target, labels: [labels.label(type)]))
            relationIDs.append(id)
        case .attribute(_, let name, let target, let value):
            let label = labels.label(name)
            guard let place = places[target], parts[place].attributes[label] == nil else { return keep(line) }
            parts[place].attributes[label] = value.map { booleans.contains(name) && $0 == "false" ? .bool(false) : .string($0) } ?? .bool(true)
        case .note(_, let type, let target, let text):
            guard type == "AnnotatorNotes", let place = places[target], parts[place].note == nil else { return keep(line) }
            parts[place].note = text
        default: keep(line)
        }
    }

    private mutating func keep(_ line: BratLine) { kept.append(.string(line.text)) }
}
