import Records

/// Reads Prodigy's lines; lines of one input that come one after another from several annotators become one item with an
/// annotation each.
///
/// Only what was accepted is an answer: a rejected or ignored line keeps what it shows as its annotation's metadata.
final class ProdigyReader: QueuedReader {
    private let files: [SplitFiles.File]
    private var place = 0
    private var reader: JSONLinesReader?
    private var keys = KeyBook()
    private var open: Group?
    /// The name of the format that is read: that of texts or that of pictures.
    private let name: String
    private var pictures: ProdigyPictures?

    /// Lines of one input.
    private struct Group {
        var input: JSONValue?
        var object: JSONObject
        var rows: [ProdigyRow]
        var place: Place
        var split: String?
        var prefix: String
    }

    init(reading input: DatasetInput, options: DatasetReadOptions, named name: String = Prodigy.card.name) throws {
        self.name = name
        files = SplitFiles(Prodigy.files(input)).files
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: name, folder: input.path, expected: "lines of that format") }
        var survey = QuestionSurvey()
        while let items = try produce() { for item in items { survey.add(item) } }
        questions = survey.questions.map { question in
            var question = question
            if question.kind == .boxes, question.name == options.questions.name(.spans) { question.kind = .spans }
            return question
        }
        pictures = try ProdigyPictures(input, options, hasEmbedded: hasEmbedded)
        (place, reader, keys, open, findings, done) = (0, nil, KeyBook(), nil, FindingLog(), 0)
    }

    private var hasEmbedded = false
    override var filesFolder: String { pictures?.folder ?? super.filesFolder }

    override func produce() throws -> [LabelledItem]? {
        while place < files.count {
            if reader == nil { reader = try JSONLinesReader(try input.source(files[place].path)) }
            let record = try reader?.next()
            findings.add(reader?.takeFindings() ?? [])
            guard let record else {
                (reader, place) = (nil, place + 1)
                if let last = close() { return [last] }
                continue
            }
            if let item = take(record) { return [item] }
        }
        return nil
    }

    /// Adds the line to those of its input, or ends them and begins the next; gives the item that is complete.
    private func take(_ record: RawRecord) -> LabelledItem? {
        let file = files[place]
        let at = Place(file: file.path, line: record.line, record: String(record.number))
        guard record.fields["text"]?.string != nil || record.fields["image"]?.string != nil || record.fields["html"]?.string != nil else {
            findings.add(Finding(.error, "prodigy.nothing-shown", "line \(record.line) has no `text`, `image` or `html`", at: at))
            return nil
        }
        var row = ProdigyRow(record.fields, options: options, place: at, format: name)
        row.read()
        if record.fields["image"]?.string?.hasPrefix("data:") == true { hasEmbedded = true }
        findings.add(row.findings)
        let hash = record.fields["_input_hash"]
        if let hash, open?.input == hash, row.author != nil, open?.rows.allSatisfy({ $0.author != nil && $0.author != row.author }) == true {
            open?.rows.append(row)
            return nil
        }
        let complete = close()
        open = Group(input: hash, object: record.fields, rows: [row], place: at, split: file.split, prefix: file.prefix)
        return complete
    }

    private func close() -> LabelledItem? {
        guard let group = open, let first = group.rows.first else { return nil }
        open = nil
        done += 1
        let name = ProdigyRow.key(group.object) ?? "\(group.prefix)\(group.place.record ?? "")"
        var place = group.place
        place.record = name
        guard let key = keys.key(for: name, split: group.split) else {
            // The same example again by the same person or without a person: an item of its own.
            return item(group, first, key: "\(name)#\(group.place.line ?? 0)", place)
        }
        return item(group, first, key: key, place)
    }

    private func item(_ group: Group, _ first: ProdigyRow, key: String, _ place: Place) -> LabelledItem {
        var item = first.item(key: key)
        item.split = group.split
        item.place = place
        if group.rows.count > 1 || first.author != nil {
            item.annotations = group.rows.map(\.annotation)
            item.answers = [:]
        }
        if item.media == .image { findings.add(pictures?.complete(&item, group.object["image"]?.string ?? "") ?? []) }
        return item
    }
}
