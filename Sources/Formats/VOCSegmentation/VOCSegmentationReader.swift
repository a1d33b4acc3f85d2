import Media
import Records

/// Reads the PNG files of a VOC segmentation: each object one mask with the class under it. Pictures come in the order of
/// the lists under `ImageSets/Segmentation/`, then those that only have a PNG.
///
/// PNG files of colours, as datumaro and CVAT write them, are read by `labelmap.txt`. A picture of a list without a PNG is
/// without an answer. The void border goes to the item's metadata and is written back.
final class VOCSegmentationReader: QueuedReader {
    private let root: String
    private let paths: Set<String>
    private let images: ImageFiles
    private let pictures: [String: String]
    private var classes = VOCClasses()
    private var entries: [(stem: String, split: String?, place: Place)] = []

    override init(_ input: DatasetInput, options: DatasetReadOptions) {
        root = VOCSegmentation.root(input.listing) ?? ""
        paths = Set(input.listing.paths)
        images = ImageFiles(input.listing)
        pictures = Self.pictures(images, below: ImageFiles.join(root, "JPEGImages") + "/")
        super.init(input, options: options)
        let map = input.listing.paths.first { ImageFiles.fileName($0) == VOCLabelMap.fileName }
        if let map {
            switch TextFileReader.read(path: input.listing.fullPath(map), shownAs: map) {
            case .success(let text): classes = VOCClasses(text)
            case .failure(let finding): findings.add(finding)
            }
        }
        collect()
        total = entries.count
        questions = options.questions.questions([.masks], labels: classes.names)
        if entries.isEmpty { findings.add(Finding(.error, "voc-segmentation.no-files", "`\(input.path)` holds no `SegmentationClass/*.png`", at: Place(file: input.path))) }
    }

    /// Pictures of `JPEGImages/` by their path there without its ending.
    private static func pictures(_ images: ImageFiles, below folder: String) -> [String: String] {
        var found: [String: String] = [:]
        for path in images.paths where path.hasPrefix(folder) {
            let stem = ImageFiles.withoutEnding(String(path.dropFirst(folder.count)))
            if found[stem] == nil { found[stem] = path }
        }
        return found
    }

    // MARK: Which pictures

    private func collect() {
        var seen: Set<String> = []
        for list in lists() {
            switch TextFileReader.read(path: input.listing.fullPath(list.path), shownAs: list.path) {
            case .failure(let finding): findings.add(finding)
            case .success(let text):
                for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
                    let stem = String(line.last == "\r" ? line.dropLast() : line)
                    guard !stem.isEmpty, seen.insert(stem).inserted else { continue }
                    entries.append((stem, list.name == LabelledItem.wholeName ? nil : list.name, Place(file: list.path, line: number + 1, record: stem)))
                }
            }
        }
        let folder = ImageFiles.join(root, VOCSegmentation.classes) + "/"
        for path in input.listing.paths where path.hasPrefix(folder) && path.hasSuffix(".png") {
            let stem = ImageFiles.withoutEnding(String(path.dropFirst(folder.count)))
            if seen.insert(stem).inserted { entries.append((stem, nil, Place(file: path))) }
        }
    }

    /// `train`, `val` and `test` first, unions last: the first list that names a picture decides.
    private func lists() -> [(rank: Int, name: String, path: String)] {
        let folder = ImageFiles.join(root, VOCSegmentation.lists)
        let ranks = ["train": 0, "val": 1, "test": 2, "trainval": 4, "trainvaltest": 4, LabelledItem.wholeName: 4]
        let found = input.listing.paths.filter { ImageFiles.parent($0) == folder && $0.hasSuffix(".txt") }.map { path in
            (rank: ranks[ImageFiles.stem(path)] ?? 3, name: ImageFiles.stem(path), path: path)
        }
        return found.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
    }

    // MARK: One picture

    override func produce() throws -> [LabelledItem]? {
        guard done < entries.count else { return nil }
        defer { done += 1 }
        let entry = entries[done]
        let picture = pictures[entry.stem] ?? images.only(stem: ImageFiles.stem(entry.stem)).flatMap { $0.contains("/Segmentation") || $0.hasPrefix("Segmentation") ? nil : $0 }
        let ending = picture.map { String($0[ImageFiles.withoutEnding($0).endIndex...]) } ?? ""
        var item = LabelledItem(picture: entry.stem + ending, file: picture, split: entry.split, place: entry.place)
        if picture == nil, options.needsFiles {
            findings.add(Finding(.warning, "voc-segmentation.image.missing", "the picture of `\(entry.stem)` is not there", at: entry.place))
        }
        let path = ImageFiles.join(root, "\(VOCSegmentation.classes)/\(entry.stem).png")
        if paths.contains(path), let name = options.questions.masks { try addMasks(&item, path, entry.stem, name) }
        if item.size == nil, let picture { item.size = options.probe?(input.listing.fullPath(picture)) }
        return [item]
    }

    private func addMasks(_ item: inout LabelledItem, _ path: String, _ stem: String, _ name: String) throws {
        guard let raster = try raster(path, { self.classes.number(ofColour: $0) }) else { return }
        item.size = raster.size
        guard var masks = combined(raster, try objects(stem, raster, path)).masks(overWhole: true) else {
            findings.add(Finding(.error, "voc-segmentation.too-many", "`\(path)` has more numbers than a label raster has", at: Place(file: path)))
            return
        }
        if let place = masks.firstIndex(where: { $0.number & 0xFFFF == VOCSegmentation.void }) {
            let border = masks.remove(at: place).mask
            item.metadata = ["voc-segmentation": ["void": .string(COCORuns.encode(border.runs))]]
        }
        var parts: [Part] = []
        var unnamed: Set<UInt32> = []
        for (number, mask) in masks {
            let (object, label) = (number >> 16, Int(number & 0xFFFF))
            if !classes.labels.indices.contains(label) { unnamed.insert(UInt32(label)) }
            let text = classes.labels.indices.contains(label) ? classes.labels[label] : String(label)
            guard let text else { continue }
            let id = object == 0 ? "class\(label)" : "object\(object)"
            parts.append(Part(id: parts.contains { $0.id == id } ? "\(id).\(label)" : id, labels: [text], shape: .mask(mask), origin: .imported))
        }
        for label in unnamed.sorted() {
            findings.add(Finding(.warning, "voc-segmentation.class.unnamed", "`\(path)` has pixels of class \(label), which has no name; the number is taken", at: Place(file: path), hint: "Put a `labelmap.txt` beside the folders"))
        }
        reportMixed(parts, path)
        item.answers = [name: .parts(parts)]
    }

    private func reportMixed(_ parts: [Part], _ path: String) {
        for part in parts where part.id.hasPrefix("object") && part.id.contains(".") {
            findings.add(Finding(.warning, "voc-segmentation.object.mixed", "an object of `\(path)` has pixels of several classes; it becomes one part per class", at: Place(file: path, record: part.id)))
        }
    }

    /// Class in the low, object in the high 16 bits; 0 for the background, 255 alone for the border.
    private func combined(_ classes: LabelRaster, _ objects: LabelRaster?) -> LabelRaster {
        let values = classes.values.indices.map { place -> UInt32 in
            let label = classes.values[place]
            guard let objects, label != 0, label != VOCSegmentation.void else { return label }
            let object = objects.values[place]
            return object == VOCSegmentation.void ? label : object << 16 | label
        }
        return LabelRaster(classes.size, values: values) ?? classes
    }

    private func objects(_ stem: String, _ classes: LabelRaster, _ path: String) throws -> LabelRaster? {
        let objectPath = ImageFiles.join(root, "\(VOCSegmentation.objects)/\(stem).png")
        guard paths.contains(objectPath), let raster = try raster(objectPath, { VOCClasses.objectColours[$0] }) else { return nil }
        guard raster.size == classes.size else {
            findings.add(Finding(.error, "voc-segmentation.other-size", "`\(objectPath)` is \(raster.size.width) x \(raster.size.height) pixels, `\(path)` \(classes.size.width) x \(classes.size.height); objects are left out", at: Place(file: objectPath)))
            return nil
        }
        return raster
    }

    /// The numbers of a PNG; of one of colours, what the colours stand for. nil and a finding when it cannot be read.
    private func raster(_ path: String, _ number: (UInt32) -> UInt32?) throws -> LabelRaster? {
        let place = Place(file: path)
        let png: PNGSamples
        do { png = try PNGSamples.decode(input.source(path).readAll(maximumBytes: ImageLimits().maximumBytes)) } catch let error as ImageError {
            findings.add(error.finding(at: place))
            return nil
        }
        if let raster = LabelRaster(indices: png) { return raster }
        guard let colours = LabelRaster(colours: png), let counts = colours.counts() else {
            findings.add(Finding(.error, "voc-segmentation.not-labels", "`\(path)` is a PNG of \(png.depth) bits \(png.colour), which no segmentation is", at: place))
            return nil
        }
        var numbers: [UInt32: UInt32] = [:]
        for (colour, count) in counts.sorted(by: { $0.key < $1.key }) {
            guard let known = number(colour) else {
                findings.add(Finding(.warning, "voc-segmentation.colour.unknown", "\(count) pixels of `\(path)` have the colour \(colour & 255),\(colour >> 8 & 255),\(colour >> 16) of no class; they are left out", at: place, hint: "Put the `labelmap.txt` of the tool beside the folders"))
                continue
            }
            numbers[colour] = known
        }
        return LabelRaster(colours.size, values: colours.values.map { numbers[$0] ?? 0 })
    }
}
