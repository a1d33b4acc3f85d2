import Records

/// One JSON object per line, a file per split: what the line-wise text formats share when they write.
final class ObjectLinesSinks {
    private let sinks: SplitSinks
    private var writer = JSONWriter()

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        sinks = SplitSinks(folder, ending: ".jsonl", compression: layout.compression)
    }

    func write(_ object: JSONObject, of item: LabelledItem) throws {
        writer.removeAll()
        writer.write(.object(object))
        writer.newline()
        try sinks.sink(for: item.splitName).sink.write(writer.bytes)
    }

    func finish() throws { try sinks.finish() }
}

extension LabelledItem {
    /// The key as an id: a whole number where it is one as it would be written.
    var idValue: JSONValue {
        if let number = Int64(key), String(number) == key { return .int(number) }
        return .string(key)
    }

    /// What a reader of this format kept of the object: keys nobody knew, in their order.
    func ownKeys(_ format: String) -> [(key: String, value: JSONValue)] { metadata[format]?["keys"]?.object?.members ?? [] }

    /// The answer of the question of a kind, where a format holds one of each.
    func answer(_ kind: QuestionKind, _ questions: [Question]) -> Answer? {
        for question in questions where question.kind == kind {
            if let answer = answers[question.name] { return answer }
        }
        return nil
    }

    func parts(_ kind: QuestionKind, _ questions: [Question]) -> [Part]? {
        if case .parts(let parts)? = answer(kind, questions) { parts } else { nil }
    }
}

extension Part {
    /// First and last offset over all pieces of a span; nil for other shapes.
    var extent: Range<Int>? {
        guard case .ranges(let ranges) = shape, let first = ranges.compactMap(\.first).min(), let last = ranges.compactMap(\.last).max(), first < last else { return nil }
        return first..<last
    }
}
