import Records

/// A file or folder that holds a dataset, as somebody named it: its files, and their first bytes for telling formats apart.
public final class DatasetInput {
    static let headBytes = 1 << 16
    /// Of one folder and ending.
    private static let sampledFiles = 40

    public let path: String
    public let listing: FolderListing
    /// A single file was named, not a folder.
    public let isFile: Bool
    private var heads: [String: [UInt8]] = [:]
    /// While it is found out whose format this is: the files whose heads may be looked at.
    private var sample: Set<String>?

    public convenience init(_ path: String) throws { self.init(path, listing: try FolderListing(path)) }

    public init(_ path: String, listing: FolderListing) {
        self.path = path
        self.listing = listing
        isFile = listing.paths.count == 1 && listing.fullPath(listing.paths[0]) == path
    }

    /// Paths with one of these endings (without the dot), packing set aside, in the order of the listing.
    public func files(_ endings: String...) -> [String] {
        listing.paths.filter { path in
            let plain = Compression.unpackedPath(path)
            guard let dot = plain.lastIndex(of: ".") else { return false }
            return endings.contains(plain[plain.index(after: dot)...].lowercased())
        }
    }

    public func source(_ relative: String) throws -> ByteSource { try ByteSource(path: listing.fullPath(relative), shownAs: relative) }

    /// The first 64 KiB, unpacked; empty when they cannot be read. Kept for the first few files, since every format asks.
    public func head(_ relative: String) -> [UInt8] {
        if let known = heads[relative] { return known }
        if let sample, !sample.contains(relative) { return [] }
        let bytes = readHead(relative)
        if heads.count < 64 { heads[relative] = bytes }
        return bytes
    }

    public func headText(_ relative: String) -> String { String(decoding: head(relative), as: UTF8.self) }

    /// Asks a question of which the first files of every folder and ending are enough: whatever is asked, no more than these
    /// are opened, so a folder of a million files is known as quickly as one of a hundred.
    func lookingAtFirstFiles<Answer>(_ question: () -> Answer) -> Answer {
        sample = firstFiles()
        defer { sample = nil }
        return question()
    }

    private func firstFiles() -> Set<String>? {
        guard listing.paths.count > Self.sampledFiles else { return nil }
        var seen: [String: Int] = [:]
        return Set(listing.paths.filter { path in
            let kind = "\(ImageFiles.parent(path))/.\(Compression.unpackedPath(path).split(separator: ".").last ?? "")"
            seen[kind, default: 0] += 1
            return seen[kind, default: 0] <= Self.sampledFiles
        })
    }

    private func readHead(_ relative: String) -> [UInt8] {
        guard let source = try? source(relative) else { return [] }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Self.headBytes, alignment: 16)
        defer { buffer.deallocate() }
        var count = 0
        while count < Self.headBytes, let read = try? source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...])), read > 0 { count += read }
        return Array(buffer[..<count])
    }
}
