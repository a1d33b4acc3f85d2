import Records

/// Reads JSON_MIN: rows of one task that stand behind one another are its annotations.
final class LabelStudioMinReader: QueuedReader {
    private let files: [String]
    private var place = 0
    private var list: JSONListReader?
    private var task: LabelStudioTask
    private let row: LabelStudioRow
    private let listed: [JSONValue]
    private var keys: Set<String> = []
    /// Rows of the task that is being read.
    private var waiting: (id: JSONValue, rows: [JSONObject], line: Int)?

    init(opening input: DatasetInput, options: DatasetReadOptions) throws {
        let found = input.isFile ? input.listing.paths : LabelStudioMin.files(in: input)
        files = found.isEmpty ? input.files("json") : found
        guard !files.isEmpty else { throw ImageFormatError.noFiles(format: "label-studio-min", folder: input.path, expected: "JSON file with a list of annotations") }
        var early: [Finding] = []
        let given = try LabelStudioReader.givenConfig(input, &early)
        row = LabelStudioRow(given)
        let config = try given ?? Self.inferred(input, files, &early)
        let asked = LabelStudioQuestions(config, options.questions, file: input.path)
        task = LabelStudioTask(config, asked, LabelStudioFiles(input.listing))
        listed = asked.listed.map { .string($0.name) }
        super.init(input, options: options)
        questions = asked.questions
        header = ["label-studio": ["config": .string(config.xml)]]
        for finding in early + asked.findings { findings.add(finding) }
    }

    private static func inferred(_ input: DatasetInput, _ files: [String], _ findings: inout [Finding]) throws -> LabelStudioConfig {
        var inference = LabelStudioInference()
        let row = LabelStudioRow(nil)
        for file in files {
            let list = try JSONListReader(input.source(file))
            while let raw = try list.next() {
                guard let annotation = row.annotation(raw.fields) else { continue }
                inference.see(["data": .object(row.data(raw.fields)), "annotations": [.object(annotation)]])
            }
        }
        findings.append(LabelStudioReader.withoutConfig(input))
        return inference.config
    }

    override func produce() throws -> [LabelledItem]? {
        while true {
            if let list {
                let raw = try list.next()
                findings.add(list.takeFindings())
                guard let raw else {
                    self.list = nil
                    return [finish()].compactMap(\.self)
                }
                let id = raw.fields["id"] ?? .null
                if var open = waiting, open.id == id, !id.isNull {
                    waiting = nil
                    open.rows.append(raw.fields)
                    waiting = open
                } else {
                    let item = finish()
                    waiting = (id, [raw.fields], raw.line)
                    if let item { return [item] }
                }
                continue
            }
            guard place < files.count else { return nil }
            list = try JSONListReader(input.source(files[place]))
            place += 1
        }
    }

    private func finish() -> LabelledItem? {
        guard let (id, rows, line) = waiting, let first = rows.first else { return nil }
        waiting = nil
        done += 1
        let annotations = rows.compactMap(row.annotation)
        var whole: JSONObject = ["data": .object(row.data(first)), "annotations": .array(annotations.map { .object($0) })]
        if !id.isNull { whole["id"] = id }
        // A row says nothing of what was looked for and not found.
        whole["meta"] = ["winnow": ["annotations": .array(annotations.map { _ in ["open": .array(listed)] })]]
        var item = task.item(whole, number: done, place: Place(file: files[max(place - 1, 0)], line: line))
        findings.add(task.takeFindings())
        if let kept = item.metadata["label-studio"] {
            item.metadata["label-studio"] = nil
            item.metadata["label-studio-min"] = kept
        }
        if !keys.insert(item.key).inserted {
            findings.add(Finding(.warning, "label-studio-min.task.twice", "rows of the task `\(item.key)` do not stand together", at: item.place, hint: "The later ones are read as an item of their own"))
            item.key += "-\(done)"
            keys.insert(item.key)
        }
        if let path = item.picturePath, item.size == nil, let size = options.probe?(input.listing.fullPath(path)) { item.size = size }
        return item
    }
}
