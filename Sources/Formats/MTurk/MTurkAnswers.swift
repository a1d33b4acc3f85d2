import Records

/// What one assignment's `Answer.` cells say, as plain values by name: forms, JSON and columns per option undone.
struct MTurkAnswers {
    /// Values in the order of the columns; several lines are several options chosen.
    private(set) var values: [(name: String, value: String)] = []
    /// Cells that are neither and are kept as they stand.
    private(set) var rest = JSONObject()

    init(_ row: CrowdTable.Row) {
        var chosen: [String: [String]] = [:]
        for (column, value) in row.fields.members where column.hasPrefix("Answer.") {
            let name = String(column.dropFirst(7)), cell = value.string ?? ""
            guard !cell.isEmpty else { continue }
            if let flag = Self.flag(cell), let dot = name.lastIndex(of: ".") {
                let question = String(name[..<dot])
                if chosen[question] == nil {
                    chosen[question] = []
                    values.append((question, ""))
                }
                if flag { chosen[question]?.append(String(name[name.index(after: dot)...])) }
            } else { add(name, cell) }
        }
        for place in values.indices {
            if let options = chosen[values[place].name], values[place].value.isEmpty { values[place].value = options.joined(separator: "\n") }
        }
    }

    private static func flag(_ cell: String) -> Bool? {
        switch cell.lowercased() {
        case "true", "on": true
        case "false", "off": false
        default: nil
        }
    }

    private mutating func add(_ name: String, _ cell: String) {
        if cell.hasPrefix("<?xml") || cell.hasPrefix("<QuestionFormAnswers"), let root = try? XMLReader.element(Array(cell.utf8)), root.name == "QuestionFormAnswers" { return add(form: root) }
        if cell.hasPrefix("{") || cell.hasPrefix("["), let value = try? JSONParser.parse(cell) { return add(json: value, name: name == "taskAnswers" ? "" : name, depth: 0) }
        values.append((name, cell))
    }

    private mutating func add(form: XMLElement) {
        for answer in form.children where answer.name == "Answer" {
            let name = answer.child("QuestionIdentifier")?.trimmed ?? ""
            let said = answer.children.filter { $0.name != "QuestionIdentifier" }.map { $0.name == "FreeText" ? $0.text : $0.trimmed }
            values.append((name, said.joined(separator: "\n")))
        }
    }

    /// Objects go by dotted names; one of true and false only is the options that are true. Lists of objects with numbers
    /// (boxes and the like) are kept as they stand.
    private mutating func add(json: JSONValue, name: String, depth: Int) {
        switch json {
        case .array(let items) where items.count == 1 && depth == 0: add(json: items[0], name: name, depth: depth + 1)
        case .array(let items):
            let texts = items.compactMap(\.string)
            if texts.count == items.count, !texts.contains(where: { $0.contains("\n") }) { values.append((name, texts.joined(separator: "\n"))) } else { rest[name] = json }
        case .object(let object):
            let flags = object.members.compactMap { member in member.value.bool.map { (member.key, $0) } }
            if flags.count == object.count, flags.count > 1 || (flags.count == 1 && !["on", "true"].contains(flags[0].0)) { return values.append((name, flags.filter(\.1).map(\.0).joined(separator: "\n"))) }
            guard depth < 8 else { rest[name] = json; return }
            for (key, value) in object.members { add(json: value, name: name.isEmpty ? key : "\(name).\(key)", depth: depth + 1) }
        case .string(let text): values.append((Self.short(name), text))
        case .bool(let flag): values.append((name, flag ? "true" : "false"))
        case .int, .double, .literal: values.append((name, json.text()))
        case .null: break
        }
    }

    /// `category.label` is what `crowd-classifier` calls a choice.
    private static func short(_ name: String) -> String { name.hasSuffix(".label") ? String(name.dropLast(6)) : name }
}
