import Records

/// The annotations of one item as answers.
struct DatumaroItem {
    private let reader: DatumaroReader
    private let categories: DatumaroCategories
    private let place: Place

    init(_ reader: DatumaroReader, _ categories: DatumaroCategories, _ place: Place) {
        self.reader = reader
        self.categories = categories
        self.place = place
    }

    func read(_ annotations: [JSONValue], _ sheet: inout AnswerSheet, _ own: inout JSONObject) {
        var labels: [String] = [], captions: [String] = []
        var (labelExtras, captionExtras, leftOut) = (JSONObject(), JSONObject(), [JSONValue]())
        var pieces: [(number: Int, annotation: DatumaroAnnotation, isJoined: Bool)] = []
        for (number, value) in annotations.enumerated() {
            do throws(DatumaroAnnotation.Fault) {
                let annotation = try DatumaroAnnotation(value, categories)
                switch annotation.content {
                case .shape: Self.add(annotation, number + 1, &pieces)
                case .caption(let text):
                    captions.append(text)
                    if let rest = Self.extras(annotation) { captionExtras[String(captions.count)] = rest }
                case .label:
                    guard let label = annotation.label else { throw DatumaroAnnotation.Fault(code: "no-label", reason: "has no label of `categories`") }
                    if !labels.contains(label) { labels.append(label) }
                    if let rest = Self.extras(annotation) { labelExtras[label] = rest }
                }
            } catch {
                reader.say(.error, "annotation.\(error.code)", "annotation \(number + 1) of `\(place.record ?? "")` \(error.reason); it is kept in the item's metadata", place)
                leftOut.append(value)
            }
        }
        for piece in pieces { add(piece.annotation, "a\(piece.number)", piece.isJoined, &sheet) }
        if !labels.isEmpty { sheet.set(.choices(labels), .choices) }
        if !captions.isEmpty { sheet.set(.texts(captions), .texts) }
        if !labelExtras.isEmpty { own["labels"] = .object(labelExtras) }
        if !captionExtras.isEmpty { own["captions"] = .object(captionExtras) }
        if !leftOut.isEmpty { own["left_out"] = .array(leftOut) }
    }

    private static func extras(_ annotation: DatumaroAnnotation) -> JSONValue? {
        var rest = annotation.rest
        if !annotation.attributes.isEmpty { rest["attributes"] = .object(annotation.attributes) }
        if annotation.group != 0 { rest["group"] = .int(annotation.group) }
        return rest.isEmpty ? nil : .object(rest)
    }

    /// Polygons of one label and group, otherwise alike, are one part.
    private static func add(_ annotation: DatumaroAnnotation, _ number: Int, _ pieces: inout [(number: Int, annotation: DatumaroAnnotation, isJoined: Bool)]) {
        if annotation.group != 0, case .shape(.polygons, .polygons(let more)) = annotation.content {
            for place in pieces.indices.reversed() {
                let other = pieces[place].annotation
                guard other.group == annotation.group, other.label == annotation.label, other.attributes == annotation.attributes, other.rest.without(["id"]) == annotation.rest.without(["id"]),
                      case .shape(.polygons, .polygons(let before)) = other.content else { continue }
                pieces[place].annotation.content = .shape(.polygons, .polygons(before + more))
                pieces[place].isJoined = true
                return
            }
        }
        pieces.append((number, annotation, false))
    }

    private func add(_ annotation: DatumaroAnnotation, _ id: String, _ isJoined: Bool, _ sheet: inout AnswerSheet) {
        guard case .shape(let kind, let shape) = annotation.content else { return }
        var part = Part(id: id, labels: annotation.label.map { [$0] } ?? [], shape: shape, origin: .imported)
        var (rest, others) = (annotation.rest, JSONObject())
        for (key, value) in annotation.attributes.members {
            if let taken = reader.options.attribute(key, value) { part.attributes[key] = taken } else { others[key] = value }
        }
        if !others.isEmpty { rest["attributes"] = .object(others) }
        if annotation.group != 0, !isJoined { rest["group"] = .int(annotation.group) }
        sheet.add(part, kind, extras: rest)
    }
}
