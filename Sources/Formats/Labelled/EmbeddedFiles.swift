import Glibc

/// Files that a dataset holds within its own, put where whoever reads items can find them: a folder of temporary files,
/// gone with the reader. One file at a time is in memory.
final class EmbeddedFiles {
    let folder: String
    private var names = ImageNames()
    private var made: Set<String> = []

    init() throws(ByteError) {
        let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(parent)/winnow-files-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw .cannotWrite(parent, reason: lastSystemError()) }
        folder = template.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { String(cString: $0) } ?? parent }
    }

    deinit { Self.remove(folder) }

    /// The path below `folder` under which the file now is.
    func keep(_ bytes: [UInt8], as wanted: String) throws(ByteError) -> String {
        let (sink, path) = try sink(as: wanted)
        try sink.write(bytes)
        try sink.finish()
        return path
    }

    /// A file to be written piece by piece, and where it will be below `folder`.
    func sink(as wanted: String) throws(ByteError) -> (sink: ByteSink, path: String) {
        let name = names.name(for: wanted, below: "", flat: false)
        let path = "\(name.stem)\(name.ending)"
        var partial = folder
        for part in path.split(separator: "/").dropLast() {
            partial += "/\(part)"
            if made.insert(partial).inserted { mkdir(partial, 0o700) }
        }
        return (try ByteSink(path: "\(folder)/\(path)", compression: Compression.none, durability: .later), path)
    }

    /// Links are removed, never followed.
    private static func remove(_ path: String) {
        guard let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { raw in raw.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) } }
            guard name != ".", name != ".." else { continue }
            let full = "\(path)/\(name)"
            var status = stat()
            if lstat(full, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { remove(full) } else { unlink(full) }
        }
        closedir(stream)
        rmdir(path)
    }
}

/// What a picture's first bytes say it is.
enum PictureType {
    /// `jpeg`, `png`, ...; nil when they say nothing.
    static func name(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "png" }
        if bytes.starts(with: Array("GIF8".utf8)) { return "gif" }
        if bytes.starts(with: Array("BM".utf8)) { return "bmp" }
        if bytes.starts(with: [0x49, 0x49, 42, 0]) || bytes.starts(with: [0x4D, 0x4D, 0, 42]) { return "tiff" }
        if bytes.count > 12, bytes.starts(with: Array("RIFF".utf8)), Array(bytes[8..<12]) == Array("WEBP".utf8) { return "webp" }
        return nil
    }

    /// From the ending of a name.
    static func name(ofFile path: String) -> String? {
        guard ImageFiles.isImage(path), let dot = path.lastIndex(of: ".") else { return nil }
        let ending = path[path.index(after: dot)...].lowercased()
        return ["jpg": "jpeg", "tif": "tiff"][ending] ?? ending
    }
}
