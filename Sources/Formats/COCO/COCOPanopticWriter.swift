import Media
import Records

/// Writes `annotations/panoptic_<split>.json` and a PNG of ids per picture below `annotations/panoptic_<split>/`. Segments keep
/// the ids they were read with; others get the next free ones. New categories are things, in the colours of VOC's palette.
final class COCOPanopticWriter: DatasetWriter {
    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var files: COCOTaskFiles
    private var categories: COCOCategories

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        files = COCOTaskFiles(folder, format: COCOPanoptic.name, task: "panoptic", header: layout.header)
        losses = LossLedger(format: COCOPanoptic.name, policy: layout.onLoss)
        categories = COCOCategories(labels: layout.labels, header: layout.header[COCOPanoptic.name]?["categories"]?.array ?? []) { id in
            ["isthing": 1, "color": .array(VOCLabelMap.rgb(Int(id & 0xFFFF)).map { .int(Int64($0)) })]
        }
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let entry = try files.add(item), example = LossExample(item: item.key)
        if !entry.isKept { try losses.adapt(COCOPanoptic.nameChanged, example) }
        for answer in item.answers.values {
            guard case .parts(let parts) = answer else { continue }
            guard let size = item.size else { try losses.drop(COCOPanoptic.noSize, example); continue }
            try write(parts, size, item, entry)
        }
        return [LabelledItem.picture: entry.path]
    }

    func finish() throws { try files.finish(categories: categories.values) }

    private func write(_ parts: [Part], _ size: PixelSize, _ item: LabelledItem, _ entry: COCOTaskFiles.Entry) throws {
        let own = item.metadata[COCOPanoptic.name]
        let ids = Self.ids(of: parts)
        var raster = LabelRaster(size)
        for (part, id) in zip(parts, ids) {
            if case .mask(let mask) = part.shape { raster.draw(mask, as: id) }
        }
        let masks = Dictionary((raster.masks() ?? []).map { ($0.number, $0.mask) }) { first, _ in first }
        var segments: [JSONValue] = []
        for (part, id) in zip(parts, ids) {
            guard let mask = masks[id], let label = part.labels.first else { continue }
            let measures = COCOPanoptic.measures(mask)
            var segment: JSONObject = [
                "id": .int(Int64(id)), "category_id": .int(categories.id(of: label)), "area": .int(Int64(measures.area)),
                "bbox": .array(measures.box.map { .int(Int64($0)) }), "iscrowd": 0,
            ]
            for (key, value) in own?["parts"]?[part.id]?.object?.members ?? [] { segment[key] = value }
            segments.append(.object(segment))
        }
        let png = "\(entry.stem).png"
        var annotation: JSONObject = ["segments_info": .array(segments), "file_name": .string(png), "image_id": entry.image.json]
        for (key, value) in own?["annotation"]?.object?.members ?? [] where annotation[key] == nil { annotation[key] = value }
        try entry.file.addAnnotation(JSONValue.object(annotation).bytes())
        guard let samples = raster.pngOfColours() else { return }
        let path = "annotations/\(SafeNames.safe("panoptic_\(item.splitName)"))/\(png)"
        let sink = try folder.sink(path, compression: Compression.none)
        try sink.write(samples.encoded())
        try folder.close(sink, as: path)
    }

    /// `s7` asks for 7.
    private static func ids(of parts: [Part]) -> [UInt32] {
        var taken: Set<UInt32> = []
        let wishes = parts.map { part -> UInt32? in
            guard part.id.hasPrefix("s"), let id = UInt32(part.id.dropFirst()), id > 0, id < 1 << 24, taken.insert(id).inserted else { return nil }
            return id
        }
        var next: UInt32 = 1
        return wishes.map { wish in
            if let wish { return wish }
            while !taken.insert(next).inserted { next += 1 }
            return next
        }
    }
}
