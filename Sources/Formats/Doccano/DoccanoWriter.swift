import Records

/// Writes doccano's lines in the form the questions of the data call for; ids of spans are numbers, as relations need them.
final class DoccanoWriter: DatasetWriter {
    static let relationLeftOut = "doccano.relation-left-out"

    private(set) var losses: LossLedger
    private let sinks: ObjectLinesSinks
    private let questions: [Question]
    /// Beside anything else spans stand under `entities`.
    private let hasObjects: Bool
    private let standsBeside: Bool

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: "doccano", policy: layout.onLoss)
        sinks = ObjectLinesSinks(folder, layout: layout)
        questions = layout.questions
        let kinds = Set(questions.map(\.kind))
        standsBeside = kinds.contains(.spans) || kinds.contains(.texts)
        hasObjects = kinds.contains(.spans) && kinds.count > 1
    }

    func finish() throws { try sinks.finish() }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        var object: JSONObject = ["id": item.idValue, "text": .string(item.text ?? "")]
        var ids: [String: Int] = [:]
        if let parts = item.parts(.spans, questions) {
            ids = Self.ids(parts)
            object[hasObjects ? "entities" : "label"] = .array(parts.compactMap { span($0, ids[$0.id] ?? 0) })
        }
        if case .relations(let relations)? = item.answer(.relations, questions) { object["relations"] = .array(try self.relations(relations, ids, item.key)) }
        if case .texts(let texts)? = item.answer(.texts, questions) {
            object["label"] = .array(texts.map { .string($0) })
            // What a list of words is, labels or texts, only `cats` beside it tells.
            object["cats"] = []
        }
        if case .choices(let chosen)? = item.answer(.choices, questions) { object[standsBeside ? "cats" : "label"] = .array(chosen.map { .string($0) }) }
        for (key, value) in item.ownKeys("doccano") where object[key] == nil { object[key] = value }
        try sinks.write(object, of: item)
        return [:]
    }

    private func span(_ part: Part, _ id: Int) -> JSONValue? {
        guard let extent = part.extent else { return nil }
        let (start, end, label) = (JSONValue.int(Int64(extent.lowerBound)), JSONValue.int(Int64(extent.upperBound)), JSONValue.string(part.labels.first ?? ""))
        return hasObjects ? .object(["id": .int(Int64(id)), "start_offset": start, "end_offset": end, "label": label]) : [start, end, label]
    }

    private func relations(_ relations: [Relation], _ ids: [String: Int], _ item: String) throws -> [JSONValue] {
        try relations.enumerated().compactMap { number, relation in
            guard let from = ids[relation.from], let to = ids[relation.to] else {
                try losses.drop(Self.relationLeftOut, LossExample(item: item))
                return nil
            }
            if relation.labels.count > 1 { try losses.drop(Self.relationLeftOut, LossExample(item: item), count: relation.labels.count - 1) }
            var object: JSONObject = ["id": .int(Int64(number)), "from_id": .int(Int64(from)), "to_id": .int(Int64(to))]
            if let label = relation.labels.first { object["type"] = .string(label) }
            return .object(object)
        }
    }

    /// Their own where all have whole numbers of their own, else counted from 0.
    private static func ids(_ parts: [Part]) -> [String: Int] {
        let own = parts.map { part in Int(part.id).flatMap { String($0) == part.id ? $0 : nil } }
        let areAll = !own.contains(nil) && Set(own).count == parts.count
        var ids: [String: Int] = [:]
        for (place, part) in parts.enumerated() { ids[part.id] = areAll ? own[place] : place }
        return ids
    }
}
