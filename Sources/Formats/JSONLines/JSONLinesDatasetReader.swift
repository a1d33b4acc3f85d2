import Records

/// Reads what `JSONLinesDatasetWriter` writes, file by file.
///
/// Such files do not declare their questions, so a first pass over them finds which there are, of what kind, and their
/// labels in the order in which they come; its cost is that of reading the files.
public final class JSONLinesDatasetReader: DatasetReader {
    public let questions: [Question]
    private let input: DatasetInput
    private let files: [String]
    private var current: JSONLinesReader?
    private var place = 0
    private var findings = FindingLog()
    private var done = 0
    private let total: Int

    public init(_ input: DatasetInput, options: DatasetReadOptions = DatasetReadOptions()) throws {
        self.input = input
        files = JSONLinesDataset.files(in: input)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "jsonl", folder: input.path, expected: "file of JSON lines with `key` and `answers`") }
        var survey = QuestionSurvey()
        for file in files {
            let reader = try JSONLinesReader(input.source(file))
            while let record = try reader.next() {
                if case .success(let item) = Self.item(record.fields) { survey.add(item) }
                _ = reader.takeFindings()
            }
        }
        questions = survey.questions
        total = survey.items
    }

    public var filesFolder: String { input.listing.folder }
    public var progress: (done: Int, total: Int?) { (done, total) }
    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while true {
            if current == nil {
                guard place < files.count else { return nil }
                current = try JSONLinesReader(input.source(files[place]))
                place += 1
            }
            guard let reader = current else { return nil }
            while let record = try reader.next() {
                findings.add(reader.takeFindings())
                let place = Place(file: reader.source.name, line: record.line, record: String(record.number))
                switch Self.item(record.fields) {
                case .success(var item):
                    done += 1
                    item.place = place
                    return item
                case .failure(let fault): findings.add(Finding(.error, fault.code, fault.message, at: place, hint: fault.hint))
                }
            }
            findings.add(reader.takeFindings())
            findings.close(file: reader.source.name)
            current = nil
        }
    }

    static func item(_ object: JSONObject) -> Result<LabelledItem, Finding> {
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
        item.media = object["media"]?.string.flatMap(Media.init)
        for value in object["annotations"]?.array ?? [] {
            guard let annotation = LabelledAnnotation(json: value) else {
                return .failure(Finding(.error, "dataset.bad-annotation", "one of its `annotations` has an answer of none of the known shapes", hint: "See the answer shapes in `docs/formats.md`"))
            }
            item.annotations.append(annotation)
        }
        item.revisions = object["revisions"]?.array ?? []
        return .success(item)
    }
}
