import Records

/// Reads image folders of the Hugging Face hub: the rows of each `metadata` file in their order, then the pictures beside it
/// that no row names. A first pass over the rows finds the labels.
public final class HFImageFolderReader: DatasetReader {
    public let questions: [Question]
    public var filesFolder: String { input.listing.folder }
    public private(set) var progress: (done: Int, total: Int?)
    private let input: DatasetInput
    private let options: DatasetReadOptions
    private let images: ImageFiles
    private let files: [String]
    private var findings = FindingLog()
    private var keys = KeyBook()
    private var place = 0
    private var rows: HFMetadataRows?
    private var named: Set<String> = []
    private var rest: ArraySlice<String>?

    public init(_ input: DatasetInput, options: DatasetReadOptions) throws {
        self.input = input
        self.options = options
        images = ImageFiles(input.listing)
        files = HFImageFolder.metadataFiles(input.listing)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "hf-imagefolder", folder: input.path, expected: "`metadata.jsonl`, `metadata.csv` or `metadata.parquet`") }
        var survey = QuestionSurvey()
        for file in files {
            guard let rows = try? HFMetadataRows(input, file) else { continue }
            while let (row, _) = try? rows.next() { if case .success(let item) = HFRow(row).item(LabelledItem(key: ""), options) { survey.add(item) } }
        }
        let order: [QuestionKind] = [.boxes, .choice, .text]
        questions = survey.questions.sorted { (order.firstIndex(of: $0.kind) ?? 3) < (order.firstIndex(of: $1.kind) ?? 3) }
        progress = (0, max(survey.items, images.paths.count))
    }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while place < files.count {
            do {
                if rows == nil { rows = try HFMetadataRows(input, files[place]) }
                while let (row, place) = try rows?.next() {
                    findings.add(rows?.takeFindings() ?? [])
                    if let item = item(row, place) { return item }
                }
            } catch let error as ParquetError { findings.add(error.finding) } catch let error as ByteError { findings.add(error.finding) } catch let error as FormatError { findings.add(error.finding) }
            findings.add(rows?.takeFindings() ?? [])
            place += 1
            rows = nil
        }
        if rest == nil {
            let folders = Set(files.map(ImageFiles.parent))
            rest = images.paths.filter { path in !named.contains(path) && folders.contains { $0.isEmpty || path.hasPrefix($0 + "/") } }[...]
        }
        while let path = rest?.popFirst() {
            var item = LabelledItem(picture: path, file: path)
            if finish(&item, path) { return item }
        }
        findings.close(file: input.path)
        return nil
    }

    private func item(_ row: JSONObject, _ place: Place) -> LabelledItem? {
        func fault(_ code: String, _ message: String) { findings.add(Finding(.error, code, "the row of \(place) \(message)", at: place)) }
        guard let name = row["file_name"]?.string, !name.isEmpty else {
            fault("hf-imagefolder.no-file-name", "has no `file_name`")
            return nil
        }
        let folder = ImageFiles.parent(place.file ?? "")
        let path = ImageFiles.join(folder, name)
        var item = LabelledItem(picture: name, file: images.contains(path) ? path : nil, place: place)
        switch HFRow(row).item(item, options) {
        case .failure(let finding): fault(finding.code, finding.message)
        case .success(let read): item = read
        }
        named.insert(path)
        if item.picturePath == nil, options.needsFiles { findings.add(Finding(.warning, "hf-imagefolder.image.missing", "the picture `\(name)` of `\(place.file ?? "")` is not there", at: place)) }
        return finish(&item, path, key: row["key"]?.string) ? item : nil
    }

    /// Split, key and size; false when the name came before.
    private func finish(_ item: inout LabelledItem, _ path: String, key given: String? = nil) -> Bool {
        let (split, name) = Self.split(path)
        item.split = split
        guard let key = keys.key(for: given ?? name, split: split) else {
            findings.add(Finding(.warning, "hf-imagefolder.twice", "`\(path)` comes twice", at: item.place ?? Place(file: path)))
            return false
        }
        item.key = key
        if given != nil, given != name { item.files[LabelledItem.picture]?.name = name }
        if item.size == nil, let found = item.picturePath { item.size = options.probe?(input.listing.fullPath(found)) }
        if item.place == nil { item.place = Place(file: path, record: key) }
        progress.done += 1
        return true
    }

    /// `data/train/a/b.jpg` -> `train` and `a/b.jpg`.
    static func split(_ path: String) -> (split: String?, name: String) {
        var parts = path.split(separator: "/")[...]
        if parts.count > 2, parts.first == "data" || parts.first == "images" { parts = parts.dropFirst() }
        guard parts.count > 1, let first = parts.first else { return (nil, parts.joined(separator: "/")) }
        return (first == LabelledItem.wholeName ? nil : String(first), parts.dropFirst().joined(separator: "/"))
    }
}

/// What one row says of its picture.
struct HFRow {
    private let row: JSONObject

    init(_ row: JSONObject) { self.row = row }

    func item(_ start: LabelledItem, _ options: DatasetReadOptions) -> Result<LabelledItem, Finding> {
        var item = start
        for (name, value) in row.members where !HFImageFolder.ownColumns.contains(name) { item.fields[name.hasPrefix("field.") ? String(name.dropFirst(6)) : name] = value }
        if let label = row["label"], !label.isNull {
            if let question = options.questions.name(.choice) { item.answers[question] = .choice(label.string ?? label.text()) } else { item.fields["label"] = label }
        }
        if let text = row["text"]?.string {
            if let question = options.questions.name(.text) { item.answers[question] = .text(text) } else { item.fields["text"] = .string(text) }
        }
        guard let objects = row["objects"], !objects.isNull else { return .success(item) }
        guard let question = options.questions.boxes else { return .success(item) }
        guard let (parts, extras) = Self.parts(objects) else { return .failure(Finding(.error, "hf-imagefolder.objects", "has `objects` whose `bbox` and `categories` do not belong together")) }
        item.answers[question] = .parts(parts)
        if !extras.isEmpty { item.metadata["hf-imagefolder"] = ["objects": .object(extras)] }
        return .success(item)
    }

    /// A structure of lists, or a list of structures.
    private static func parts(_ objects: JSONValue) -> (parts: [Part], extras: JSONObject)? {
        var columns = objects.object ?? [:]
        if let list = objects.array {
            for name in Set(list.flatMap { $0.object?.keys ?? [] }).sorted() { columns[name] = .array(list.map { $0[name] ?? .null }) }
        }
        let boxes = columns["bbox"]?.array ?? []
        let labelName = ["categories", "category", "labels", "label"].first { columns[$0] != nil }
        let labels = labelName.flatMap { columns[$0]?.array }
        guard labels == nil || labels?.count == boxes.count else { return nil }
        var parts: [Part] = []
        for (number, box) in boxes.enumerated() {
            guard let values = box.array?.compactMap(\.double), values.count == 4, values.allSatisfy(\.isFinite) else { return nil }
            let shape = Shape.box([values[0], values[1], HFImageFolder.rounded(values[0] + values[2]), HFImageFolder.rounded(values[1] + values[3])])
            let label = labels?[number]
            parts.append(Part(id: "b\(number + 1)", labels: label.map { [$0.string ?? $0.text()] } ?? [], shape: shape, origin: .imported))
        }
        let extras = columns.members.filter { $0.key != "bbox" && $0.key != labelName }
        return (parts, JSONObject(extras.map { (key: $0.key, value: $0.value) }))
    }
}
