/// Which files of a dataset's folder are pictures, and where a picture named in an annotation is.
///
/// Names from annotations are only ever looked up among the files that are really there, so a name such as
/// `../../etc/passwd` finds nothing.
public struct ImageFiles: Sendable {
    public static let extensions: Set<String> = ["jpg", "jpeg", "png", "webp", "bmp", "gif", "tif", "tiff", "avif", "heic", "heif", "jp2", "jxl", "ppm", "pgm"]

    /// Relative paths of the pictures, sorted by their bytes.
    public let paths: [String]
    private let known: Set<String>
    /// File name without its ending -> path; nil where several have it.
    private let byStem: [String: String?]

    public init(_ listing: FolderListing) {
        paths = listing.paths.filter(Self.isImage)
        known = Set(paths)
        var stems: [String: String?] = [:]
        for path in paths {
            let stem = Self.stem(path)
            stems[stem] = .some(stems.keys.contains(stem) ? nil : path)
        }
        byStem = stems
    }

    public static func isImage(_ path: String) -> Bool {
        guard let dot = path.lastIndex(of: ".") else { return false }
        return extensions.contains(path[path.index(after: dot)...].lowercased())
    }

    /// `a/b.c.jpg` -> `b.c`.
    public static func stem(_ path: String) -> String {
        let name = fileName(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return String(name) }
        return String(name[..<dot])
    }

    public static func fileName(_ path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }

    /// `a/b.jpg` -> `a/b`.
    public static func withoutEnding(_ path: String) -> String {
        let name = fileName(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
        return String(path[..<dot])
    }

    public func contains(_ path: String) -> Bool { known.contains(path) }

    /// The first of these paths that is there.
    public func first(of candidates: [String]) -> String? { candidates.first { known.contains($0) } }

    /// The only picture of that stem, wherever it is.
    public func only(stem: String) -> String? { byStem[stem] ?? nil }

    /// Joins folder and name; "" is the dataset's own folder.
    static func join(_ folder: String, _ name: String) -> String { folder.isEmpty ? name : "\(folder)/\(name)" }

    static func parent(_ path: String) -> String { path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "" }
}
