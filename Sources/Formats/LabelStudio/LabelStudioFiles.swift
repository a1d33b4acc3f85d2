import Foundation
import Records

/// Where the file is that a task's data names, and what it is called: `/data/upload/7/0a1b2c3d-owl.jpg`,
/// `/data/local-files/?d=birds/owl.jpg`, `s3://bucket/owl.jpg`, `images/owl.jpg`.
///
/// Names are looked up among the files that are there and nowhere else.
struct LabelStudioFiles: Sendable {
    private let known: Set<String>
    /// Last part of a path -> path; nil where several have it.
    private let byName: [String: String?]

    init(_ listing: FolderListing) {
        known = Set(listing.paths)
        var names: [String: String?] = [:]
        for path in listing.paths {
            let name = String(ImageFiles.fileName(path))
            names[name] = .some(names.keys.contains(name) ? nil : path)
        }
        byName = names
    }

    func file(_ value: String) -> LabelledFile {
        if known.contains(value) { return LabelledFile(path: value) }
        let (whole, name) = Self.names(value)
        return LabelledFile(path: known.contains(whole) ? whole : byName[name] ?? nil, name: name.isEmpty ? nil : name, url: value)
    }

    /// The path within the address, and its last part without what an upload puts in front.
    static func names(_ value: String) -> (path: String, name: String) {
        var path = Substring(value)
        if let query = path.firstIndex(of: "?") {
            let pairs = path[path.index(after: query)...].split(separator: "&")
            let local = pairs.first { $0.hasPrefix("d=") }?.dropFirst(2)
            path = local ?? path[..<query]
        } else if let mark = path.firstIndex(of: "#") { path = path[..<mark] }
        let plain = String(path).removingPercentEncoding ?? String(path)
        var name = ImageFiles.fileName(plain)
        if value.contains("/data/upload/"), name.count > 9, name.dropFirst(8).first == "-", name.prefix(8).allSatisfy({ $0.isHexDigit && !$0.isUppercase }) { name = name.dropFirst(9) }
        return (plain, String(name))
    }
}
