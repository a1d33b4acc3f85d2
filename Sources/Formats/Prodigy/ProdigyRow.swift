import Records

/// One line of Prodigy: what was shown, what was marked, and what became of it.
struct ProdigyRow {
    private let object: JSONObject
    private let options: DatasetReadOptions
    private let place: Place
    private let format: String
    private(set) var answers: [String: Answer] = [:]
    private(set) var findings: [Finding] = []
    /// Spans by their first and last token, for relations.
    private var byTokens: [String: String] = [:]

    /// What spans say that no answer holds, by the parts' ids.
    private var extras = JSONObject()

    init(_ object: JSONObject, options: DatasetReadOptions, place: Place, format: String) {
        self.format = format
        self.object = object
        self.options = options
        self.place = place
    }

    static func key(_ object: JSONObject) -> String? {
        switch object["id"] {
        case .string(let text)? where !text.isEmpty: text
        case .int(let number)?: String(number)
        default: object["text"] == nil ? object["image"]?.string.flatMap { $0.hasPrefix("data:") ? nil : VendorRecords.fileName($0) } : nil
        }
    }

    /// The annotator, else the session, which is one of an annotator.
    var author: String? { object["_annotator_id"]?.string ?? object["_session_id"]?.string }

    private var isAccepted: Bool { object["answer"].map { $0.string == "accept" } ?? true }

    /// Reads the answers; of a line that was not accepted there are none.
    mutating func read() {
        guard isAccepted else { return }
        if object["text"]?.string != nil { readSpans() } else { readShapes() }
        readRelations()
        guard let accepted = object["accept"]?.array?.map({ $0.string ?? $0.text() }) else {
            // One label that was shown and accepted.
            if object["spans"] == nil, object["answer"] != nil, let label = object["label"]?.string { set([label]) }
            return
        }
        set(accepted)
    }

    private mutating func set(_ labels: [String]) {
        if let name = options.questions.name(.choices) { answers[name] = .choices(labels) } else if labels.count == 1, let name = options.questions.name(.choice) {
            answers[name] = .choice(labels[0])
        }
    }

    private mutating func fail(_ code: String, _ message: String, hint: String? = nil) {
        findings.append(Finding(.error, "prodigy.\(code)", message, at: place, hint: hint))
    }

    private mutating func readSpans() {
        guard let name = options.questions.name(.spans), let spans = object["spans"]?.array, let text = object["text"]?.string else { return }
        let length = text.unicodeScalars.count
        var parts: [Part] = []
        for (number, span) in spans.enumerated() {
            guard let range = TextOffset.range(span["start"], span["end"], length: length) else {
                fail("span", "span \(number + 1) of line \(place.line ?? 0) lies outside the text or has no whole offsets", hint: "Offsets count Unicode code points of a text of \(length)")
                continue
            }
            let id = "s\(number + 1)"
            if let first = TextOffset.whole(span["token_start"]), let last = TextOffset.whole(span["token_end"]) { byTokens["\(first) \(last)"] = id }
            byTokens["@\(range[0]) \(range[1])"] = id
            keep(span, ["start", "end", "token_start", "token_end", "label"], id)
            parts.append(Part(id: id, labels: span["label"]?.string.map { [$0] } ?? [], shape: .ranges([range]), origin: .imported))
        }
        answers[name] = .parts(parts)
    }

    /// Heads and children are spans, by their offsets; else single tokens, by their numbers.
    private mutating func readRelations() {
        guard let name = options.questions.name(.relations), let list = object["relations"]?.array else { return }
        var relations: [Relation] = []
        for (number, relation) in list.enumerated() {
            guard let from = end("head", of: relation), let to = end("child", of: relation) else {
                fail("relation", "relation \(number + 1) of line \(place.line ?? 0) is between things that are no spans")
                continue
            }
            relations.append(Relation(from: from, to: to, labels: relation["label"]?.string.map { [$0] } ?? []))
        }
        answers[name] = .relations(relations)
    }

    private func end(_ role: String, of relation: JSONValue) -> String? {
        let span = relation["\(role)_span"]
        if let start = TextOffset.whole(span?["start"]), let end = TextOffset.whole(span?["end"]), let id = byTokens["@\(start) \(end)"] { return id }
        guard let token = TextOffset.whole(relation[role]) else { return nil }
        return byTokens["\(token) \(token)"] ?? byTokens.filter { $0.key.hasSuffix(" \(token)") && !$0.key.hasPrefix("@") }.map(\.value).min()
    }

    // MARK: Pictures

    private static let shapeKeys: Set<String> = ["label", "points", "x", "y", "width", "height", "center"]

    private mutating func readShapes() {
        var (boxes, polygons) = ([Part](), [Part]())
        for (number, span) in (object["spans"]?.array ?? []).enumerated() {
            let flat = JSONPoints.pairs(span["points"]) ?? [], type = span["type"]?.string
            var part = Part(id: "s\(number + 1)", labels: span["label"]?.string.map { [$0] } ?? [], shape: .point([]), origin: .imported)
            if type == "rect" || (type == nil && (flat.isEmpty || Self.isUpright(flat))), let box = Self.box(span, flat) {
                part.shape = .box(box)
                boxes.append(part)
            } else if flat.count >= 6 {
                part.shape = .polygons([PolygonRings(outer: flat)])
                polygons.append(part)
            } else {
                fail("shape", "shape \(number + 1) of line \(place.line ?? 0) has no points that make one")
                continue
            }
            keep(span, Self.shapeKeys.union(type == "rect" || type == "polygon" ? ["type"] : []), part.id)
        }
        let looked = object[Prodigy.looked]?.array?.compactMap(\.string)
        guard object["spans"] != nil else { return }
        if let name = options.questions.name(.boxes), !boxes.isEmpty || looked?.contains("boxes") ?? polygons.isEmpty { answers[name] = .parts(boxes) }
        if let name = options.questions.name(.polygons), !polygons.isEmpty || looked?.contains("polygons") == true { answers[name] = .parts(polygons) }
    }

    private mutating func keep(_ span: JSONValue, _ known: Set<String>, _ id: String) {
        let others = span.object?.without(known) ?? [:]
        if !others.isEmpty { extras[id] = .object(others) }
    }

    private static func isUpright(_ flat: [Double]) -> Bool {
        guard flat.count == 8, let bounds = ShapeBounds.around(flat) else { return false }
        return stride(from: 0, to: 8, by: 2).allSatisfy { (flat[$0] == bounds[0] || flat[$0] == bounds[2]) && (flat[$0 + 1] == bounds[1] || flat[$0 + 1] == bounds[3]) }
    }

    private static func box(_ span: JSONValue, _ flat: [Double]) -> [Double]? {
        if let x = span["x"]?.double, let y = span["y"]?.double, let width = span["width"]?.double, let height = span["height"]?.double, width > 0, height > 0 { return [x, y, x + width, y + height] }
        return ShapeBounds.around(flat)
    }

    // MARK: What comes of it

    func item(key: String) -> LabelledItem {
        var item = LabelledItem(key: key)
        if let text = object["text"] { item.fields["text"] = text }
        item.media = .text
        if object["text"] == nil, let image = object["image"]?.string {
            item.media = .image
            // A picture within the line is looked for by whoever keeps such pictures.
            item.files["image"] = LabelledFile(url: image.hasPrefix("data:") ? nil : image)
            item.size = TextOffset.whole(object["width"]).flatMap { width in TextOffset.whole(object["height"]).flatMap { PixelSize(width: width, height: $0) } }
        }
        item.answers = answers
        let others = object.members.filter { !Prodigy.known.contains($0.key) && (author == nil || !Prodigy.ofAnnotator.contains($0.key)) }
        var own: JSONObject = [:]
        if !others.isEmpty { own["keys"] = .object(JSONObject(others.map { (key: $0.key, value: $0.value) })) }
        if let tokens = object["tokens"] { own["tokens"] = tokens }
        if let image = object["image"], object["text"] != nil { own["image"] = image }
        if author == nil, !extras.isEmpty { own["parts"] = .object(extras) }
        if author == nil { for (name, value) in shown.members { own[name] = value } }
        if !own.isEmpty { item.metadata[format] = .object(own) }
        return item
    }

    /// What a line showed that is no answer, for it was not accepted.
    private var shown: JSONObject {
        guard !isAccepted else { return [:] }
        var shown: JSONObject = [:]
        for key in ["spans", "relations", "accept"] { shown[key] = object[key] }
        return shown.isEmpty ? [:] : ["shown": .object(shown)]
    }

    var annotation: LabelledAnnotation {
        var metadata = shown
        if !extras.isEmpty { metadata["parts"] = .object(extras) }
        for key in ["answer", "_session_id", "_timestamp", "_task_hash", "_view_id"] where object[key] != nil { metadata[key] = object[key] }
        let time = object["_timestamp"].map { $0.text() }
        return LabelledAnnotation(author: author, answers: answers, madeAt: time, metadata: JSONObject([(key: format, value: .object(metadata))]))
    }
}
