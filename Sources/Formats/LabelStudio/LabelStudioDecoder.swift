import Records

/// The results of one annotation as answers. Results are joined by their region's id: a rectangle, its labels and what
/// was asked about it may be three of them.
///
/// What cannot be understood is left to the caller, who keeps every result as it stands; here it is counted.
struct LabelStudioDecoder {
    let config: LabelStudioConfig
    let asked: LabelStudioQuestions
    let scene: LabelStudioScene
    /// Code -> what happened and how often, for findings.
    private(set) var troubles: [(code: String, message: String)] = []
    private var answers: [String: Answer] = [:]
    private var parts: [String: [Part]] = [:]
    /// Region id -> where its part is.
    private var places: [String: (question: String, index: Int)] = [:]

    init(_ config: LabelStudioConfig, _ asked: LabelStudioQuestions, _ scene: LabelStudioScene) {
        (self.config, self.asked, self.scene) = (config, asked, scene)
    }

    /// `open`: questions that were not answered; other lists without a result are answered with "nothing there".
    mutating func answers(_ results: [JSONValue], open: Set<String> = []) -> [String: Answer] {
        (answers, parts, places) = ([:], [:], [:])
        for (number, result) in results.enumerated() { takeRegion(result, number) }
        for (number, result) in results.enumerated() { takeRest(result, number) }
        var relations: [Relation] = []
        for result in results where result["type"]?.string == "relation" { takeRelation(result, &relations) }
        for (question, list) in parts { answers[question] = .parts(list) }
        if let name = asked.relations, !relations.isEmpty { answers[name] = .relations(relations) }
        for question in asked.listed where answers[question.name] == nil && !open.contains(question.name) {
            // Turned boxes are a second question of the same control: no rectangle was turned, which says nothing.
            if question.kind == .rotatedBoxes, isSecond(question.name) { continue }
            answers[question.name] = question.kind == .relations ? .relations([]) : .parts([])
        }
        return answers
    }

    private func isSecond(_ question: String) -> Bool {
        asked.meanings.values.contains { if case .boxes(let upright?, question?) = $0 { upright != question } else { false } }
    }

    private mutating func trouble(_ code: String, _ message: String) { troubles.append((code, message)) }

    static func id(_ result: JSONValue, _ number: Int) -> String { result["id"]?.string ?? "r\(number + 1)" }

    // MARK: Regions

    private mutating func takeRegion(_ result: JSONValue, _ number: Int) {
        guard let from = result["from_name"]?.string, let value = result["value"], value.object != nil else { return }
        let id = Self.id(result, number)
        switch asked.meanings[from] {
        case .question(let name, let kind)? where kind.hasParts:
            if let shape = shape(kind, result, value) { add(id, name, shape, result, value) }
        case .boxes(let upright, let rotated)?:
            guard let shape = shape(.boxes, result, value) else { return }
            let name = if case .rotated = shape { rotated } else { upright ?? rotated }
            guard let name else { return trouble("label-studio.region.not-wanted", "a box of `\(from)` is turned, and no question asks for turned boxes") }
            if upright == nil, case .box(let box) = shape { return add(id, name, .rotated(Self.turned(box)), result, value) }
            add(id, name, shape, result, value)
        case nil: trouble("label-studio.control.unknown", "results of `\(from)` have no control in the configuration")
        default: break
        }
    }

    private static func turned(_ box: [Double]) -> [Double] {
        [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1], 0]
    }

    private mutating func add(_ id: String, _ question: String, _ shape: Shape, _ result: JSONValue, _ value: JSONValue) {
        guard places[id] == nil else { return trouble("label-studio.region.twice", "a region's id comes twice in an annotation") }
        var part = Part(id: id, labels: Self.labels(value, type: result["type"]?.string ?? ""), shape: shape, origin: .imported)
        part.score = result["score"]?.double
        if let notes = result["meta"]?["text"]?.array, notes.count == 1 { part.note = notes[0].string }
        for (key, value) in result["meta"]?["winnow"]?["attributes"]?.object?.members ?? [] { part.attributes[key] = value }
        places[id] = (question, parts[question, default: []].count)
        parts[question, default: []].append(part)
    }

    static func labels(_ value: JSONValue, type: String) -> [String] {
        (value[type]?.array ?? value["labels"]?.array ?? []).compactMap(\.string)
    }

    // MARK: What is said of regions and of the item

    private mutating func takeRest(_ result: JSONValue, _ number: Int) {
        guard let from = result["from_name"]?.string, let value = result["value"] else { return }
        switch asked.meanings[from] {
        case .question(let name, let kind)? where !kind.hasParts: takeWhole(name, kind, value, from)
        case .labels?: modify(result, number) { $0.labels = Self.labels(value, type: "labels") }
        case .attribute(let definition)?:
            guard let said = Self.attribute(definition, value) else { return trouble("label-studio.attribute.bad", "a result of `\(from)` is not of its kind") }
            modify(result, number) { $0.attributes[definition.name] = said }
        case .transcript?:
            let text = value["text"]?.array?.compactMap(\.string).joined(separator: "\n") ?? value["text"]?.string
            modify(result, number) { part in
                guard case .segment(var segment) = part.shape else { return }
                segment.text = text
                part.shape = .segment(segment)
            }
        default: break
        }
    }

    private mutating func modify(_ result: JSONValue, _ number: Int, _ change: (inout Part) -> Void) {
        guard let place = places[Self.id(result, number)] else { return trouble("label-studio.region.missing", "a result is about a region that is not there") }
        guard var list = parts[place.question] else { return }
        change(&list[place.index])
        parts[place.question] = list
    }

    private static func attribute(_ definition: AttributeDefinition, _ value: JSONValue) -> JSONValue? {
        if let choices = value["choices"]?.array {
            if definition.kind == .boolean { return choices.first?.string.map { .bool($0 == "true") } }
            if definition.kind == .choice, choices.count == 1, choices[0].string != nil { return choices[0] }
            return .string(JSONValue.array(choices).text())
        }
        if let number = value["rating"] ?? value["number"], number.double != nil { return number }
        if let texts = value["text"]?.array { return .string(texts.compactMap(\.string).joined(separator: "\n")) }
        if let text = value["text"]?.string ?? value["datetime"]?.string { return .string(text) }
        return value["taxonomy"].map { .string($0.text()) }
    }

    private mutating func takeWhole(_ name: String, _ kind: QuestionKind, _ value: JSONValue, _ from: String) {
        guard let control = config.control(from) else { return }
        guard let answer = LabelStudioValue.answer(kind, value, control, config) else {
            return trouble("label-studio.result.bad", "a result of `\(from)` is not of the kind its control writes")
        }
        if answers[name] != nil { return trouble("label-studio.result.twice", "`\(from)` has two results in an annotation") }
        answers[name] = answer
    }

    private mutating func takeRelation(_ result: JSONValue, _ relations: inout [Relation]) {
        guard asked.relations != nil else { return trouble("label-studio.relation.not-asked", "there are relations, and the configuration has no `<Relations>`") }
        guard let from = result["from_id"]?.string, let to = result["to_id"]?.string, places[from] != nil, places[to] != nil else {
            return trouble("label-studio.relation.dangling", "a relation ends at a region that is not there")
        }
        let isLeft = result["direction"]?.string == "left"
        relations.append(Relation(from: isLeft ? to : from, to: isLeft ? from : to, labels: result["labels"]?.array?.compactMap(\.string) ?? []))
    }

    // MARK: Shapes

    private mutating func shape(_ kind: QuestionKind, _ result: JSONValue, _ value: JSONValue) -> Shape? {
        let shape: Shape?
        switch kind {
        case .boxes, .ellipses, .polygons, .points, .masks, .polylines:
            guard (result["item_index"]?.int ?? 0) == 0 else {
                trouble("label-studio.page.further", "regions on further pictures of one task are kept in the metadata")
                return nil
            }
            guard let size = Self.size(result) ?? scene.size else {
                trouble("label-studio.size.missing", "a region has percentages and nothing says how large the picture is")
                return nil
            }
            shape = LabelStudioShapes.shape(kind, value, size)
        case .tracks:
            guard let size = Self.size(result) ?? scene.videoSize else {
                trouble("label-studio.size.missing", "a track has percentages and nothing says how large the video is")
                return nil
            }
            shape = LabelStudioTrack.shape(value, size)
        case .spans: return span(value)
        case .segments, .transcripts: shape = LabelStudioShapes.segment(value, rate: scene.rate)
        default: shape = nil
        }
        if shape == nil { trouble("label-studio.region.bad", "a region of `\(result["from_name"]?.string ?? "")` lacks numbers it needs, or has no area") }
        return shape
    }

    static func size(_ result: JSONValue) -> PixelSize? {
        guard let width = result["original_width"]?.double, let height = result["original_height"]?.double, let w = Int(exactly: width), let h = Int(exactly: height) else { return nil }
        return PixelSize(width: w, height: h)
    }

    private mutating func span(_ value: JSONValue) -> Shape? {
        guard let (start, end) = offsets(value) else {
            trouble("label-studio.span.no-offsets", "a span has no offsets into the text")
            return nil
        }
        guard let text = scene.text else { return start >= 0 && start < end ? .ranges([[start, end]]) : nil }
        switch text.read(start, end, marking: value["text"]?.string) {
        case .scalars(let start, let end): return .ranges([[start, end]])
        case .units(let start, let end):
            trouble("label-studio.span.utf16", "spans count UTF-16 units, as old versions did; they are turned into Unicode scalars")
            return .ranges([[start, end]])
        case .doubtful(let start, let end):
            trouble("label-studio.span.doubtful", "the words a span repeats are not those at its offsets")
            return .ranges([[start, end]])
        case .outside:
            trouble("label-studio.span.outside", "a span ends outside of its text, or before it starts")
            return nil
        }
    }

    private func offsets(_ value: JSONValue) -> (Int, Int)? {
        func whole(_ value: JSONValue?) -> Int? { (value?.double).flatMap { Int(exactly: $0) } ?? value?.string.flatMap(Int.init) }
        if let both = value["globalOffsets"], let start = whole(both["start"]), let end = whole(both["end"]) { return (start, end) }
        if let first = whole(value["startOffset"]), let last = whole(value["endOffset"]) {
            guard let paragraphs = scene.paragraphs, let from = whole(value["start"]), let to = whole(value["end"]),
                  let start = paragraphs.offset(paragraph: from, first), let end = paragraphs.offset(paragraph: to, last) else { return nil }
            return (start, end)
        }
        guard let start = whole(value["start"]), let end = whole(value["end"]) else { return nil }
        return (start, end)
    }
}
