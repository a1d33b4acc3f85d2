import Records

/// Reads rows; those of one picture that stand together are one item.
final class VertexTableReader: QueuedReader {
    private let files: [String]
    private let pictures: ImageFiles
    private var place = 0
    private var rows: CSVReader?
    private var keys = KeyBook()
    private var waiting: (item: LabelledItem, parts: [Part], labels: [String], left: [JSONValue])?

    init(opening input: DatasetInput, options: DatasetReadOptions) throws {
        let found = input.isFile ? input.listing.paths : VertexTable.files(in: input)
        files = found.isEmpty ? input.files("csv") : found
        pictures = ImageFiles(input.listing)
        guard !files.isEmpty else { throw ImageFormatError.noFiles(format: "vertex-csv", folder: input.path, expected: "CSV file") }
        super.init(input, options: options)
        var survey = QuestionSurvey()
        while let portion = try produce() { for item in portion { survey.add(item) } }
        questions = survey.questions
        (findings, keys, done, place, rows) = (FindingLog(), KeyBook(), 0, 0, nil)
    }

    override func produce() throws -> [LabelledItem]? {
        while true {
            if let rows {
                let record = try rows.next()
                findings.add(rows.takeFindings())
                guard let record else {
                    self.rows = nil
                    return finish()
                }
                if let items = take(record) { return items }
                continue
            }
            guard place < files.count else { return nil }
            rows = try CSVReader(input.source(files[place]), header: .none)
            place += 1
        }
    }

    /// The item before, when this row begins another.
    private func take(_ record: RawRecord) -> [LabelledItem]? {
        var cells = record.fields.members.compactMap(\.value.string)[...]
        let at = Place(file: files[place - 1], line: record.line)
        let set = cells.first.flatMap { VertexTable.sets[$0] }
        if set != nil || cells.first == VertexTable.noSet || cells.first == "" { cells = cells.dropFirst() }
        guard let address = cells.first, !address.isEmpty else {
            findings.add(Finding(.error, "vertex-csv.row.no-picture", "row \(record.number) names no picture", at: at))
            return nil
        }
        cells = cells.dropFirst()
        var before: [LabelledItem]?
        if waiting?.item.metadata["vertex-csv"]?["address"]?.string != address {
            before = finish()
            waiting = (start(address, set, at), [], [], [])
        }
        guard var open = waiting else { return before }
        waiting = nil
        read(Array(cells), at, &open)
        waiting = open
        return before
    }

    private func start(_ address: String, _ set: String?, _ at: Place) -> LabelledItem {
        done += 1
        let name = String(ImageFiles.fileName(address)), below = address.hasPrefix("images/") ? String(address.dropFirst(7)) : name
        let path = pictures.contains(address) ? address : pictures.first(of: [name, "images/\(name)"]) ?? pictures.only(stem: ImageFiles.stem(name))
        var item = LabelledItem(picture: below, file: path, split: set, metadata: ["vertex-csv": ["address": .string(address)]], place: at)
        item.files["image"]?.url = address == path ? nil : address
        if let key = keys.key(for: below, split: set) { item.key = key } else {
            findings.add(Finding(.warning, "vertex-csv.picture.twice", "rows of `\(address)` do not stand together", at: at, hint: "Sort the table by its addresses; the later rows are read as an item of their own"))
            item.key = "\(below)-\(done)"
        }
        item.place?.record = item.key
        if let path { item.size = options.probe?(input.listing.fullPath(path)) }
        if path == nil, options.needsFiles, !address.contains("://") { findings.add(Finding(.warning, "vertex-csv.file.missing", "the picture `\(address)` is not there", at: at)) }
        return item
    }

    private func read(_ cells: [String], _ at: Place, _ open: inout (item: LabelledItem, parts: [Part], labels: [String], left: [JSONValue])) {
        let label = cells.first ?? ""
        let numbers = cells.dropFirst().map { $0.isEmpty ? nil : DecimalText.number($0) }
        if numbers.allSatisfy({ $0 == nil }) {
            open.labels += ([label] + cells.dropFirst()).filter { !$0.isEmpty }
            return
        }
        func leave(_ code: String, _ message: String, _ hint: String) {
            findings.add(Finding(.warning, code, message, at: at, hint: hint))
            open.left.append(.array(cells.map { .string($0) }))
        }
        let known = numbers.compactMap(\.self)
        let xs = stride(from: 0, to: numbers.count, by: 2).compactMap { numbers[$0] }, ys = stride(from: 1, to: numbers.count, by: 2).compactMap { numbers[$0] }
        guard known.count >= 4, known.count % 2 == 0, let x0 = xs.min(), let x1 = xs.max(), let y0 = ys.min(), let y1 = ys.max(), x0 < x1, y0 < y1, !label.isEmpty else {
            return leave("vertex-csv.box.bad", "a box of `\(open.item.key)` lacks a label or coordinates, or has no area", "It is kept in the item's metadata")
        }
        guard let size = open.item.size else {
            return leave("vertex-csv.size.missing", "the size of `\(open.item.key)` is not known, and boxes are shares of it", "Put the pictures beside the table")
        }
        let box = [VertexShare.pixels(x0, size.width), VertexShare.pixels(y0, size.height), VertexShare.pixels(x1, size.width), VertexShare.pixels(y1, size.height)]
        open.parts.append(Part(id: "b\(open.parts.count + open.left.count + 1)", labels: [label], shape: .box(box), origin: .imported))
    }

    private func finish() -> [LabelledItem]? {
        guard let open = waiting else { return [] }
        waiting = nil
        var item = open.item
        item.metadata["vertex-csv"] = open.left.isEmpty ? nil : ["rows": .array(open.left)]
        if !open.labels.isEmpty, open.parts.isEmpty {
            if let name = options.questions.name(.choices) { item.answers[name] = .choices(open.labels) }
        } else if let name = options.questions.name(.boxes), open.left.isEmpty || !open.parts.isEmpty { item.answers[name] = .parts(open.parts) }
        return [item]
    }
}
