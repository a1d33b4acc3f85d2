import Foundation
import Records

/// One line. What it is tells its annotation: points with `x` and `y` are drawn on a picture, points with `start` and `end`
/// are marked in a text, `labels` are of the whole.
struct DataturksRecord {
    private let content: String
    private let annotation: JSONValue?
    private let elements: [JSONValue]
    private let place: Place
    private let reader: DataturksReader

    init?(_ fields: JSONObject, _ place: Place, _ reader: DataturksReader) {
        guard let content = fields["content"]?.string else { return nil }
        self.content = content
        annotation = fields["annotation"]
        elements = annotation?.array ?? []
        self.place = place
        self.reader = reader
    }

    private var path: String { String(content.prefix { $0 != "?" && $0 != "#" }) }

    /// A URL, or the name of a picture.
    private var isPicture: Bool {
        if elements.contains(where: { $0["imageWidth"] != nil || $0["points"]?[0]?["x"] != nil || $0["points"]?[0]?.array != nil }) { return true }
        if elements.contains(where: { $0["points"]?[0]?["start"] != nil }) || content.contains(where: \.isWhitespace) { return false }
        return ImageFiles.isImage(path) || content.hasPrefix("http://") || content.hasPrefix("https://")
    }

    func item(_ fields: JSONObject, number: Int) -> LabelledItem? {
        var sheet = AnswerSheet(reader.options.questions)
        var own = fields.without(["content", "annotation"])
        if own["extras"]?.isNull == true { own["extras"] = nil }
        if let labels = annotation?["labels"]?.array {
            sheet.set(.choices(labels.compactMap(\.string)), .choices)
            if let note = annotation?["note"]?.string, !note.isEmpty { own["note"] = .string(note) }
        }
        return isPicture ? picture(&sheet, own) : text(&sheet, own, number)
    }

    private func leaveOut(_ element: JSONValue, _ number: Int, _ why: String, _ left: inout [JSONValue]) {
        reader.say(.error, "shape.bad", "annotation \(number) \(why); it is kept in the item's metadata", place)
        left.append(element)
    }

    private static func labels(_ value: JSONValue?) -> [String] {
        let labels = value?.array?.compactMap(\.string) ?? value?.string.map { [$0] } ?? []
        return labels.filter { !$0.isEmpty }
    }

    // MARK: Pictures

    private func picture(_ sheet: inout AnswerSheet, _ own: JSONObject) -> LabelledItem? {
        // Dataturks puts an id and three underscores in front of the names of uploaded pictures.
        let name = String(ImageFiles.fileName(path))
        let short = name.range(of: "___").map { String(name[$0.upperBound...]) } ?? name
        let key = reader.pictures.first(of: [name]) ?? (short.isEmpty ? name : short)
        let sized = elements.first { $0["imageWidth"] != nil }
        var size = PixelSize(json: sized?["imageWidth"], sized?["imageHeight"])
        if size == nil, let found = reader.pictures.first(of: [key]) ?? reader.pictures.only(stem: ImageFiles.stem(key)) { size = reader.options.probe?(reader.input.listing.fullPath(found)) }
        var left = [JSONValue]()
        for (place, element) in elements.enumerated() { add(element, place + 1, size, &sheet, &left) }
        if annotation?.array?.isEmpty == true { sheet.looked(for: .boxes) }
        var own = own
        if !left.isEmpty { own["left_out"] = .array(left) }
        var item = LabelledItem(picture: key, size: size, answers: sheet.answers, metadata: sheet.metadata("dataturks", own: own), place: place)
        item.files["image"]?.url = content
        return reader.placed(item, sheet, lookingIn: ["", ImageFiles.parent(place.file ?? ""), "images"])
    }

    private func add(_ element: JSONValue, _ number: Int, _ size: PixelSize?, _ sheet: inout AnswerSheet, _ left: inout [JSONValue]) {
        guard let points = JSONPoints.named(element["points"]) ?? JSONPoints.pairs(element["points"]), points.count >= 4 else { return leaveOut(element, number, "has no points", &left) }
        guard let own = PixelSize(json: element["imageWidth"], element["imageHeight"]) ?? size else { return leaveOut(element, number, "is given in shares of a picture whose size is not known", &left) }
        let pixels = points.enumerated().map { $0.element * Double($0.offset % 2 == 0 ? own.width : own.height) }
        let type = element["shape"]?.string ?? (pixels.count == 4 || Self.isUpright(pixels) ? "rectangle" : "polygon")
        let note = element["notes"]?.string ?? ""
        var part = Part(id: "a\(number)", labels: Self.labels(element["label"]), shape: .point([]), note: note.isEmpty ? nil : note, origin: .imported)
        let rest = element.object?.without(["label", "notes", "points", "shape", "imageWidth", "imageHeight"]) ?? [:]
        if type == "polygon", pixels.count >= 6 {
            part.shape = .polygons([PolygonRings(outer: pixels)])
            sheet.add(part, .polygons, extras: rest)
        } else if let box = ShapeBounds.around(pixels) {
            part.shape = .box(box)
            sheet.add(part, .boxes, extras: rest)
        } else {
            leaveOut(element, number, "has no area", &left)
        }
    }

    private static func isUpright(_ p: [Double]) -> Bool {
        guard p.count == 8, let box = ShapeBounds.around(p) else { return false }
        for corner in stride(from: 0, to: 8, by: 2) {
            guard p[corner] == box[0] || p[corner] == box[2], p[corner + 1] == box[1] || p[corner + 1] == box[3] else { return false }
        }
        return true
    }

    // MARK: Texts

    private func text(_ sheet: inout AnswerSheet, _ own: JSONObject, _ number: Int) -> LabelledItem? {
        let offsets = DataturksOffsets(content)
        var left = [JSONValue]()
        for (place, element) in elements.enumerated() {
            let ranges = (element["points"]?.array ?? []).compactMap { offsets.range($0) }.sorted { $0[0] < $1[0] }
            guard !ranges.isEmpty, zip(ranges, ranges.dropFirst()).allSatisfy({ $0[1] <= $1[0] }) else {
                leaveOut(element, place + 1, "marks nothing in the text of \(offsets.count) characters", &left)
                continue
            }
            sheet.add(Part(id: "a\(place + 1)", labels: Self.labels(element["label"]), shape: .ranges(ranges), origin: .imported), .spans)
        }
        if annotation?.array?.isEmpty == true { sheet.looked(for: .spans) }
        var own = own
        if !left.isEmpty { own["left_out"] = .array(left) }
        var item = LabelledItem(key: String(number), fields: ["text": .string(content)], metadata: sheet.metadata("dataturks", own: own), answers: sheet.answers)
        item.media = .text
        item.place = place
        return reader.placed(item, sheet, lookingIn: [])
    }
}
