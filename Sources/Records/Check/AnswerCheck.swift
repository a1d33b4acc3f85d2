/// One answer against its question: labels, numbers, dates, names of fields.
struct AnswerCheck {
    let question: Question
    let extent: ItemExtent
    let partIDs: [String: Set<String>]
    var list: AnnotationFindings
    private let labelNames: Set<String>

    init(question: Question, extent: ItemExtent, partIDs: [String: Set<String>], list: AnnotationFindings) {
        self.question = question
        self.extent = extent
        self.partIDs = partIDs
        self.list = list
        labelNames = Set(question.labelNames)
    }

    var name: String { question.name }

    mutating func check(_ answer: Answer, item: Item?) {
        switch answer {
        case .choice(let value): label(value)
        case .choices(let values): distinctLabels(values)
        case .paths(let paths): for path in paths { tree(path) }
        case .rating(let value): rating(value)
        case .number(let value): finite(value, "the number")
        case .date(let text): date(text)
        case .text(let text): if question.isRequired, text.allSatisfy(\.isWhitespace) { list.error("blank", "the text of `\(name)` is blank") }
        case .texts(let texts): if question.isRequired, texts.isEmpty { list.error("blank", "`\(name)` has no text") }
        case .pairwise(let pair): pairwise(pair, item)
        case .ranking(let ranks): ranking(ranks)
        case .chat(let turns): chat(turns)
        case .parts(let parts): self.parts(parts)
        case .relations(let relations): for relation in relations { self.relation(relation) }
        case .tokens(let layers): tokens(layers)
        case .pointLabels(let runs): self.runs(runs)
        case .cells(let cells): self.cells(cells, item)
        }
    }

    // MARK: Labels

    mutating func label(_ value: String, of part: String? = nil) {
        guard !labelNames.contains(value) else { return }
        let subject = part.map { "part `\($0)` of `\(name)`" } ?? "`\(name)`"
        list.error("label", "\(subject) has no label `\(value)` to choose", hint: NearestName.hint(value, among: question.labelNames))
    }

    private mutating func distinctLabels(_ values: [String]) {
        var seen: Set<String> = []
        for value in values {
            label(value)
            if !seen.insert(value).inserted { list.error("label", "`\(name)` has `\(value)` twice") }
        }
    }

    /// A path is a label joined by `/`, a beginning of one, or a list of labels.
    private mutating func tree(_ path: [String]) {
        let joined = path.joined(separator: "/")
        if path.isEmpty { return list.error("label", "a path of `\(name)` is empty") }
        if labelNames.contains(joined) || question.labelNames.contains(where: { $0.hasPrefix(joined + "/") }) { return }
        if path.allSatisfy(labelNames.contains) { return }
        list.error("label", "`\(name)` has no path `\(joined)`", hint: NearestName.hint(joined, among: question.labelNames))
    }

    // MARK: Values

    mutating func finite(_ value: Double, _ what: String) {
        if !value.isFinite { list.error("number", "\(what) of `\(name)` is \(value), not a number") }
    }

    private mutating func rating(_ value: Double) {
        finite(value, "the rating")
        let steps = question.labelNames.compactMap(Double.init)
        if !steps.isEmpty, steps.count == question.labels.count, !steps.contains(value) {
            list.error("rating", "`\(name)` has no rating \(JSONValue.double(value).text())", hint: "one of " + question.labelNames.joined(separator: ", "))
        }
    }

    private mutating func date(_ text: String) {
        if !CalendarDate.isValid(text) { list.error("date", "`\(text)` is not a date of the calendar", hint: "write it as `YYYY-MM-DD`") }
    }

    private mutating func pairwise(_ pair: Pairwise, _ item: Item?) {
        if !pair.order.isEmpty, Set(pair.order).count != 2 || pair.order.count != 2 {
            return list.error("pairwise", "`\(name)` shows two different fields, left then right; `order` has \(pair.order.count)")
        }
        guard let item else { return }
        for field in pair.order where item.fields[field] == nil && item.blobs[field] == nil {
            list.error("field", "`\(name)` compares `\(field)`, which the item does not have")
        }
    }

    private mutating func ranking(_ ranks: [[String]]) {
        var seen: Set<String> = []
        for entry in ranks.joined() where !seen.insert(entry).inserted { list.error("ranking", "`\(name)` ranks `\(entry)` twice") }
        if ranks.contains(where: \.isEmpty) { list.error("ranking", "a rank of `\(name)` is empty") }
    }

    private mutating func chat(_ turns: [ChatTurn]) {
        var seen: Set<Int> = []
        for turn in turns {
            if turn.turn < 0 || !seen.insert(turn.turn).inserted { list.error("turn", "turn \(turn.turn) of `\(name)` is below 0 or comes twice") }
            if let rating = turn.rating { finite(rating, "a rating") }
            if !labelNames.isEmpty { for value in turn.labels { label(value) } }
        }
    }

    private mutating func relation(_ relation: Relation) {
        let ids = question.of.map { partIDs[$0] ?? [] } ?? partIDs.values.reduce(into: []) { $0.formUnion($1) }
        for end in [relation.from, relation.to] where !ids.contains(end) {
            list.error("dangling", "a relation of `\(name)` ends at part `\(end)`, which does not exist")
        }
        if relation.labels.isEmpty { list.error("label", "a relation of `\(name)` has no label") }
        for value in relation.labels { label(value) }
    }

    private mutating func tokens(_ layers: [TokenLayer]) {
        var seen: Set<String> = []
        for layer in layers where !seen.insert(layer.name).inserted { list.error("layer", "the layer `\(layer.name)` of `\(name)` comes twice") }
        if Set(layers.map(\.values.count)).count > 1 { list.error("layer", "the layers of `\(name)` have different numbers of tokens") }
    }

    private mutating func runs(_ runs: [LabelRun]) {
        for run in runs {
            label(run.label)
            if run.count < 1 { list.error("run", "a run of `\(run.label)` in `\(name)` has length \(run.count)") }
        }
    }

    private mutating func cells(_ cells: JSONObject, _ item: Item?) {
        guard let item else { return }
        for column in cells.keys where item.fields[column] == nil {
            list.error("field", "`\(name)` answers for the column `\(column)`, which the item does not have", hint: NearestName.hint(column, among: item.fields.keys))
        }
    }
}
