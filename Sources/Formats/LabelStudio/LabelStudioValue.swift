import Records

/// The values of controls asked of the whole item, and answers.
enum LabelStudioValue {
    static func answer(_ kind: QuestionKind, _ value: JSONValue, _ control: LabelStudioConfig.Control, _ config: LabelStudioConfig) -> Answer? {
        switch kind {
        case .choice: return strings(value["choices"]).flatMap { $0.count == 1 ? .choice($0[0]) : nil }
        case .choices: return strings(value["choices"]).map(Answer.choices)
        case .tree: return paths(value, control).map(Answer.paths)
        case .rating: return value["rating"]?.double.map(Answer.rating)
        case .number: return value["number"]?.double.map(Answer.number)
        case .date: return value["datetime"]?.string.flatMap { isDate($0) ? .date($0) : nil }
        case .text: return texts(value).map { .text($0.joined(separator: "\n")) }
        case .texts: return texts(value).map(Answer.texts)
        case .pairwise: return pairwise(value, control, config)
        case .ranking: return ranking(value, control)
        default: return nil
        }
    }

    private static func strings(_ value: JSONValue?) -> [String]? {
        guard let list = value?.array else { return value?.string.map { [$0] } }
        let strings = list.compactMap(\.string)
        return strings.count == list.count ? strings : nil
    }

    private static func texts(_ value: JSONValue) -> [String]? { strings(value["text"]) ?? value["datetime"]?.string.map { [$0] } }

    private static func isDate(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return bytes.count == 10 && bytes.enumerated().allSatisfy { $0 == 4 || $0 == 7 ? $1 == 45 : $1 >= 48 && $1 <= 57 }
    }

    /// Paths as lists, or a leaf alone where the configuration says which path leads to it.
    private static func paths(_ value: JSONValue, _ control: LabelStudioConfig.Control) -> [[String]]? {
        guard let list = (value["taxonomy"] ?? value["choices"])?.array else { return nil }
        var paths: [[String]] = []
        for entry in list {
            if let path = entry.array {
                paths.append(path.compactMap(\.string))
            } else if let leaf = entry.string {
                let whole = control.labels.map(\.name).filter { $0 == leaf || $0.hasSuffix("/" + leaf) }
                paths.append(whole.count == 1 ? whole[0].split(separator: "/").map(String.init) : [leaf])
            } else { return nil }
        }
        return paths
    }

    private static func pairwise(_ value: JSONValue, _ control: LabelStudioConfig.Control, _ config: LabelStudioConfig) -> Answer? {
        guard let preferred = value["selected"]?.string.flatMap(Pairwise.Preferred.init) else { return nil }
        let fields = fields(control, config)
        guard let order = strings(value["order"]) else { return .pairwise(Pairwise(preferred: preferred, order: fields)) }
        return .pairwise(Pairwise(preferred: isSwapped(order, fields) ? swapped(preferred) : preferred, order: order))
    }

    /// What was shown left stands right in the configuration.
    private static func isSwapped(_ order: [String], _ fields: [String]) -> Bool { order.count == 2 && order == fields.reversed() }

    private static func swapped(_ preferred: Pairwise.Preferred) -> Pairwise.Preferred {
        switch preferred {
        case .left: .right
        case .right: .left
        default: preferred
        }
    }

    /// The two fields a `Pairwise` compares, left then right.
    static func fields(_ control: LabelStudioConfig.Control, _ config: LabelStudioConfig) -> [String] {
        let fields = control.objects.compactMap { config.object($0)?.field }
        return fields.count == 2 ? fields : []
    }

    /// Buckets in the order of the configuration are ranks; without buckets each id has its own.
    private static func ranking(_ value: JSONValue, _ control: LabelStudioConfig.Control) -> Answer? {
        guard let ranks = value["ranker"] else { return nil }
        guard let buckets = ranks.object else { return strings(ranks).map { .ranking($0.map { [$0] }) } }
        if let list = buckets[control.name] ?? (buckets.count == 1 && control.buckets.isEmpty ? buckets.members.first?.value : nil) {
            return strings(list).map { .ranking($0.map { [$0] }) }
        }
        let names = control.buckets.isEmpty ? buckets.keys.filter { $0 != "_" } : control.buckets
        return .ranking(names.compactMap { strings(buckets[$0]) }.filter { !$0.isEmpty })
    }

    // MARK: Writing

    static func value(_ answer: Answer, _ control: LabelStudioConfig.Control, _ config: LabelStudioConfig) -> (type: String, value: JSONObject)? {
        func list(_ values: [String]) -> JSONValue { .array(values.map { .string($0) }) }
        switch answer {
        case .choice(let label): return ("choices", ["choices": [.string(label)]])
        case .choices(let labels): return ("choices", ["choices": list(labels)])
        case .paths(let paths):
            let type = control.tag == "Taxonomy" ? "taxonomy" : "choices"
            return (type, [type: .array(paths.map(list))])
        case .rating(let value): return ("rating", ["rating": JSONValue.shortest(value)])
        case .number(let value): return ("number", ["number": JSONValue.shortest(value)])
        case .date(let text): return ("datetime", ["datetime": .string(text)])
        case .text(let text): return control.tag == "DateTime" ? ("datetime", ["datetime": .string(text)]) : ("textarea", ["text": [.string(text)]])
        case .texts(let texts): return ("textarea", ["text": list(texts)])
        case .pairwise(let pair):
            let fields = fields(control, config)
            var value: JSONObject = ["selected": .string((isSwapped(pair.order, fields) ? swapped(pair.preferred) : pair.preferred).rawValue)]
            if pair.order != fields { value["order"] = list(pair.order) }
            return ("pairwise", value)
        case .ranking(let ranks):
            if control.buckets.isEmpty, ranks.allSatisfy({ $0.count == 1 }) { return ("ranker", ["ranker": [control.name: list(ranks.flatMap(\.self))]]) }
            let names = control.buckets.count >= ranks.count ? control.buckets : ranks.indices.map { String($0 + 1) }
            return ("ranker", ["ranker": .object(JSONObject(zip(names, ranks).map { (key: $0, value: list($1)) }))])
        default: return nil
        }
    }
}
