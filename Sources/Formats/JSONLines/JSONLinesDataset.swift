import Records

/// Labelled items as JSON lines: `key`, `fields`, `metadata`, `answers`, and where known `settled_by`, `split`, `licence`,
/// `source`, `files` (role -> path below the dataset's folder, type, size in pixels), `revisions`. Questions are in the order of the definition. Nothing is lost.
public final class JSONLinesDatasetWriter: DatasetWriter {
    public let losses = LossReport()
    private let sinks: SplitSinks
    private let order: [String]
    private var writer = JSONWriter()

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        sinks = SplitSinks(folder, ending: ".jsonl", compression: layout.compression)
        order = layout.questions.map(\.name)
    }

    public func write(_ item: LabelledItem) throws {
        writer.removeAll()
        writer.write(.object(Self.object(item, order: order)))
        writer.newline()
        try sinks.sink(for: item.splitName).sink.write(writer.bytes)
    }

    public func finish() throws { try sinks.finish() }

    public static func object(_ item: LabelledItem, order: [String]) -> JSONObject {
        let names = order.filter { item.answers[$0] != nil } + item.answers.keys.filter { !order.contains($0) }.sorted()
        var object = JSONObject()
        object["key"] = .string(item.key)
        object["fields"] = .object(item.fields)
        object["metadata"] = .object(item.metadata)
        object["answers"] = .object(JSONObject(names.map { (key: $0, value: item.answers[$0]?.json ?? .null) }))
        if !item.settledBy.isEmpty {
            object["settled_by"] = .object(JSONObject(names.compactMap { name in item.settledBy[name].map { (key: name, value: $0.json) } }))
        }
        object["split"] = item.split.map(JSONValue.string)
        object["licence"] = item.licence.map(JSONValue.string)
        object["source"] = item.source.map(JSONValue.string)
        if !item.files.isEmpty {
            object["files"] = .object(JSONObject(item.files.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.json) }))
        }
        if !item.revisions.isEmpty { object["revisions"] = .array(item.revisions) }
        return object
    }
}

/// Reads what `JSONLinesDatasetWriter` writes.
public final class JSONLinesDatasetReader {
    private let reader: JSONLinesReader
    private var findings: [Finding] = []

    public init(_ source: ByteSource) throws { reader = try JSONLinesReader(source) }

    public func takeFindings() -> [Finding] {
        defer { findings.removeAll() }
        return reader.takeFindings() + findings
    }

    public func next() throws -> LabelledItem? {
        while let record = try reader.next() {
            switch Self.item(record.fields) {
            case .success(let item): return item
            case .failure(let fault):
                let place = Place(file: reader.source.name, line: record.line, record: String(record.number))
                findings.append(Finding(.error, fault.code, fault.message, at: place, hint: fault.hint))
            }
        }
        return nil
    }

    private static func item(_ object: JSONObject) -> Result<LabelledItem, Finding> {
        guard let key = object["key"]?.string else {
            return .failure(Finding(.error, "dataset.no-key", "the record has no text under `key`"))
        }
        var item = LabelledItem(key: key, fields: object["fields"]?.object ?? [:], metadata: object["metadata"]?.object ?? [:])
        for (question, value) in object["answers"]?.object?.members ?? [] {
            guard let answer = try? value.decode(Answer.self) else {
                return .failure(Finding(.error, "dataset.bad-answer", "the answer to `\(question)` has none of the known shapes", hint: "See the answer shapes in `docs/formats.md`"))
            }
            item.answers[question] = answer
        }
        for (question, rule) in object["settled_by"]?.object?.members ?? [] { item.settledBy[question] = SettledBy(json: rule) }
        item.split = object["split"]?.string
        item.licence = object["licence"]?.string
        item.source = object["source"]?.string
        for (role, file) in object["files"]?.object?.members ?? [] { item.files[role] = LabelledFile(json: file) }
        item.revisions = object["revisions"]?.array ?? []
        return .success(item)
    }
}
