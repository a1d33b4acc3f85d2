import Records

/// Reads the files of one of COCO's further tasks picture by picture, file by file; what annotations mean is for the task.
class COCOTaskReader: QueuedReader {
    let format: String
    let listing: FolderListing
    private let files: [String]
    private var pictures: COCOPictures
    private let needsIDs: Bool
    private var nextFile = 0
    private var current: COCOElements?
    private var keys = KeyBook()

    init(_ input: DatasetInput, options: DatasetReadOptions, format: String, task: COCOTask, needsIDs: Bool = true) throws {
        self.format = format
        self.needsIDs = needsIDs
        files = input.isFile ? input.listing.paths.map { ImageFiles.join(Self.below(input.listing.folder), $0) } : COCOTask.files(in: input, task)
        listing = input.isFile ? try FolderListing(COCOPictures.dataset(of: input.listing.folder)) : input.listing
        pictures = COCOPictures(listing)
        super.init(input, options: options)
        if files.isEmpty { throw ImageFormatError.noFiles(format: format, folder: input.path, expected: "JSON file of that kind") }
        try open()
        if let current { header = [format: .object(current.header)] }
    }

    /// A file given by itself is named as it stands in its dataset.
    private static func below(_ folder: String) -> String { ImageFiles.fileName(folder) == "annotations" ? "annotations" : "" }

    override var filesFolder: String { listing.folder }

    var paths: [String] { files }

    private func open() throws {
        guard nextFile < files.count else { return }
        let file = try COCOElements(listing.fullPath(files[nextFile]), shownAs: files[nextFile], needsIDs: needsIDs)
        nextFile += 1
        current = file
        total = (total ?? 0) + file.imageCount
        begin(file)
    }

    /// A file is about to be read.
    func begin(_ file: COCOElements) {}

    /// Puts what the annotations say into the item.
    func read(_ element: COCOElements.Element, into item: inout LabelledItem, from file: COCOElements) throws {}

    final override func produce() throws -> [LabelledItem]? {
        guard let file = current else { return nil }
        let element = try file.next()
        findings.add(file.takeFindings())
        guard let element else {
            current = nil
            try open()
            return []
        }
        done += 1
        return try item(of: element, file).map { [$0] } ?? []
    }

    private func item(of element: COCOElements.Element, _ file: COCOElements) throws -> LabelledItem? {
        guard let name = element.image["file_name"]?.string, !name.isEmpty else {
            findings.add(Finding(.error, "coco.image.no-name", "an image has no `file_name`; it is left out", at: element.place))
            return nil
        }
        guard let key = keys.key(for: name, split: file.split) else {
            findings.add(Finding(.error, "coco.image.twice", "the picture `\(name)` comes a second time; it and its annotations are left out", at: element.place))
            return nil
        }
        var item = LabelledItem(picture: key, split: file.split, place: Place(file: file.name, line: element.place.line, record: name))
        item.picturePath = pictures.path(of: name, split: file.split, namedIn: file.name)
        if let width = element.image["width"]?.int, let height = element.image["height"]?.int { item.size = PixelSize(width: Int(clamping: width), height: Int(clamping: height)) }
        if item.picturePath == nil, options.needsFiles {
            findings.add(Finding(.warning, "coco.image.missing", "the picture `\(name)` is not there", at: item.place))
        }
        let known: Set<String> = ["file_name", "width", "height"]
        let rest = element.image.members.filter { !known.contains($0.key) }
        if !rest.isEmpty { keep("image", .object(JSONObject(uniqueMembers: rest)), in: &item) }
        try read(element, into: &item, from: file)
        if item.size == nil { item.size = item.picturePath.flatMap { options.probe?(listing.fullPath($0)) } }
        return item
    }

    /// Under the format's name in the item's metadata.
    func keep(_ key: String, _ value: JSONValue, in item: inout LabelledItem) {
        var own = item.metadata[format]?.object ?? [:]
        own[key] = value
        item.metadata[format] = .object(own)
    }
}
