import Records

/// Labelled items as JSON lines: `key`, `fields`, `metadata`, `answers`, and where known `settled_by`, `split`, `licence`,
/// `source`, `files` (role -> path below the dataset's folder, type, size in pixels), `media`, `annotations` of single people, `revisions`. Questions are in the order of the definition. Nothing is lost.
public final class JSONLinesDatasetWriter: DatasetWriter {
    public let losses: LossLedger
    private let sinks: SplitSinks
    private let order: [String]
    private var writer = JSONWriter()

    private var names = FileNames()

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        losses = LossLedger(format: "jsonl", policy: layout.onLoss)
        sinks = SplitSinks(folder, ending: ".jsonl", compression: layout.compression)
        order = layout.questions.map(\.name)
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        let (item, places) = names.placed(item)
        writer.removeAll()
        writer.write(.object(Self.object(item, order: order)))
        writer.newline()
        try sinks.sink(for: item.splitName).sink.write(writer.bytes)
        return places
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
        object["media"] = item.media.map { .string($0.rawValue) }
        if !item.annotations.isEmpty { object["annotations"] = .array(item.annotations.map { $0.json(order: order) }) }
        if !item.revisions.isEmpty { object["revisions"] = .array(item.revisions) }
        return object
    }
}
