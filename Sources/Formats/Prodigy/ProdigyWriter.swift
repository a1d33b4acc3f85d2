import Records

/// Writes Prodigy's lines: one per item, or one per annotation where people are told apart.
///
/// Spans name their tokens where their borders are those of tokens, and `tokens` are written beside them, as Prodigy's
/// interfaces want them. An item nobody answered has no `answer`.
final class ProdigyWriter: DatasetWriter {
    static let relationLeftOut = "prodigy.relation-left-out"

    private(set) var losses: LossLedger
    private let sinks: ObjectLinesSinks
    private let questions: [Question]
    private let labels: [String]

    init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: "prodigy", policy: layout.onLoss)
        sinks = ObjectLinesSinks(folder, layout: layout)
        questions = layout.questions
        labels = layout.labels(of: layout.questions.filter { $0.kind == .choices })
    }

    func finish() throws { try sinks.finish() }

    @discardableResult
    func write(_ item: LabelledItem) throws -> [String: String] {
        guard !item.annotations.isEmpty else {
            try sinks.write(row(item, nil), of: item)
            return [:]
        }
        for (number, annotation) in item.annotations.enumerated() {
            var one = item
            one.answers = annotation.answers
            var row = try row(one, annotation)
            if row["_input_hash"] == nil { row["_input_hash"] = .int(ProdigyHash.of(item.key)) }
            row["_annotator_id"] = .string(annotation.author ?? "annotator-\(number + 1)")
            try sinks.write(row, of: item)
        }
        return [:]
    }

    private func row(_ item: LabelledItem, _ annotation: LabelledAnnotation?) throws -> JSONObject {
        let own = item.metadata["prodigy"]?.object ?? [:]
        let said = annotation?.metadata["prodigy"]?.object ?? [:]
        var row: JSONObject = ["id": item.idValue, "text": .string(item.text ?? "")]
        let text = item.text ?? ""
        let parts = item.parts(.spans, questions)
        let tokens = tokens(own["tokens"]?.array, text)
        if parts != nil || own["tokens"] != nil {
            row["tokens"] = own["tokens"] ?? .array(Self.described(tokens, text))
        }
        let extras = (annotation == nil ? own : said)["parts"]
        if let parts { row["spans"] = .array(parts.compactMap { span($0, tokens)?.filling(extras?[$0.id]) }) }
        if case .relations(let relations)? = item.answer(.relations, questions) { row["relations"] = .array(try self.relations(relations, parts ?? [], tokens, item.key)) }
        if case .choices(let chosen)? = item.answer(.choices, questions) {
            row["options"] = own["keys"]?["options"] ?? .array(labels.map { ["id": .string($0), "text": .string($0)] })
            row["accept"] = .array(chosen.map { .string($0) })
        }
        for (key, value) in (annotation == nil ? own : said)["shown"]?.object?.members ?? [] where row[key] == nil { row[key] = value }
        for (key, value) in item.ownKeys("prodigy") where row[key] == nil { row[key] = value }
        for (key, value) in said.members where key != "shown" && key != "parts" { row[key] = value }
        if row["answer"] == nil, !item.answers.isEmpty { row["answer"] = "accept" }
        return row
    }

    // MARK: Spans

    private func span(_ part: Part, _ tokens: [Tokeniser.Token]) -> JSONValue? {
        guard let extent = part.extent else { return nil }
        var span: JSONObject = ["start": .int(Int64(extent.lowerBound)), "end": .int(Int64(extent.upperBound))]
        if let first = tokens.firstIndex(where: { $0.start == extent.lowerBound }), let last = tokens.firstIndex(where: { $0.end == extent.upperBound }), first <= last {
            span["token_start"] = .int(Int64(first))
            span["token_end"] = .int(Int64(last))
        }
        if let label = part.labels.first { span["label"] = .string(label) }
        return .object(span)
    }

    private func relations(_ relations: [Relation], _ parts: [Part], _ tokens: [Tokeniser.Token], _ item: String) throws -> [JSONValue] {
        try relations.compactMap { relation in
            guard let head = parts.first(where: { $0.id == relation.from }), let child = parts.first(where: { $0.id == relation.to }),
                  let headSpan = span(head, tokens), let childSpan = span(child, tokens) else {
                try losses.drop(Self.relationLeftOut, LossExample(item: item))
                return nil
            }
            if relation.labels.count > 1 { try losses.drop(Self.relationLeftOut, LossExample(item: item), count: relation.labels.count - 1) }
            var object: JSONObject = [:]
            object["head"] = headSpan["token_end"]
            object["child"] = childSpan["token_end"]
            object["head_span"] = headSpan
            object["child_span"] = childSpan
            object["label"] = relation.labels.first.map(JSONValue.string)
            return .object(object)
        }
    }

    private func tokens(_ own: [JSONValue]?, _ text: String) -> [Tokeniser.Token] {
        guard let own else { return Tokeniser.tokens(of: text) }
        return own.compactMap { token in
            guard let start = TextOffset.whole(token["start"]), let end = TextOffset.whole(token["end"]), start >= 0, start < end else { return nil }
            return Tokeniser.Token(start: start, end: end, text: token["text"]?.string ?? "")
        }
    }

    private static func described(_ tokens: [Tokeniser.Token], _ text: String) -> [JSONValue] {
        tokens.enumerated().map { number, token in
            let isFollowed = number + 1 < tokens.count && tokens[number + 1].start > token.end
            return .object(["text": .string(token.text), "start": .int(Int64(token.start)), "end": .int(Int64(token.end)), "id": .int(Int64(number)), "ws": .bool(isFollowed)])
        }
    }
}

/// Joins the lines of one item, which Prodigy would do by a hash of its own: 31 bits of the key's.
enum ProdigyHash {
    static func of(_ key: String) -> Int64 { Int64(MurmurHash64A.hash(Array(key.utf8), seed: 1) & 0x7FFF_FFFF) }
}

extension JSONValue {
    /// With the members of the other that it has not itself.
    func filling(_ more: JSONValue?) -> JSONValue {
        guard case .object(let own) = self, let more = more?.object else { return self }
        return .object(own.merged(more.filteredKeys { own[$0] == nil }))
    }
}

extension JSONObject {
    func filteredKeys(_ keeps: (String) -> Bool) -> JSONObject { without(Set(keys.filter { !keeps($0) })) }
}
