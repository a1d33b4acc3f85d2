import Records

/// Reads Parquet datasets, ours and those of the Hugging Face hub, file by file and row by row.
///
/// Class columns, and a column of texts called `label`, become choice questions, `objects` with `bbox` and categories boxes, pictures within the rows are put among
/// the reader's temporary files; other columns become fields. Bytes that are no file are left out, which is told once per
/// column.
public final class ParquetDatasetReader: DatasetReader {
    public let questions: [Question]
    public let filesFolder: String
    public private(set) var progress: (done: Int, total: Int?)
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let paths: [String]
    private let embedded: EmbeddedFiles?
    private var findings = FindingLog()
    private var keys = KeyBook()
    private var place = 0
    private var rows: ParquetReader?
    private var uses: [ParquetColumnUse] = []
    private var told: Set<String> = []

    public init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        self.input = input
        self.options = options
        paths = input.files("parquet")
        if paths.isEmpty { throw ImageFormatError.noFiles(format: "parquet", folder: input.path, expected: "Parquet file") }
        var found: [Question] = []
        var total: Int64 = 0
        var hasFiles = false
        for path in paths {
            guard let file = try? ParquetFile(path: input.listing.fullPath(path), shownAs: path) else { continue }
            total = total.addingReportingOverflow(file.rows).partialValue
            for use in ParquetColumnUse.all(file, options) {
                if case .file = use { hasFiles = true }
                guard let question = Self.question(use) else { continue }
                if let known = found.firstIndex(where: { $0.name == question.name }) {
                    found[known].labels += question.labels.filter { label in !found[known].labels.contains { $0.name == label.name } }
                } else { found.append(question) }
            }
        }
        questions = found
        progress = (0, Int(exactly: total))
        embedded = hasFiles ? try EmbeddedFiles() : nil
        filesFolder = embedded?.folder ?? input.listing.folder
    }

    private static func question(_ use: ParquetColumnUse) -> Question? {
        switch use {
        case .answer(let answers): answers.question
        case .boxes(let name, let boxes): Question(name: name, kind: .boxes, labels: boxes.labels.map { LabelDefinition(name: $0) })
        default: nil
        }
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while place < paths.count {
            do {
                if rows == nil {
                    let file = try ParquetFile(path: input.listing.fullPath(paths[place]), shownAs: paths[place])
                    rows = try file.reader()
                    uses = ParquetColumnUse.all(file, options)
                }
                while let row = try rows?.next() { if let item = try item(row) { return item } }
            } catch let error as ParquetError { findings.add(error.finding) }
            rows = nil
            place += 1
        }
        findings.close(file: input.path)
        return nil
    }

    // MARK: One row

    private func item(_ row: [ParquetValue]) throws -> LabelledItem? {
        guard let rows else { return nil }
        var item = LabelledItem(key: "", split: ParquetDataset.split(of: paths[place]))
        item.place = Place(file: paths[place], record: String(rows.rowNumber))
        var files: [(role: String, column: ParquetColumn, value: ParquetValue)] = []
        for (value, (use, column)) in zip(row, zip(uses, rows.columns)) where !value.isNull {
            switch use {
            case .key: item.key = value.text ?? ""
            case .rest: take(value, into: &item)
            case .file(let role): files.append((role, column, value))
            case .answer(let answers):
                if let answer = answers.answer(value) { item.answers[answers.question.name] = answer } else if value != .int(-1) { tell("answer", "has a value in column `\(column.name)` that answers no question of kind \(answers.question.kind.rawValue)", item) }
            case .names(let names): addField(column, Self.named(value, names), &item)
            case .boxes(let question, let boxes): add(boxes, value, question, &item)
            case .field: addField(column, value, &item)
            }
        }
        try finish(&item, files)
        return item
    }

    /// What has no column of its own.
    private func take(_ value: ParquetValue, into item: inout LabelledItem) {
        guard let text = value.text, var object = (try? JSONParser.parse(text))?.object else { return tell("rest", "has something in column `\(ParquetDataset.rest)` that is no JSON object", item) }
        object["key"] = .string(item.key)
        switch JSONLinesDatasetReader.item(object) {
        case .failure(let fault): findings.add(Finding(.error, fault.code, "row \(rows?.rowNumber ?? 0) of `\(paths[place])`: \(fault.message)", at: item.place, hint: fault.hint))
        case .success(var rest):
            rest.fields = JSONObject(item.fields.members + rest.fields.members)
            rest.answers.merge(item.answers) { _, typed in typed }
            rest.split = rest.split ?? item.split
            rest.place = item.place
            rest.files.merge(item.files) { known, _ in known }
            item = rest
        }
    }

    private func addField(_ column: ParquetColumn, _ value: ParquetValue, _ item: inout LabelledItem) {
        if let json = value.json(column) { item.fields[column.name] = json } else { tell("value-left-out", "has bytes, or a number that is none, in column `\(column.name)`; such are left out", item, once: column.name) }
    }

    private static func named(_ value: ParquetValue, _ names: [String]) -> ParquetValue {
        switch value {
        case .int(let number): Int(exactly: number).flatMap { names.indices.contains($0) ? .text(names[$0]) : nil } ?? value
        case .list(let items): .list(items.map { named($0, names) })
        default: value
        }
    }

    private func add(_ boxes: HuggingFaceBoxes, _ value: ParquetValue, _ question: String, _ item: inout LabelledItem) {
        guard let (parts, extras) = boxes.parts(value) else { return tell("boxes", "has boxes and categories that do not belong together", item) }
        item.answers[question] = .parts(parts)
        if !extras.isEmpty { item.metadata["parquet"] = ["parts": .object(extras)] }
    }

    private func finish(_ item: inout LabelledItem, _ files: [(role: String, column: ParquetColumn, value: ParquetValue)]) throws {
        let hasKey = !item.key.isEmpty
        for (role, column, value) in files {
            let members = Dictionary(zip(column.children.map(\.name), value.group ?? [])) { first, _ in first }
            let path = members["path"]?.text
            if !hasKey, role == LabelledItem.picture, item.key.isEmpty, let path, let key = keys.key(for: path, split: item.split) { item.key = key }
            if item.files[role] == nil { item.files[role] = LabelledFile() }
            if case .bytes(let bytes)? = members["bytes"] {
                if item.files[role]?.type == nil, let type = PictureType.name(bytes) { item.files[role]?.type = "image/\(type)" }
                if options.needsFiles { item.files[role]?.path = try embedded?.keep(bytes, as: path ?? "\(item.key).\(role)") }
            } else if let path, input.listing.paths.contains(path), let embedded, options.needsFiles {
                item.files[role]?.path = try embedded.keep(input.source(path).readAll(maximumBytes: 1 << 30), as: path)
            }
            if let path, path != item.key, item.files[role]?.name == nil, !hasKey { item.files[role]?.name = path }
        }
        if item.key.isEmpty { item.key = keys.key(for: "\(ImageFiles.stem(paths[place]))-\(rows?.rowNumber ?? 0)", split: item.split) ?? "\(paths[place])-\(rows?.rowNumber ?? 0)" }
        if item.media == nil { item.media = item.files[LabelledItem.picture] != nil ? .image : item.files["audio"] != nil ? .audio : item.text != nil ? .text : nil }
        if item.size == nil, let path = item.picturePath, let size = options.probe?("\(filesFolder)/\(path)") { item.size = size }
        progress.done += 1
    }

    private func tell(_ code: String, _ message: String, _ item: LabelledItem, once: String? = nil) {
        if let once, !told.insert(once).inserted { return }
        findings.add(Finding(.warning, "parquet.\(code)", "row \(rows?.rowNumber ?? 0) of `\(paths[place])` \(message)", at: item.place))
    }
}
