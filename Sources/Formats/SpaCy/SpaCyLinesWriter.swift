import Records

/// Writes spaCy's training lines. `cats` has every label of the question with 1 or 0, as spaCy's trainer wants it; a label
/// that nobody declared is there from its first line on.
final class SpaCyLinesWriter: DatasetWriter {
    private(set) var losses: LossLedger
    private let sinks: ObjectLinesSinks
    private let questions: [Question]
    private var labels: [String]

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: "spacy-jsonl", policy: layout.onLoss)
        sinks = ObjectLinesSinks(folder, layout: layout)
        questions = layout.questions
        labels = layout.labels(of: layout.questions.filter { $0.kind == .choices })
    }

    func finish() throws { try sinks.finish() }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        var object: JSONObject = ["id": item.idValue, "text": .string(item.text ?? "")]
        if let parts = item.parts(.spans, questions) {
            let spans = JSONValue.array(parts.compactMap { part in
                part.extent.map { [.int(Int64($0.lowerBound)), .int(Int64($0.upperBound)), .string(part.labels.first ?? "")] }
            })
            if Self.overlap(parts) { object["spans"] = .object(["sc": spans]) } else { object["entities"] = spans }
        }
        if case .choices(let chosen)? = item.answer(.choices, questions) { object["cats"] = .object(cats(chosen, item)) }
        for (key, value) in item.ownKeys("spacy-jsonl") where object[key] == nil { object[key] = value }
        try sinks.write(object, of: item)
        return [:]
    }

    private func cats(_ chosen: [String], _ item: LabelledItem) -> JSONObject {
        let kept = item.metadata["spacy-jsonl"]?["cats"]?.object
        if let kept, kept.members.filter({ ($0.value.double ?? 0) >= 0.5 }).map(\.key) == chosen { return kept }
        for label in chosen where !labels.contains(label) { labels.append(label) }
        // Chosen first and in their order: an answer is a list.
        let others = labels.filter { !chosen.contains($0) }.sorted()
        return JSONObject(chosen.map { (key: $0, value: JSONValue.int(1)) } + others.map { (key: $0, value: JSONValue.int(0)) })
    }

    static func overlap(_ parts: [Part]) -> Bool {
        let extents = parts.compactMap(\.extent).sorted { $0.lowerBound < $1.lowerBound }
        return zip(extents, extents.dropFirst()).contains { $0.upperBound > $1.lowerBound }
    }
}
