import Formats
import Foundation
import Media
import Records

/// A folder of pictures for the tools that need no workspace: found by their endings, in the order of their paths, each
/// measured once on every core.
struct PictureFolder {
    struct Picture: Sendable {
        /// Below the folder.
        var path: String
        var bytesHash: String?
        var reading: PictureReading
    }

    private let listing: FolderListing
    private let paths: [String]
    /// What of the folder is not looked at.
    let findings: FileFindings

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }

    /// Throws for a folder that cannot be read or holds no picture.
    init(_ folder: String) throws {
        guard let pictures = PictureFolder(try FolderListing(folder), shownAs: folder) else {
            throw WorkflowError(.unprocessable, "folder.no-pictures", "`\(folder)` holds no file that ends like a picture", hint: "name a folder of pictures, or a file of texts")
        }
        self = pictures
    }

    /// The pictures of what was listed before; nil where there is none. `others` of its files are looked at elsewhere.
    init?(_ listing: FolderListing, shownAs folder: String, besides others: Int = 0) {
        self.listing = listing
        paths = ImageFiles(listing).paths
        guard !paths.isEmpty else { return nil }
        var found: [Finding] = []
        let others = listing.paths.count - paths.count - others
        if others > 0 {
            found.append(Finding(.note, "folder.files-left-out", "\(Amount.words(Int64(others), "file")) \(others == 1 ? "is" : "are") no picture by the ending and not looked at", at: Place(file: folder)))
        }
        if let links = Finding.linksLeftOut(listing, folder) { found.append(links) }
        findings = FileFindings(found)
    }

    /// In the order of the paths. Memory: about half a kilobyte for each picture, beside those being decoded.
    func measured(watch: ReadWatch? = nil) async throws -> [Picture] {
        try await EveryCore.map(paths, watch: watch) { [listing] in Self.look(at: $0, listing.fullPath($0)) }
    }

    private static func look(at path: String, _ file: String) -> Picture {
        do {
            let bytes = try PictureFile.bytes(of: file)
            return Picture(path: path, bytesHash: ContentHash.hex(of: bytes), reading: PictureReading.of(bytes, named: path))
        } catch {
            let finding = (error as? ImageError)?.finding() ?? Finding(.error, "image.unreadable", "the file cannot be read", hint: "check its permissions")
            return Picture(path: path, reading: .unreadable(finding))
        }
    }
}
