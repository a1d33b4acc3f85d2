import Records

/// Files of VoTT 1: `frames` by the name of the picture or the number of the frame, each with its regions. Regions are drawn on
/// a canvas of their own `width` and `height`: they are brought to the picture's size where that is known.
struct VoTTFirst {
    private let reader: VoTTReader
    private let file: String

    init(_ reader: VoTTReader, _ file: String) {
        self.reader = reader
        self.file = file
    }

    func items(_ value: JSONValue) -> [LabelledItem] {
        guard let frames = value["frames"]?.object else {
            reader.say(.error, "no-frames", "`\(file)` has no `frames`", Place(file: file))
            return []
        }
        let visited = Set((value["visitedFrames"]?.array ?? []).map { $0.string ?? $0.text() })
        return frames.members.compactMap { name, regions in
            item(name, regions.array ?? [], isVisited: visited.isEmpty || visited.contains(name))
        }
    }

    private func item(_ name: String, _ regions: [JSONValue], isVisited: Bool) -> LabelledItem? {
        let stem = ImageFiles.stem(file), folder = ImageFiles.parent(file)
        let key = ImageFiles.isImage(name) ? name : "\(stem)#frame=\(name)"
        let at = Place(file: file, record: key)
        let path = reader.pictures.first(of: [folder, stem, ImageFiles.join(folder, stem)].map { ImageFiles.join($0, key) })
        let size = path.flatMap { reader.options.probe?(reader.input.listing.fullPath($0)) }
        var sheet = AnswerSheet(reader.options.questions)
        for (number, region) in regions.enumerated() {
            guard let box = box(region, size) else {
                reader.say(.error, "region.bad", "region \(number + 1) of `\(key)` has no box with an area", at)
                continue
            }
            let tags = (region["tags"]?.array ?? []).compactMap(\.string)
            let rest = region.object?.without(["x1", "y1", "x2", "y2", "width", "height", "box", "points", "id", "name", "type", "tags", "UID"]) ?? [:]
            sheet.add(Part(id: "r\(number + 1)", labels: tags, shape: .box(box), origin: .imported), .boxes, extras: rest)
        }
        if regions.isEmpty, isVisited { sheet.looked(for: .boxes) }
        return reader.item(key, size: size ?? canvas(regions.first), url: nil, sheet, [:], at)
    }

    private func canvas(_ region: JSONValue?) -> PixelSize? { PixelSize(json: region?["width"], region?["height"]) }

    private func box(_ region: JSONValue, _ size: PixelSize?) -> [Double]? {
        let p = ["x1", "y1", "x2", "y2"].compactMap { JSONPoints.number(region[$0]) ?? JSONPoints.number(region["box"]?[$0]) }
        guard p.count == 4 else { return nil }
        var (x, y) = (1.0, 1.0)
        if let size, let canvas = canvas(region) { (x, y) = (Double(size.width) / Double(canvas.width), Double(size.height) / Double(canvas.height)) }
        let box: [Double] = [min(p[0], p[2]) * x, min(p[1], p[3]) * y, max(p[0], p[2]) * x, max(p[1], p[3]) * y]
        return box[0] < box[2] && box[1] < box[3] ? box : nil
    }
}
