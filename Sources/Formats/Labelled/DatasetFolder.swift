import Glibc
import Records

/// The folder a dataset is written into: makes sub-folders, remembers size and SHA-256 of every file.
///
/// It is built beside its place under a temporary name and put there whole by `finish()`; a run that stops before
/// leaves nothing at the place. An existing folder is replaced only if it is empty or was written by us (it holds
/// `manifest.json`).
///
/// Work that goes on after its process was killed names its *attempt* (a job's id) instead of getting the process's
/// number: what the dead one left is then found and cleared away, and `isPlaced` tells whether it had come to its end.
public final class DatasetFolder {
    public let path: String
    private let temporary: String
    private let old: String
    private var made: Set<String> = []
    /// By name relative to the folder.
    private var files: [String: WrittenFile] = [:]
    private var isFinished = false

    public init(_ path: String, attempt: String? = nil) throws(ByteError) {
        self.path = Self.trimmed(path)
        temporary = Self.temporary(self.path, attempt)
        old = "\(self.path).old-\(attempt ?? String(getpid()))"
        if attempt != nil { Self.clear(temporary, old, at: self.path) }
        if let reason = Self.refusal(of: self.path) { throw .cannotWrite(self.path, reason: reason) }
        try Self.makeFolders(temporary)
    }

    deinit { if !isFinished { Self.remove(temporary) } }

    /// Whether an attempt that was about to put its folder in its place had done so.
    public static func isPlaced(_ path: String, attempt: String) -> Bool {
        let path = trimmed(path)
        return access(path, F_OK) == 0 && access(temporary(path, attempt), F_OK) != 0
    }

    private static func trimmed(_ path: String) -> String {
        var trimmed = Substring(path)
        while trimmed.count > 1, trimmed.hasSuffix("/") { trimmed.removeLast() }
        return String(trimmed)
    }

    private static func temporary(_ path: String, _ attempt: String?) -> String { "\(path).partial-\(attempt ?? String(getpid()))" }

    /// What the same attempt left when it was killed; the folder it was about to replace comes back to its place.
    private static func clear(_ temporary: String, _ old: String, at path: String) {
        remove(temporary)
        if access(path, F_OK) == 0 { remove(old) } else { rename(old, path) }
    }

    /// A file at a relative path of safe parts.
    public func sink(_ name: String, compression: Compression? = nil) throws(ByteError) -> ByteSink {
        try makeParent(of: name)
        return try ByteSink(path: "\(temporary)/\(name)", compression: compression, durability: .later)
    }

    private func makeParent(of name: String) throws(ByteError) {
        guard let slash = name.lastIndex(of: "/"), case let folder = String(name[..<slash]), made.insert(folder).inserted else { return }
        try Self.makeFolders("\(temporary)/\(folder)")
    }

    /// Closes a sink got from here and notes the file.
    @discardableResult
    public func close(_ sink: ByteSink, as name: String) throws(ByteError) -> WrittenFile {
        var file = try sink.finish()
        file.name = name
        files[name] = file
        return file
    }

    public func write(_ text: String, to name: String) throws(ByteError) { try write(Array(text.utf8), to: name) }

    /// A whole small file at once: no name in between, since the folder itself has one until all is there.
    public func write(_ bytes: [UInt8], to name: String) throws(ByteError) {
        try makeParent(of: name)
        let descriptor = open("\(temporary)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw .cannotWrite("\(path)/\(name)", reason: lastSystemError()) }
        defer { Glibc.close(descriptor) }
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .cannotWrite("\(path)/\(name)", reason: lastSystemError()) }
            done += count
        }
        files[name] = WrittenFile(name: name, bytes: Int64(bytes.count), sha256: ContentHash.hex(ContentHash.digest(of: bytes)))
    }

    /// Copies a file there, or makes it a second name of the same bytes; where that cannot be (another disk), it is copied.
    public func put(_ source: String, at name: String, linked: Bool = false) throws {
        if linked {
            try makeParent(of: name)
            if link(source, "\(temporary)/\(name)") == 0 { return }
        }
        let input = try RawInput(path: source)
        let sink = try sink(name, compression: Compression.none)
        repeat {
            try sink.write(Array(input.pending))
            input.take(input.pending.count)
        } while try input.refill()
        try close(sink, as: name)
    }

    /// All files closed so far, in the order of their names' bytes.
    public var writtenFiles: [WrittenFile] { files.values.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }

    /// Waits for the disk and puts the folder in its place.
    public func finish() throws(ByteError) {
        try waitForDisk()
        let hadOld = rename(path, old) == 0
        guard rename(temporary, path) == 0 else {
            let reason = lastSystemError()
            if hadOld { rename(old, path) }
            throw .cannotWrite(path, reason: reason)
        }
        isFinished = true
        if hadOld { Self.remove(old) }
    }

    /// Few files one by one; very many at once with everything else the system holds back.
    private func waitForDisk() throws(ByteError) {
        guard files.count <= 256 else { return sync() }
        for name in files.keys.sorted() {
            let descriptor = open("\(temporary)/\(name)", O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .cannotWrite(path, reason: lastSystemError()) }
            defer { Glibc.close(descriptor) }
            guard fsync(descriptor) == 0 else { throw .cannotWrite(path, reason: lastSystemError()) }
        }
    }

    private static func refusal(of path: String) -> String? {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & S_IFMT == S_IFDIR else { return "a file of that name is there" }
        if access("\(path)/manifest.json", F_OK) == 0 { return nil }
        let listing = try? FolderListing(path)
        return listing?.paths.isEmpty == true ? nil : "the folder holds files that were not shipped from here; name an empty or a new one"
    }

    private static func makeFolders(_ path: String) throws(ByteError) {
        var partial = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            partial += partial.isEmpty || partial == "/" ? String(part) : "/\(part)"
            if mkdir(partial, 0o755) != 0, errno != EEXIST { throw .cannotWrite(path, reason: lastSystemError()) }
        }
    }

    /// Removes a folder that we made and all below it; links are removed, never followed.
    private static func remove(_ path: String) {
        guard let stream = opendir(path) else { return }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { raw in
                raw.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard name != ".", name != ".." else { continue }
            var status = stat()
            let full = "\(path)/\(name)"
            if lstat(full, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { remove(full) } else { unlink(full) }
        }
        closedir(stream)
        rmdir(path)
    }
}
