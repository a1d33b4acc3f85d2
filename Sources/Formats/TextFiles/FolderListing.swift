import Glibc

/// Files below a folder in a fixed order: by the bytes of their path relative to it, with `/` between parts.
///
/// Hidden names are passed over. Symbolic links are not followed, so nothing outside the folder is ever read; they
/// and names that are not UTF-8, which no record could be called by, are counted. A single file is a listing of itself.
public struct FolderListing: Sendable {
    public var folder: String
    /// Relative to `folder`.
    public var paths: [String]
    public var linksPassedOver = 0
    /// Names that are not UTF-8, with `\u{FFFD}` for what cannot be read.
    public var namesPassedOver: [String] = []

    public init(_ path: String) throws(FormatError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .cannotList(folder: path, reason: lastSystemError()) }
        folder = path
        paths = []
        guard status.st_mode & S_IFMT == S_IFDIR else {
            let slash = path.lastIndex(of: "/")
            folder = slash.map { String(path[..<$0]) } ?? "."
            if folder.isEmpty { folder = "/" }
            paths = [slash.map { String(path[path.index(after: $0)...]) } ?? path]
            return
        }
        try walk("")
        paths.sort(by: Self.precedes)
    }

    /// By bytes; paths made here lie in one piece, so they are compared as such.
    private static func precedes(_ first: String, _ second: String) -> Bool {
        let order = first.utf8.withContiguousStorageIfAvailable { a in
            second.utf8.withContiguousStorageIfAvailable { b in
                guard let left = a.baseAddress, let right = b.baseAddress else { return a.count < b.count }
                let order = memcmp(left, right, min(a.count, b.count))
                return order == 0 ? a.count < b.count : order < 0
            }
        }
        return (order ?? nil) ?? first.utf8.lexicographicallyPrecedes(second.utf8)
    }

    public func fullPath(_ relative: String) -> String { folder == "." ? relative : folder.hasSuffix("/") ? folder + relative : "\(folder)/\(relative)" }

    private mutating func walk(_ below: String) throws(FormatError) {
        let path = below.isEmpty ? folder : fullPath(below)
        guard let stream = opendir(path) else { throw .cannotList(folder: path, reason: lastSystemError()) }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let (name, isText) = withUnsafePointer(to: &entry.pointee.d_name) { raw in
                raw.withMemoryRebound(to: CChar.self, capacity: 256) { (String(cString: $0), String(validatingCString: $0) != nil) }
            }
            guard !name.hasPrefix(".") else { continue }
            let relative = below.isEmpty ? name : "\(below)/\(name)"
            guard isText else {
                namesPassedOver.append(relative)
                continue
            }
            switch kind(entry, relative) {
            case S_IFDIR: try walk(relative)
            case S_IFREG: paths.append(relative)
            case S_IFLNK: linksPassedOver += 1
            default: break
            }
        }
    }

    /// Most file systems say in the folder itself what an entry is; the others are asked.
    private func kind(_ entry: UnsafeMutablePointer<dirent>, _ relative: String) -> mode_t? {
        switch Int(entry.pointee.d_type) {
        case DT_DIR: return S_IFDIR
        case DT_REG: return S_IFREG
        case DT_LNK: return S_IFLNK
        case DT_UNKNOWN:
            var status = stat()
            return lstat(fullPath(relative), &status) == 0 ? status.st_mode & S_IFMT : nil
        default: return nil
        }
    }
}
