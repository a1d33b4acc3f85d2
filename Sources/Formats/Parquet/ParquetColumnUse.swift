import Records

/// What one column of a file means for items.
enum ParquetColumnUse {
    case key
    /// A structure of bytes and path.
    case file(role: String)
    case answer(ParquetAnswers)
    /// Numbers of classes to be kept by name.
    case names([String])
    case boxes(question: String, HuggingFaceBoxes)
    case rest
    case field

    /// Of each column of a file, in order.
    static func all(_ file: ParquetFile, _ options: DatasetReadOptions) -> [ParquetColumnUse] {
        let features = HuggingFaceFeatures(file.metadata(ParquetDataset.features))
        let own = file.metadata(ParquetDataset.rest).flatMap { try? JSONParser.parse($0) }
        let questions = own?["questions"].flatMap { try? $0.decode([Question].self) }
        let hasTokens = file.columns.contains { $0.name == "tokens" && $0.element?.leaf != nil }
        var roles: Set<String> = []
        return file.columns.map { column in
            if let questions {
                if let question = questions.first(where: { $0.name == column.name }) { return .answer(ParquetAnswers(question)) }
                if column.name == ParquetDataset.rest { return .rest }
            }
            if column.name == ParquetDataset.key, column.leaf?.meaning == .text { return .key }
            if isFile(column) {
                let wanted = role(column.name, features.type(column.name))
                let role = roles.insert(wanted).inserted ? wanted : column.name
                return .file(role: own == nil ? role : column.name)
            }
            if questions != nil { return .field }
            return foreign(column, features, options, hasTokens)
        }
    }

    private static func foreign(_ column: ParquetColumn, _ features: HuggingFaceFeatures, _ options: DatasetReadOptions, _ hasTokens: Bool) -> ParquetColumnUse {
        if let names = features.classNames(column.name) {
            let kind: QuestionKind = column.element == nil ? .choice : .choices
            if kind == .choices, hasTokens { return .names(names) }
            guard let name = options.questions.name(kind, called: column.name) else { return .names(names) }
            return .answer(ParquetAnswers(Question(name: name, kind: kind, labels: names.map { LabelDefinition(name: $0) })))
        }
        if let boxes = HuggingFaceBoxes(column, features), let name = options.questions.name(.boxes, called: column.name == "objects" ? nil : column.name) { return .boxes(question: name, boxes) }
        if let question = options.asked.first(where: { $0.name == column.name && $0.of == nil }) { return .answer(ParquetAnswers(question)) }
        // A text column of that name is what classifiers are trained on.
        if column.name == "label", column.leaf?.meaning == .text, let name = options.questions.name(.choice, called: column.name) { return .answer(ParquetAnswers(Question(name: name, kind: .choice))) }
        return .field
    }

    private static func isFile(_ column: ParquetColumn) -> Bool {
        let names = column.children.map(\.name)
        return names.contains("bytes") && names.contains("path") && column.children.first { $0.name == "bytes" }?.leaf?.storage == .byteArray
    }

    private static func role(_ name: String, _ type: String?) -> String {
        switch type {
        case "Audio": "audio"
        case "Video": "video"
        default: ["audio", "video", "document", "points"].contains(name) ? name : LabelledItem.picture
        }
    }
}

/// Boxes as the hub's datasets have them: a structure of lists, or a list of structures, of `bbox` (x, y, width, height in
/// pixels) and `category` (`categories`, `label`, `labels`).
struct HuggingFaceBoxes {
    private let names: [String]?
    private let boxPlace: Int
    private let labelPlace: Int?
    private let isListOfGroups: Bool
    private let others: [(place: Int, column: ParquetColumn)]

    init?(_ column: ParquetColumn, _ features: HuggingFaceFeatures) {
        isListOfGroups = column.element?.children.isEmpty == false
        let members = isListOfGroups ? column.element?.children ?? [] : column.children
        guard let box = members.firstIndex(where: { $0.name == "bbox" }), isListOfGroups ? members[box].element != nil : members[box].element?.element != nil else { return nil }
        boxPlace = box
        labelPlace = members.firstIndex { ["category", "categories", "label", "labels"].contains($0.name) }
        names = labelPlace.flatMap { features.classNames(column.name, member: members[$0].name) }
        let (boxes, labels) = (boxPlace, labelPlace)
        others = members.enumerated().filter { $0.offset != boxes && $0.offset != labels }.map { ($0.offset, $0.element) }
    }

    var labels: [String] { names ?? [] }

    /// nil when the lists are not as long as each other or a box has not four numbers.
    func parts(_ value: ParquetValue) -> (parts: [Part], extras: JSONObject)? {
        let rows: [[ParquetValue]]
        if isListOfGroups {
            rows = value.list?.compactMap(\.group) ?? []
        } else {
            guard let group = value.group, let boxes = group[boxPlace].list else { return nil }
            let columns = group.map { $0.list }
            if let labelPlace, let labels = columns[labelPlace], labels.count != boxes.count { return nil }
            rows = boxes.indices.map { row in columns.map { $0.flatMap { row < $0.count ? $0[row] : nil } ?? .null } }
        }
        var parts: [Part] = []
        var extras = JSONObject()
        for (number, row) in rows.enumerated() {
            guard let box = row[boxPlace].list?.compactMap(\.double), box.count == 4 else { return nil }
            let id = "b\(number + 1)"
            parts.append(Part(id: id, labels: label(row).map { [$0] } ?? [], shape: .box([box[0], box[1], box[0] + box[2], box[1] + box[3]]), origin: .imported))
            let rest = others.compactMap { place, column in row[place].isNull ? nil : (isListOfGroups ? row[place].json(column) : column.element.flatMap { row[place].json($0) }).map { (key: column.name, value: $0) } }
            if !rest.isEmpty { extras[id] = .object(JSONObject(rest)) }
        }
        return (parts, extras)
    }

    private func label(_ row: [ParquetValue]) -> String? {
        guard let labelPlace else { return nil }
        switch row[labelPlace] {
        case .int(let number): return names.flatMap { names in Int(exactly: number).flatMap { names.indices.contains($0) ? names[$0] : nil } } ?? String(number)
        case .text(let text): return text
        default: return nil
        }
    }
}
