import Records

/// Writes `<split>.parquet`. Columns follow from the questions and the first items; what a later item has beyond them goes,
/// with all that never has a column, into the JSON of the column `winnow`.
///
/// Files are put into the rows where their bytes are at hand, else they are for the caller to place.
public final class ParquetDatasetWriter: DatasetWriter {
    /// Items looked at before columns are settled.
    static let firstItems = 100
    static let firstBytes = 16 << 20
    static let picturesPerGroup = 100

    public let losses: LossLedger
    private let folder: DatasetFolder
    private let layout: DatasetLayout
    private var answers: [ParquetAnswers]
    private var fields = ParquetFields([], taken: [])
    private var roles: [String] = []
    /// Items before the columns are settled, with the bytes of their files: those are at hand only while an item is written.
    private var waiting: [(item: LabelledItem, bytes: [String: [UInt8]])]? = []
    private var waitingBytes = 0
    private var names = FileNames()
    private var splitNames = SafeNames()
    private var open: [String: (sink: ByteSink, name: String, writer: ParquetWriter)] = [:]

    public init(_ folder: DatasetFolder, layout: DatasetLayout) throws {
        self.folder = folder
        self.layout = layout
        losses = LossLedger(format: "parquet", policy: layout.onLoss)
        var taken: Set<String> = [ParquetDataset.key, ParquetDataset.rest]
        answers = layout.questions.filter { taken.insert($0.name).inserted }.map(ParquetAnswers.init)
    }

    @discardableResult
    public func write(_ item: LabelledItem) throws -> [String: String] {
        let (placed, places) = layout.files == nil ? names.placed(item) : (item, [:])
        var bytes: [String: [UInt8]] = [:]
        for role in item.files.keys.sorted() { bytes[role] = try layout.files?.bytes(of: role, in: item) }
        guard waiting != nil else {
            try put(placed, bytes)
            return places
        }
        waiting?.append((placed, bytes))
        waitingBytes += bytes.values.reduce(0) { $0 + $1.count }
        if waiting?.count == Self.firstItems || waitingBytes >= Self.firstBytes { try settleColumns() }
        return places
    }

    public func finish() throws {
        try settleColumns()
        let metadata = metadata
        for split in open.keys.sorted() {
            guard let file = open[split] else { continue }
            try file.writer.finish(metadata: metadata)
            try folder.close(file.sink, as: file.name)
        }
    }

    // MARK: Columns

    private func settleColumns() throws {
        guard let first = waiting else { return }
        waiting = nil
        let items = first.map(\.item)
        let questions = Set(answers.map(\.question.name) + [ParquetDataset.key, ParquetDataset.rest])
        roles = Set(items.flatMap(\.files.keys)).filter { !questions.contains($0) }.sorted()
        fields = ParquetFields(items, taken: questions.union(roles))
        if let wanted = layout.fieldNames { fields = ParquetFields(items, taken: questions.union(roles).union(Set(items.flatMap(\.fields.keys)).subtracting(wanted))) }
        for (item, bytes) in first { try put(item, bytes) }
    }

    private var columns: [ParquetColumn] {
        let files = roles.map { ParquetColumn($0, .group([ParquetColumn("bytes", .bytes), ParquetColumn("path", .text)])) }
        return [ParquetColumn(ParquetDataset.key, .text, isOptional: false)] + files + fields.columns.map(ParquetFields.column)
            + answers.map(\.column) + [ParquetColumn(ParquetDataset.rest, .text)]
    }

    /// The questions as they are at the end, with the labels that came.
    private var metadata: [(key: String, value: String)] {
        var features: [(key: String, value: JSONValue)] = [(ParquetDataset.key, HuggingFaceFeatures.value("string"))]
        features += roles.map { ($0, HuggingFaceFeatures.file($0)) }
        features += fields.columns.map { ($0.name, ParquetFields.feature($0.kind)) }
        features += answers.map { ($0.question.name, $0.feature) }
        features.append((ParquetDataset.rest, HuggingFaceFeatures.value("string")))
        let questions = (try? JSONValue(encoding: answers.map(\.question))) ?? .array([])
        let own: JSONValue = ["version": 1, "questions": questions, "files": .array(roles.map(JSONValue.string))]
        return [(ParquetDataset.features, HuggingFaceFeatures.text(features)), (ParquetDataset.rest, own.text())]
    }

    private func writer(for split: String) throws -> ParquetWriter {
        if let known = open[split] { return known.writer }
        let name = splitNames.name(for: split, in: "", ending: ".parquet")
        let sink = try folder.sink(name, compression: Compression.none)
        let writer = ParquetWriter(sink, columns: columns, compression: layout.compression, rowsPerGroup: roles.isEmpty ? 10_000 : Self.picturesPerGroup)
        open[split] = (sink, name, writer)
        return writer
    }

    // MARK: Rows

    private func put(_ item: LabelledItem, _ bytes: [String: [UInt8]]) throws {
        var rest = item
        var row: [ParquetValue] = [.text(item.key)]
        for role in roles { row.append(file(role, item, bytes[role], &rest)) }
        for (name, kind) in fields.columns {
            let value = item.fields[name].flatMap { ParquetFields.value($0, kind) }
            if value != nil { rest.fields[name] = nil }
            row.append(value ?? .null)
        }
        for place in answers.indices {
            let name = answers[place].question.name
            row.append(item.answers[name].map { answers[place].value($0) } ?? .null)
            rest.answers[name] = nil
        }
        row.append(self.rest(rest).map(ParquetValue.text) ?? .null)
        try writer(for: item.splitName).write(row)
    }

    /// Bytes and name of a file; what else is known of it stays in the rest.
    private func file(_ role: String, _ item: LabelledItem, _ bytes: [UInt8]?, _ rest: inout LabelledItem) -> ParquetValue {
        guard let file = item.files[role] else { return .null }
        rest.files[role]?.path = nil
        guard layout.files != nil else { return .group([.null, file.path.map(ParquetValue.text) ?? .null]) }
        guard let bytes else { return .group([.null, .null]) }
        return .group([.bytes(bytes), .text(String(ImageFiles.fileName(item.name(ofFile: role))))])
    }

    /// nil when nothing is left.
    private func rest(_ item: LabelledItem) -> String? {
        var object = JSONLinesDatasetWriter.object(item, order: [])
        object["key"] = nil
        if let split = item.split, SafeNames.safe(split) == split, split != LabelledItem.wholeName { object["split"] = nil }
        for name in ["fields", "metadata", "answers"] where object[name]?.object?.isEmpty == true { object[name] = nil }
        if let files = object["files"]?.object {
            // A file of which nothing more is known is told by its column.
            let known = files.members.filter { $0.value.object?.isEmpty == false || !roles.contains($0.key) }
            object["files"] = known.isEmpty ? nil : .object(JSONObject(known.map { (key: $0.key, value: $0.value) }))
        }
        return object.isEmpty ? nil : JSONValue.object(object).text()
    }
}
