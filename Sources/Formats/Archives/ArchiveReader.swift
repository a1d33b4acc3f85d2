import Records

/// One file of an archive. Its name is a relative path that stays below any folder it is put in.
public struct ArchiveEntry: Sendable, Hashable {
    public var name: String
    /// As declared; what comes out is held to it.
    public var bytes: Int64
}

/// Gives the files of an archive one after another, each as a stream. Links, devices, encrypted entries and names that
/// lead elsewhere are passed over and become findings; a bomb ends the reading with an error.
///
///     let reader = try Archive.open("cells.zip")
///     while let entry = try reader.next() {
///         while case let count = try reader.read(into: buffer), count > 0 { .. }
///     }
public protocol ArchiveReader: AnyObject {
    /// The next file; what was not read of the last one is passed over.
    func next() throws -> ArchiveEntry?
    /// Bytes of the current file; 0 at its end, where its checksum has been compared.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int
    func takeFindings() -> [Finding]
    /// Stored bytes done and in all.
    var progress: (done: Int64, total: Int64?) { get }
}

/// Opens archives by what is in them, never by their name.
public enum Archive {
    public enum Kind: String, Sendable { case zip, tar }

    /// nil when the file is no archive that is read here.
    public static func kind(of path: String) -> Kind? {
        guard let source = try? ByteSource(path: path) else { return nil }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < 512, let count = try? source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])), count > 0 { filled += count }
        let head = UnsafeRawBufferPointer(rebasing: buffer[0..<filled])
        if source.compression == .none, head.starts(with: [0x50, 0x4B, 3, 4]) || head.starts(with: [0x50, 0x4B, 5, 6]) { return .zip }
        return filled == 512 && TarHeader(head)?.isChecked == true ? .tar : nil
    }

    /// By the name alone: what nobody calls a picture or a folder. Such a file that is no archive is damaged.
    public static func isNamed(_ path: String) -> Bool {
        let name = path.lowercased()
        return [".zip", ".tar", ".tgz", ".tar.gz", ".tar.zst", ".tzst"].contains { name.hasSuffix($0) }
    }

    public static func open(_ path: String, shownAs name: String? = nil, limits: ArchiveLimits = ArchiveLimits()) throws -> any ArchiveReader {
        try open(path, shownAs: name ?? path, budget: ArchiveBudget(limits))
    }

    static func open(_ path: String, shownAs name: String, budget: ArchiveBudget) throws -> any ArchiveReader {
        switch kind(of: path) {
        case .zip: try ZipReader(path, shownAs: name, budget: budget)
        case .tar: try TarReader(path, shownAs: name, budget: budget)
        case nil: throw ArchiveError.notAnArchive(name)
        }
    }
}

/// Findings about entries that are not given.
struct RefusedEntries {
    let archive: String
    private var log = FindingLog()

    init(archive: String) { self.archive = archive }

    mutating func add(_ name: [UInt8], _ fault: EntryNames.Fault) {
        add(name, fault.rawValue, fault.words)
    }

    mutating func add(_ name: [UInt8], _ code: String, _ why: String) {
        let shown = EntryNames.shown(name)
        log.add(Finding(.error, code, "entry `\(shown)` of `\(archive)` is left out: \(why)", at: Place(file: archive, record: shown)))
    }

    mutating func log(_ finding: Finding) { log.add(finding) }
    mutating func take() -> [Finding] { log.take() }
    mutating func close() { log.close(file: archive) }
}
