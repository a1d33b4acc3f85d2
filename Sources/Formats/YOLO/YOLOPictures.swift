import Records

/// Which pictures a YOLO dataset has, in which split, and where their rows are.
///
/// `data.yaml` counts first; its paths are often those of another machine (`/content/data/train/images`, `../train/images`), so each
/// is looked up among the files that are there, leading folders dropped until it fits. Without it, folders decide:
/// `images/<split>/..` or `<split>/images/..`.
struct YOLOPictures {
    struct Picture {
        var path: String
        /// Below its split's folder.
        var name: String
        var split: String?
        /// nil when there is no text file for it.
        var labels: String?
    }

    private(set) var pictures: [Picture] = []
    private(set) var findings: [Finding] = []
    private let images: ImageFiles
    private let files: Set<String>
    private var taken: Set<String> = []

    init(_ listing: FolderListing, _ data: YOLOData, file: String?) {
        images = ImageFiles(listing)
        files = Set(listing.paths)
        for (split, paths) in data.places { for path in paths { add(path, split, data, listing, file) } }
        addOthers(hasSplits: !pictures.isEmpty, file)
        findOrphans(listing)
    }

    private mutating func add(_ stated: String, _ split: String, _ data: YOLOData, _ listing: FolderListing, _ file: String?) {
        let tails = Self.tails(stated) + (data.text("path").map { Self.tails("\($0)/\(stated)") } ?? [])
        if stated.hasSuffix(".txt") {
            guard let list = tails.first(where: { files.contains($0) }) else { return missing(stated, split, file) }
            return addList(list, split, listing)
        }
        let folder = tails.first { tail in images.paths.contains { $0.hasPrefix(tail + "/") } }
        guard let folder else { return missing(stated, split, file) }
        let name = ImageFiles.fileName(folder) == "images" ? String(ImageFiles.fileName(ImageFiles.parent(folder))) : String(ImageFiles.fileName(folder))
        for path in images.paths where path.hasPrefix(folder + "/") {
            add(path, name: String(path.dropFirst(folder.utf8.count + 1)), split: name == LabelledItem.wholeName ? nil : split)
        }
    }

    private mutating func missing(_ stated: String, _ split: String, _ file: String?) {
        findings.append(Finding(.warning, "yolo.split.missing", "`\(split): \(stated)` leads to no pictures", at: Place(file: file)))
    }

    private mutating func addList(_ list: String, _ split: String, _ listing: FolderListing) {
        switch TextFileReader.read(path: listing.fullPath(list), shownAs: list, maximumBytes: 256 << 20) {
        case .failure(let finding): findings.append(finding)
        case .success(let text):
            for (number, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
                let stated = XMLElement(name: "", text: String(line)).trimmed
                if stated.isEmpty { continue }
                if let path = Self.tails(stated).first(where: { images.contains($0) }) {
                    add(path, name: Self.nameBelowImages(path), split: split)
                } else {
                    findings.append(Finding(.warning, "yolo.image.missing", "the picture `\(stated)` is not there", at: Place(file: list, line: number + 1)))
                }
            }
        }
    }

    private mutating func add(_ path: String, name: String, split: String?) {
        guard taken.insert(path).inserted else { return }
        pictures.append(Picture(path: path, name: name, split: split, labels: YOLO.labelFiles(for: path).first { files.contains($0) }))
    }

    /// Pictures that no split names: all of them without `data.yaml`; with it, those that have rows.
    private mutating func addOthers(hasSplits: Bool, _ file: String?) {
        var passed = 0
        for path in images.paths where !taken.contains(path) {
            if hasSplits, !YOLO.labelFiles(for: path).contains(where: { files.contains($0) }) { passed += 1; continue }
            let parts = path.split(separator: "/").map(String.init)
            var split: String?
            if let place = parts.dropLast().lastIndex(of: "images") {
                if place + 2 < parts.count { split = parts[place + 1] } else if place > 0 { split = parts[place - 1] }
            }
            let below = Self.nameBelowImages(path)
            let isNested = split.map { below.hasPrefix($0 + "/") } ?? false
            let isKnown = split.map { ["train", "val", "valid", "validation", "test", LabelledItem.wholeName].contains($0) } ?? false
            add(path, name: isNested && isKnown ? String(below.dropFirst((split ?? "").utf8.count + 1)) : below, split: isKnown && split != LabelledItem.wholeName ? split : nil)
        }
        if passed > 0 {
            findings.append(Finding(.note, "yolo.images-left-out", "\(passed) pictures are in no split and have no rows", at: Place(file: file)))
        }
    }

    private mutating func findOrphans(_ listing: FolderListing) {
        let used = Set(pictures.compactMap(\.labels))
        for path in listing.paths where path.hasSuffix(".txt") && YOLO.isLabelFile(path) && !used.contains(path) && ImageFiles.stem(path) != "classes" {
            findings.append(Finding(.error, "yolo.rows-without-image", "`\(path)` has no picture beside it, so its rows cannot be placed", at: Place(file: path)))
        }
    }

    private static func nameBelowImages(_ path: String) -> String {
        let parts = path.split(separator: "/").map(String.init)
        guard let place = parts.dropLast().lastIndex(where: { $0 == "images" || $0.hasPrefix("obj_") && $0.hasSuffix("_data") }) else { return path }
        return parts[(place + 1)...].joined(separator: "/")
    }

    /// The path and what is left of it without its first folders; `.` and `..` dropped, so nothing leads outside.
    static func tails(_ stated: String) -> [String] {
        let parts = stated.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init).filter { $0 != "." && $0 != ".." }
        return parts.indices.map { parts[$0...].joined(separator: "/") }
    }
}
