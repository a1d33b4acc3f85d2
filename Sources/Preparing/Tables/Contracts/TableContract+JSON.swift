import Records

extension TableContract {
    /// Refuses, with a finding that says where, what it does not know.
    public init(_ json: JSONObject) throws(Finding) {
        for key in json.keys where !["name", "new-columns", "rules"].contains(key) {
            throw Self.refusal("`\(key)` is not known", hint: "a contract has `name`, `new-columns` and `rules`")
        }
        guard let list = json["rules"]?.array else { throw Self.refusal("`rules` is no list") }
        var rules: [ContractRule] = []
        for (place, value) in list.enumerated() {
            guard let object = value.object else { throw Self.refusal("rule \(place + 1) is no object") }
            rules.append(try RuleReader(object: object, place: place + 1).rule())
        }
        let action = json["new-columns"].map { $0.string ?? "" } ?? ContractAction.evolve.rawValue
        guard let newColumns = ContractAction(rawValue: action) else { throw Self.refusal("`new-columns` is none of \(Self.list(ContractAction.allCases.map(\.rawValue)))") }
        self.init(name: json["name"]?.string ?? "", newColumns: newColumns, rules: rules)
    }

    public var json: JSONObject {
        ["name": .string(name), "new-columns": .string(newColumns.rawValue), "rules": .array(rules.map { .object($0.json) })]
    }

    static func refusal(_ message: String, hint: String? = nil) -> Finding { Finding(.error, "contract.unreadable", "the contract cannot be read: \(message)", hint: hint) }
    static func list(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}

extension ContractRule {
    var json: JSONObject {
        var json: JSONObject = ["rule": .string(expectation.name)]
        if let column { json["column"] = .string(column) }
        switch expectation {
        case .notBeNull, .beUnique: break
        case .beBetween(let minimum, let maximum), .lengthBetween(let minimum, let maximum), .meanBetween(let minimum, let maximum),
            .deviationBetween(let minimum, let maximum), .rowCountBetween(let minimum, let maximum):
            if let minimum { json["minimum"] = .double(minimum) }
            if let maximum { json["maximum"] = .double(maximum) }
        case .beInSet(let values): json["values"] = .array(values.map { .string($0) })
        case .matchRegex(let pattern): json["pattern"] = .string(pattern)
        case .beOfType(let type): json["type"] = .string(type.rawValue)
        case .compareTo(let other, let relation):
            json["relation"] = .string(relation.rawValue)
            json["other"] = .string(other)
        case .existIn(let keys): json["keys"] = .string(keys)
        case .satisfy(let condition): json["condition"] = .string(condition)
        case .columnsMatch(let columns, let ordered):
            json["columns"] = .array(columns.map { .string($0) })
            json["ordered"] = .bool(ordered)
        }
        if mostly != 1 { json["mostly"] = .double(mostly) }
        if severity != .error { json["severity"] = .string(severity.rawValue) }
        if action != .freeze { json["action"] = .string(action.rawValue) }
        if let condition { json["when"] = .string(condition) }
        return json
    }
}

/// One rule out of JSON.
private struct RuleReader {
    let object: JSONObject
    let place: Int

    func rule() throws(Finding) -> ContractRule {
        let expectation = try expectation()
        let column = try text("column", needed: expectation.needsColumn)
        var rule = ContractRule(expectation, column: expectation.needsColumn ? column : nil)
        if let mostly = try number("mostly") {
            guard (0...1).contains(mostly) else { throw refusal("`mostly` is not from 0 to 1") }
            rule.mostly = mostly
        }
        if let word = try text("severity") { rule.severity = try one(word, "severity", Finding.Severity.init(rawValue:), Finding.Severity.allCases.map(\.rawValue)) }
        if let word = try text("action") { rule.action = try one(word, "action", ContractAction.init(rawValue:), ContractAction.allCases.map(\.rawValue)) }
        rule.condition = try text("when")
        let known = Set(rule.json.keys + ["column", "mostly", "severity", "action", "when", "minimum", "maximum", "ordered"])
        for key in object.keys where !known.contains(key) { throw refusal("`\(key)` is not known for `\(expectation.name)`") }
        return rule
    }

    private func expectation() throws(Finding) -> Expectation {
        let (low, high) = (try number("minimum"), try number("maximum"))
        if let low, let high, low > high { throw refusal("`minimum` is above `maximum`") }
        switch try text("rule", needed: true) {
        case "not_be_null": return .notBeNull
        case "be_unique": return .beUnique
        case "be_between": return .beBetween(minimum: low, maximum: high)
        case "length_be_between": return .lengthBetween(minimum: low, maximum: high)
        case "mean_be_between": return .meanBetween(minimum: low, maximum: high)
        case "stdev_be_between": return .deviationBetween(minimum: low, maximum: high)
        case "row_count_be_between": return .rowCountBetween(minimum: low, maximum: high)
        case "be_in_set": return .beInSet(try texts("values"))
        case "match_regex": return .matchRegex(try text("pattern", needed: true) ?? "")
        case "be_of_type": return .beOfType(try one(try text("type", needed: true) ?? "", "type", ContractType.init(rawValue:), ContractType.allCases.map(\.rawValue)))
        case "compare_to":
            let relation = try one(try text("relation", needed: true) ?? "", "relation", ContractRelation.init(rawValue:), ContractRelation.allCases.map(\.rawValue))
            return .compareTo(other: try text("other", needed: true) ?? "", relation)
        case "exist_in": return .existIn(keys: try text("keys", needed: true) ?? "")
        case "satisfy": return .satisfy(try text("condition", needed: true) ?? "")
        case "columns_match": return .columnsMatch(try texts("columns"), ordered: object["ordered"]?.bool ?? false)
        case let other: throw refusal("there is no rule `\(other ?? "")`")
        }
    }

    private func one<Value>(_ word: String, _ key: String, _ read: (String) -> Value?, _ known: [String]) throws(Finding) -> Value {
        guard let value = read(word) else { throw refusal("`\(key)` is `\(word)`, none of \(TableContract.list(known))") }
        return value
    }

    private func text(_ key: String, needed: Bool = false) throws(Finding) -> String? {
        guard let value = object[key] else {
            if needed { throw refusal("`\(key)` is missing") }
            return nil
        }
        guard let text = value.string else { throw refusal("`\(key)` is no text") }
        return text
    }

    private func texts(_ key: String) throws(Finding) -> [String] {
        guard let list = object[key]?.array else { throw refusal("`\(key)` is no list") }
        return list.map { $0.string ?? $0.text(sorted: true) }
    }

    private func number(_ key: String) throws(Finding) -> Double? {
        guard let value = object[key] else { return nil }
        guard let number = value.double, number.isFinite else { throw refusal("`\(key)` is no number") }
        return number
    }

    private func refusal(_ message: String) -> Finding { TableContract.refusal("rule \(place): \(message)") }
}
