import Records

/// Reads a folder of Pascal VOC annotations, in the order of the XML files' paths.
///
/// Boxes are taken as they stand, with all decimals (`VOCBase` says from where they count). A box without an area, with
/// a number that is none, or without a label is a finding and stays in the metadata under `left_out`. Sizes come from
/// the XML; only where it states none is the picture's header looked at.
public final class VOCReader: DatasetReader {
    private let root: String
    private let path: String
    private let listing: FolderListing
    private let options: DatasetReadOptions
    private let files: [String]
    private let images: ImageFiles
    private let splits: VOCSplits
    private var place = 0
    private var findings: [Finding] = []
    private var keys: Set<String> = []
    private var base = BaseEvidence()

    /// Those of `labelmap.txt`.
    private let known: [String]
    public var questions: [Question] { options.questions.questions([.boxes], labels: known, attributes: options.attributes) }
    public var filesFolder: String { listing.folder }
    public var progress: (done: Int, total: Int?) { (place, files.count) }

    /// `input`: the dataset's folder, or one XML file.
    public init(_ input: DatasetInput, options: DatasetReadOptions = DatasetReadOptions()) throws {
        (listing, path) = (input.listing, input.path)
        root = listing.folder
        self.options = options
        files = PascalVOC.annotations(in: listing)
        images = ImageFiles(listing)
        splits = VOCSplits(listing)
        let map = listing.paths.first { ImageFiles.fileName($0) == VOCLabelMap.fileName }
        if let map, case .success(let text) = TextFileReader.read(path: listing.fullPath(map), shownAs: map) { known = VOCLabelMap.labels(text) } else { known = [] }
        findings += splits.findings
        if files.isEmpty { findings.append(Finding(.error, "voc.no-annotations", "`\(path)` holds no XML file", at: Place(file: path))) }
    }

    public func takeFindings() -> [Finding] {
        defer { findings.removeAll() }
        return findings
    }

    public func next() throws -> LabelledItem? {
        while place < files.count {
            let file = files[place]
            place += 1
            let image = read(file)
            if place == files.count { findings += base.note(options.vocBase, in: root) + notWanted() }
            if let image { return image }
        }
        return nil
    }

    private func notWanted() -> [Finding] {
        guard options.questions.boxes == nil, base.boxes > 0 else { return [] }
        return [Finding(.note, "voc.shape.not-wanted", "\(base.boxes) boxes are there, and no question asks for boxes", at: Place(file: root))]
    }

    private func read(_ file: String) -> LabelledItem? {
        do {
            let bytes = try ByteSource(path: listing.fullPath(file), shownAs: file).readAll(maximumBytes: XMLReader.defaultMaximumBytes)
            return try XMLReader.withTree(bytes) { read($0, file) }
        } catch let error as XMLError {
            return fail(error.finding(in: file))
        } catch let error as ByteError {
            return fail(error.finding)
        } catch {
            return fail(Finding(.error, "voc.unreadable", "`\(file)` cannot be read: \(error)", at: Place(file: file)))
        }
    }

    private func read(_ tree: XMLTree, _ file: String) -> LabelledItem? {
        guard tree.isNamed(XMLTree.root, "annotation") else {
            return fail(Finding(.error, "voc.not-an-annotation", "`\(file)` begins with `<\(tree.name(of: XMLTree.root))>`; Pascal VOC begins with `<annotation>`", at: Place(file: file, line: tree.line(of: XMLTree.root))))
        }
        var annotation = VOCAnnotation(tree, file, options, named: options.questions.boxes ?? "boxes")
        var image = annotation.image(&findings, &base)
        locate(&image, file, tree)
        if options.questions.boxes == nil { image.answers = [:] }
        if !keys.insert(image.key).inserted {
            return fail(Finding(.error, "voc.image.twice", "the picture `\(image.key)` of `\(file)` has been annotated by another file before; this one is left out", at: Place(file: file, record: image.key)))
        }
        return image
    }

    private func fail(_ finding: Finding) -> LabelledItem? {
        findings.append(finding)
        return nil
    }

    /// Finds the picture, and its size and split.
    private func locate(_ image: inout LabelledItem, _ file: String, _ tree: XMLTree) {
        let stem = ImageFiles.stem(file)
        let named = tree.child("filename", of: XMLTree.root).map(tree.trimmed) ?? ""
        image.picturePath = images.paths.isEmpty ? nil : picture(named, stem, below: ImageFiles.parent(file))
        image.key = image.picturePath.map { String(ImageFiles.fileName($0)) } ?? (named.isEmpty ? stem : String(ImageFiles.fileName(named)))
        image.place = Place(file: file, line: tree.line(of: XMLTree.root), record: image.key)
        image.split = splits.split(of: stem)
        if image.picturePath == nil, options.needsFiles {
            findings.append(Finding(.warning, "voc.image.missing", "the picture `\(named.isEmpty ? stem : named)` of `\(file)` is not there", at: image.place))
        }
        if image.size == nil, let found = image.picturePath { image.size = options.probe?(listing.fullPath(found)) }
        if image.size == nil {
            findings.append(Finding(.warning, "voc.size.missing", "`\(file)` states no size of the picture", at: image.place))
        }
        VOCAnnotation.checkOutside(image, file, &findings)
    }

    /// By the name that the XML states, then by its own name, in the folders that tools use.
    private func picture(_ named: String, _ stem: String, below: String) -> String? {
        let dataset = ImageFiles.fileName(below) == "Annotations" ? ImageFiles.parent(below) : below
        let folders = ["JPEGImages", "images"].map { ImageFiles.join(dataset, $0) } + [dataset, below]
        if let found = folders.lazy.map({ ImageFiles.join($0, named) }).first(where: images.contains) { return found }
        let endings = [named.isEmpty ? "" : String(named[ImageFiles.withoutEnding(named).endIndex...])].filter { !$0.isEmpty } + [".jpg", ".png", ".jpeg", ".JPG"]
        return images.first(of: folders.flatMap { folder in endings.map { ImageFiles.join(folder, stem + $0) } }) ?? images.only(stem: stem)
    }

    /// Which base the numbers speak for.
    struct BaseEvidence {
        var sawZero = false
        var sawBeyond = false
        var boxes = 0

        mutating func see(_ box: [Double], _ size: PixelSize?) {
            boxes += 1
            if box[0] <= 0 || box[1] <= 0 { sawZero = true }
            if let size, box[2] > Double(size.width) || box[3] > Double(size.height) { sawBeyond = true }
        }

        func note(_ base: VOCBase, in root: String) -> [Finding] {
            if base == .one, sawZero {
                return [Finding(.warning, "voc.base.not-one", "some minima are 0, which coordinates that count from 1 never are", at: Place(file: root), hint: "Read with `--voc-base 0`")]
            }
            guard base == .zero, boxes > 0, !sawZero, !sawBeyond else { return [] }
            return [Finding(
                .note, "voc.base.unknown", "no minimum is 0 and no maximum lies beyond its picture, so it cannot be told whether coordinates count from 0 or from 1; 0 is taken",
                at: Place(file: root), hint: "Read with `--voc-base 1` if the original kit made the files")]
        }
    }
}
