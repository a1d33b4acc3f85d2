import Records

/// A document of Datasaur, or one row of it, as an item.
struct DatasaurItem {
    private let document: DatasaurDocument
    private let rows: Range<Int>
    private let isRowed: Bool
    private let file: String
    private let reader: DatasaurReader
    /// By row; offsets begin anew with each line.
    private let lines: [DatasaurLine]
    private let starts: [Int]

    init(_ document: DatasaurDocument, rows: Range<Int>, isRowed: Bool, file: String, _ reader: DatasaurReader) {
        (self.document, self.rows, self.isRowed, self.file, self.reader) = (document, rows, isRowed, file, reader)
        lines = document.rows[rows].map { DatasaurLine($0.first ?? DatasaurDocument.Cell(content: "")) }
        var (place, starts) = (0, [Int]())
        for line in lines {
            starts.append(place)
            place += line.text.unicodeScalars.count + 1
        }
        self.starts = starts
    }

    private var place: Place { Place(file: file, record: isRowed ? String(rows.lowerBound) : nil) }

    func item() -> LabelledItem? {
        let stem = ImageFiles.stem(file)
        var item = LabelledItem(key: isRowed ? "\(stem)/\(rows.lowerBound)" : stem)
        (item.media, item.place) = (.text, place)
        fill(&item)
        var sheet = AnswerSheet(reader.options.questions)
        var left: [JSONValue] = []
        spans(&sheet, &left)
        arrows(&sheet, &left)
        if !isRowed || rows.lowerBound == 0, let all = document.answers { answers(all, &sheet, &left) }
        for answer in isRowed ? document.rowAnswers[rows.lowerBound] ?? [] : [] { answers(answer, &sheet, &left) }
        if !isRowed || rows.lowerBound == 0 { left += document.unplaced.map { leave($0, "has no position in the text, or no label") } }
        var own = isRowed && rows.lowerBound > 0 ? [:] : document.rest
        if !left.isEmpty { own["left_out"] = .array(left) }
        item.answers = sheet.answers
        item.metadata = sheet.metadata("datasaur", own: own)
        return reader.placed(item, sheet, lookingIn: [])
    }

    private func fill(_ item: inout LabelledItem) {
        item.fields["text"] = .string(lines.map(\.text).joined(separator: "\n"))
        guard isRowed, let cells = document.rows[rows].first else { return }
        for (number, cell) in cells.enumerated() where number > 0 || document.columns.indices.contains(0) {
            let name = document.columns.indices.contains(number) ? document.columns[number] : "column-\(number + 1)"
            if item.fields[name] == nil { item.fields[name] = .string(cell.content) }
        }
    }

    // MARK: Labels and arrows

    private func spans(_ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        for label in document.labels(in: rows) {
            guard label.isSettled else { left.append(label.json); continue }
            guard let start = offset(label.start, isLast: false), let end = offset(label.end, isLast: true), start < end else {
                left.append(leave(label.json, "`\(label.name)` marks nothing in the text"))
                continue
            }
            let name = document.sets.indices.contains(label.layer) ? document.sets[label.layer].name : nil
            sheet.add(Part(id: label.id, labels: [label.name], shape: .ranges([[start, end]]), origin: .imported), .spans, called: name.flatMap { $0.isEmpty ? nil : $0 })
        }
        guard document.answers == nil, document.rowAnswers.isEmpty, let name = reader.question(0, document), sheet.answers[name] == nil else { return }
        sheet.set(.parts([]), .spans, called: name)
    }

    private func offset(_ position: DatasaurPosition, isLast: Bool) -> Int? {
        guard rows.contains(position.row), position.column == 0 else { return nil }
        let line = position.row - rows.lowerBound
        return lines[line].offset(position, isLast: isLast).map { starts[line] + $0 }
    }

    private func arrows(_ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        guard !document.arrows.isEmpty else { return }
        let here = Set(sheet.answers.values.flatMap { answer in if case .parts(let parts) = answer { parts.map(\.id) } else { [String]() } })
        var relations: [Relation] = []
        for arrow in document.arrows {
            guard arrow.isSettled else { if !isRowed { left.append(arrow.json) }; continue }
            if here.contains(arrow.from), here.contains(arrow.to) {
                relations.append(Relation(from: arrow.from, to: arrow.to, labels: arrow.name.map { [$0] } ?? []))
            } else if !isRowed || here.contains(arrow.from) {
                left.append(leave(arrow.json, "is between labels that are not both there"))
            }
        }
        if !relations.isEmpty { sheet.set(.relations(relations), .relations) }
    }

    private func leave(_ value: JSONValue, _ why: String) -> JSONValue {
        reader.say(.warning, "label.left-out", "a label of `\(file)` \(why); it is kept in the item's metadata", place)
        return value
    }

    // MARK: Answers

    /// Answers by the names of their questions; other forms are kept as they stand.
    private func answers(_ value: JSONValue, _ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        if value["labeledBy"] == "CONFLICT" { left.append(value); return }
        guard let named = (value["answers"] ?? value).object, value.array == nil else {
            if value != [] { left.append(leave(value, "(an answer to a question of the whole) has a form that is not known")) }
            return
        }
        for (name, said) in named.members where !["row", "line", "labeledBy", "labeledByUserId"].contains(name) {
            switch said {
            case .string(let text): sheet.set(.choice(text), .choice, called: name)
            case .int, .double: if let number = said.double { sheet.set(.number(number), .number, called: name) }
            case .array(let list) where list.allSatisfy({ $0.string != nil }): sheet.set(.choices(list.compactMap(\.string)), .choices, called: name)
            case .null: continue
            default: left.append(leave(.object(JSONObject([(key: name, value: said)])), "(the answer to `\(name)`) has a form that is not known"))
            }
        }
    }
}
