import Media
import Records

/// Writes a PNG of classes and one of instances per picture with an answer, lists of names per split, and `labelmap.txt`; pictures
/// belong in `JPEGImages/`. Instances are numbered in the order of the parts; the fitter has laid them flat.
final class VOCSegmentationWriter: DatasetWriter {
    private(set) var losses: LossLedger
    private let folder: DatasetFolder
    private var names = ImageNames()
    private var lists: [String: (sink: ByteSink, path: String)] = [:]
    private var listNames = SafeNames()
    private var labels: [String] = []
    private var numbers: [String: Int] = [:]

    init(_ folder: DatasetFolder, layout: DatasetLayout) {
        self.folder = folder
        losses = LossLedger(format: "voc-segmentation", policy: layout.onLoss)
        for label in layout.labels { _ = number(of: label) }
    }

    func write(_ item: LabelledItem) throws -> [String: String] {
        let example = LossExample(item: item.key)
        let name = names.name(for: item.name(ofFile: LabelledItem.picture), below: "", flat: false)
        if !name.isKept { try losses.adapt(VOCSegmentation.nameChanged, example) }
        try list(item.splitName).write(name.stem + "\n")
        for answer in item.answers.values {
            guard case .parts(let parts) = answer else { continue }
            if let size = item.size { try write(parts, size, item, name.stem) } else { try losses.drop(VOCSegmentation.noSize, example) }
        }
        return [LabelledItem.picture: "JPEGImages/\(name.stem)\(name.ending)"]
    }

    func finish() throws {
        for split in lists.keys.sorted() {
            if let list = lists[split] { try folder.close(list.sink, as: list.path) }
        }
        try folder.write(VOCLabelMap.text(labels), to: VOCLabelMap.fileName)
    }

    private func list(_ split: String) throws -> ByteSink {
        if let known = lists[split] { return known.sink }
        let path = listNames.name(for: split, in: VOCSegmentation.lists, ending: ".txt")
        let sink = try folder.sink(path)
        lists[split] = (sink, path)
        return sink
    }

    private func write(_ parts: [Part], _ size: PixelSize, _ item: LabelledItem, _ stem: String) throws {
        var classes = LabelRaster(size), objects = LabelRaster(size)
        if let text = item.metadata["voc-segmentation"]?["void"]?.string, let runs = COCORuns.decode(text) {
            let border = Mask(size: [size.height, size.width], runs: runs)
            classes.draw(border, as: VOCSegmentation.void)
            objects.draw(border, as: VOCSegmentation.void)
        }
        var count: UInt32 = 0
        for part in parts {
            guard case .mask(let mask) = part.shape, let label = part.labels.first else { continue }
            let example = LossExample(item: item.key, part: part.id)
            guard let number = number(of: label) else { try losses.drop(VOCSegmentation.tooManyClasses, example); continue }
            guard count < VOCSegmentation.largest else { try losses.drop(VOCSegmentation.tooManyObjects, example); continue }
            if labels[number - 1] != label { try losses.adapt(VOCSegmentation.labelCleaned, example) }
            count += 1
            classes.draw(mask, as: UInt32(number))
            objects.draw(mask, as: count)
        }
        try write(classes, "\(VOCSegmentation.classes)/\(stem).png")
        try write(objects, "\(VOCSegmentation.objects)/\(stem).png")
    }

    private func write(_ raster: LabelRaster, _ path: String) throws {
        guard let png = raster.png(palette: VOCSegmentation.palette) else { return }
        let sink = try folder.sink(path, compression: Compression.none)
        try sink.write(png.encoded())
        try folder.close(sink, as: path)
    }

    /// From 1, in the order declared and then of appearance; nil when the palette has no place left.
    private func number(of label: String) -> Int? {
        if let known = numbers[label] { return known }
        let clean = Self.clean(label)
        if let place = labels.firstIndex(of: clean) {
            numbers[label] = place + 1
            return place + 1
        }
        guard labels.count < VOCSegmentation.largest else { return nil }
        labels.append(clean)
        numbers[label] = labels.count
        return labels.count
    }

    /// Colons and line ends would break a line of `labelmap.txt`, a `#` in front would make it a comment.
    private static func clean(_ label: String) -> String {
        let clean = String(label.map { $0 == ":" || $0.isNewline ? " " : $0 })
        return clean.hasPrefix("#") || clean == "background" || clean.isEmpty ? "_\(clean)" : clean
    }
}
