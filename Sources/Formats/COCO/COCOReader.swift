import Records

/// Reads COCO instances image by image, in the order of `images` in the file, each with its annotations in their order.
///
/// Two passes: `COCOIndex` notes where every element is, then pictures are read one by one. Memory does not grow with
/// the size of shapes, and the file is never held. Compressed files are unpacked into a nameless temporary file first.
/// A folder is read file by file; splits come from the files' names.
public final class COCOReader: DatasetReader {
    public var questions: [Question] { options.questions.questions([.boxes, .polygons, .masks, .skeletons], labels: known, attributes: options.attributes) }
    private var known: [String] = []
    public private(set) var header: JSONObject = [:]
    private let listing: FolderListing
    private let options: DatasetReadOptions
    private let files: [String]
    private var images: COCOPictures
    private var nextFile = 0
    private var current: COCOFile?
    private var keys = KeyBook()
    private var findings = FindingLog()
    private var given = 0
    private var total = 0

    /// `input`: one JSON file, or a folder of them with the pictures.
    public init(_ input: DatasetInput, options: DatasetReadOptions = DatasetReadOptions()) throws {
        let (listing, isFile) = (input.listing, input.isFile)
        files = isFile ? listing.paths : COCO.files(in: input)
        if files.isEmpty { throw ImageFormatError.noFiles(format: "coco", folder: input.path, expected: "JSON file that looks like COCO") }
        // Pictures beside a single file are looked for below its folder, or one up where that is `annotations/`.
        self.listing = isFile && options.needsFiles ? try FolderListing(COCOPictures.dataset(of: listing.folder)) : listing
        images = COCOPictures(self.listing)
        self.options = options
        if isFile { current = try COCOFile(listing.fullPath(files[0]), shownAs: listing.paths[0], options) }
        if let current { begin(current) }
        nextFile = isFile ? 1 : 0
        if !isFile { try noteLabels() }
    }

    /// The labels of every file, in their order, before the first picture is given.
    private func noteLabels() throws {
        for path in files {
            for label in try COCO.labels(of: listing.fullPath(path), shownAs: path) where !known.contains(label) { known.append(label) }
        }
    }

    public var filesFolder: String { listing.folder }
    public var progress: (done: Int, total: Int?) { (given, nextFile == files.count ? total : nil) }

    public func takeFindings() -> [Finding] { findings.take() }

    public func next() throws -> LabelledItem? {
        while true {
            if let file = current {
                while var image = try file.next(place: given + 1) {
                    findings.add(file.takeFindings())
                    guard place(&image, file) else { continue }
                    given += 1
                    return image
                }
                findings.add(file.takeFindings())
                findings.close(file: file.name)
                current = nil
            }
            guard nextFile < files.count else { return nil }
            let path = files[nextFile]
            nextFile += 1
            let file = try COCOFile(listing.fullPath(path), shownAs: path, options)
            begin(file)
            current = file
        }
    }

    private func begin(_ file: COCOFile) {
        total += file.imageCount
        for label in file.labels where !known.contains(label) { known.append(label) }
        if header.isEmpty { header = ["coco": .object(file.header)] }
    }

    /// Key, split and place of the picture; false when it came before.
    private func place(_ image: inout LabelledItem, _ file: COCOFile) -> Bool {
        let name = image.key
        image.split = file.split
        guard let key = keys.key(for: name, split: image.split) else {
            findings.add(Finding(.error, "coco.image.twice", "the picture `\(name)` comes a second time; it and its annotations are left out", at: image.place))
            return false
        }
        image.key = key
        image.picturePath = images.path(of: name, split: image.split, namedIn: file.name)
        if image.picturePath == nil, options.needsFiles {
            findings.add(Finding(.warning, "coco.image.missing", "the picture `\(name)` is not there", at: image.place))
        }
        if image.size == nil {
            image.size = image.picturePath.flatMap { options.probe?(listing.fullPath($0)) }
            if image.size == nil { findings.add(Finding(.warning, "coco.size.missing", "the picture `\(name)` has no proper `width` and `height`", at: image.place)) }
        }
        return true
    }
}
