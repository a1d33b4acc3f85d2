import Formats
import Records
import Suggesting

/// Predictions of a trained model for every record of a plain file, in the order of the file.
///
/// Records are read, judged and given in batches, so memory is that of the model and some thousand records.
public enum PredictFiles {
    public struct Options: Sendable {
        public var text = "text"
        /// Also the probability of every label.
        public var probabilities = false
        /// Format of a dataset of texts, where the file is no table.
        public var from: String?
        public init() {}
    }

    public struct Result: Codable, Sendable, Hashable {
        public var model: ModelDocument
        public var rows: Int
        /// Records that had nothing to judge.
        public var unjudged: Int
        /// How many got each label, most first.
        public var labels: [Count]

        public struct Count: Codable, Sendable, Hashable {
            public var label: String
            public var count: Int
        }
    }

    static let batch = 4096

    /// `give` gets every record with `label` and `confidence` (or `labels`, `number`, `spans`) set; a value that stood there
    /// before is kept as `given_label` and so on.
    public static func predict(
        _ path: String, model file: String, _ options: Options = Options(), watch: ReadWatch? = nil, _ give: (JSONObject) throws -> Void
    ) throws -> (result: Result, findings: FileFindings) {
        let data = try ModelDocument.read(file)
        let document: ModelDocument
        let predictor: any RecordPredictor
        (document, predictor) = try ModelDocument.worded(file) {
            let kind = try ModelFile.kind(of: data)
            let document = ModelDocument(path: file, name: kind, version: ModelFile.version(of: data), bytes: data.count)
            if kind == EntityModel.kind { return (document, EntityPredictor(model: try EntityModel(data: data), field: options.text)) }
            return (document, LinearPredictor(model: try TrainedModel(data: data), options: options))
        }
        var run = Run(predictor: predictor, result: Result(model: document, rows: 0, unjudged: 0, labels: []))
        if FormatCatalog.card(forPath: path)?.name == "conll" || options.from != nil {
            try run.items(path, options.from, watch, give)
        } else {
            try run.records(path, watch, give)
        }
        return (run.counted, run.findings)
    }

    private struct Run {
        let predictor: any RecordPredictor
        var result: Result
        var findings = FileFindings()
        private var counts: [String: Int] = [:]
        private var waiting: [(fields: JSONObject, line: Int)] = []

        init(predictor: any RecordPredictor, result: Result) {
            self.predictor = predictor
            self.result = result
        }

        var counted: Result {
            var result = result
            result.labels = counts.map { .init(label: $0.key, count: $0.value) }.sorted { ($1.count, $0.label) < ($0.count, $1.label) }
            return result
        }

        mutating func records(_ path: String, _ watch: ReadWatch?, _ give: (JSONObject) throws -> Void) throws {
            let file = try RecordFile(path)
            var local = FileFindings()
            let fields = try file.firstFields()
            if let missing = predictor.fields.first(where: { !fields.contains($0) }), !fields.isEmpty, file.isTable {
                guard predictor.readsNumbers else { throw WorkflowError.unknownColumn(missing, of: file.name, known: fields, option: "--text") }
                throw WorkflowError(
                    .unprocessable, "predict.column", "the model reads the column `\(ShownText.of(missing))`, and `\(file.name)` has none",
                    hint: "give it the columns it was trained on: \(predictor.fields.prefix(20).map { "`\(ShownText.of($0))`" }.joined(separator: ", "))")
            }
            try file.forEach(&local, watch: watch) { record, findings in
                waiting.append((record.fields, record.line))
                if waiting.count == PredictFiles.batch { try flush(file.name, &findings, give) }
            }
            try flush(file.name, &local, give)
            findings = local
        }

        mutating func items(_ path: String, _ format: String?, _ watch: ReadWatch?, _ give: (JSONObject) throws -> Void) throws {
            let items = try DatasetItems(path, from: format)
            defer { items.close() }
            var local = FileFindings()
            while let item = try items.next(&local, watch) {
                var fields: JSONObject = ["key": .string(item.key)]
                for member in item.fields.members { fields[member.key] = member.value }
                waiting.append((fields, item.place?.line ?? 0))
                if waiting.count == PredictFiles.batch { try flush(path, &local, give) }
            }
            try flush(path, &local, give)
            findings = local
        }

        private mutating func flush(_ name: String, _ findings: inout FileFindings, _ give: (JSONObject) throws -> Void) throws {
            let answers = predictor.answers(to: waiting.map(\.fields))
            for (record, answer) in zip(waiting, answers) {
                result.rows += 1
                var fields = record.fields
                if case .missing(let field) = answer {
                    result.unjudged += 1
                    findings.add(Finding(.warning, "predict.nothing", "the record has no `\(field)` to judge, so it gets no answer", at: Place(file: name, line: record.line)))
                }
                for (key, value) in predictor.members(of: answer) {
                    if let before = fields[key] { fields["given_\(key)"] = before }
                    fields[key] = value
                }
                for label in answer.labels { counts[label, default: 0] += 1 }
                try give(fields)
            }
            waiting.removeAll(keepingCapacity: true)
        }
    }
}
