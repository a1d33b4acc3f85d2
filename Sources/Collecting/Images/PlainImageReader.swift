import Records
import Formats

/// A folder of pictures without annotation files, in the order of their paths. The first folder of each path is kept as
/// `folder`, for datasets that sort pictures into a folder per label.
final class PlainImageReader: DatasetReader {
    let questions: [Question] = []
    private let listing: FolderListing
    private let paths: [String]
    private let probe: SizeProbe?
    private var place = 0
    private var findings: [Finding] = []

    init(_ listing: FolderListing, options: DatasetReadOptions, shownAs name: String) {
        self.listing = listing
        paths = ImageFiles(listing).paths
        probe = options.probe
        let others = listing.paths.filter { !ImageFiles.isImage($0) }
        if let first = others.first {
            findings.append(Finding(.note, "images.files-left-out", "\(others.count) files are no pictures by their endings and are not read, such as `\(first)`", at: Place(file: name)))
        }
        if listing.linksPassedOver > 0 {
            findings.append(Finding(.note, "images.links-left-out", "\(listing.linksPassedOver) symbolic links are not followed", at: Place(file: name)))
        }
        if paths.isEmpty { findings.append(Finding(.error, "images.none", "`\(name)` holds no picture", at: Place(file: name))) }
    }

    var filesFolder: String { listing.folder }

    var progress: (done: Int, total: Int?) { (place, paths.count) }

    func takeFindings() -> [Finding] {
        defer { findings.removeAll() }
        return findings
    }

    func next() throws -> LabelledItem? {
        guard place < paths.count else { return nil }
        let path = paths[place]
        place += 1
        var image = LabelledItem(picture: path, file: path, size: probe?(listing.fullPath(path)), place: Place(file: path, record: path))
        if let slash = path.firstIndex(of: "/") { image.metadata["folder"] = .string(String(path[..<slash])) }
        return image
    }
}
