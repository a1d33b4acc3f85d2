/// How much an archive may be before it is taken for a bomb. The defaults fit large datasets of pictures.
public struct ArchiveLimits: Sendable, Hashable {
    /// Files, folders and what is refused, all counted; archives within archives together.
    public var entries: Int
    /// Of all files together, unpacked.
    public var totalBytes: Int64
    /// Of one file, unpacked.
    public var entryBytes: Int64
    /// Unpacked to packed, looked at once more than `ratioGrace` bytes came out.
    public var ratio: Int64
    public var ratioGrace: Int64
    /// How deep archives within archives are opened; 0 leaves them as files.
    public var nesting: Int
    /// Of a whole path, in bytes.
    public var nameBytes: Int
    /// Folders above a file.
    public var depth: Int

    public init(
        entries: Int = 500_000, totalBytes: Int64 = 64 << 30, entryBytes: Int64 = 8 << 30, ratio: Int64 = 250, ratioGrace: Int64 = 16 << 20,
        nesting: Int = 0, nameBytes: Int = 1024, depth: Int = 32
    ) {
        self.entries = entries
        self.totalBytes = totalBytes
        self.entryBytes = entryBytes
        self.ratio = ratio
        self.ratioGrace = ratioGrace
        self.nesting = nesting
        self.nameBytes = nameBytes
        self.depth = depth
    }
}

/// What has been spent of the limits, over an archive and those within it.
final class ArchiveBudget {
    let limits: ArchiveLimits
    private var entries = 0
    private var bytes: Int64 = 0
    /// Packed bytes of the entries before the present one.
    private var packedBefore: Int64 = 0
    private var present: (entry: String, packed: Int64) = ("", 0)

    init(_ limits: ArchiveLimits) { self.limits = limits }

    func countEntry(of archive: String) throws(ArchiveError) {
        entries += 1
        if entries > limits.entries { throw .tooManyEntries(archive, limit: limits.entries) }
    }

    /// `count` more bytes of an entry that has given `unpacked` from `packed` so far.
    func count(_ count: Int, unpacked: Int64, packed: Int64, entry: String, of archive: String) throws(ArchiveError) {
        bytes += Int64(count)
        if bytes > limits.totalBytes { throw .tooLarge(archive, limit: limits.totalBytes) }
        if unpacked > limits.entryBytes { throw .entryTooLarge(archive, entry: entry, limit: limits.entryBytes) }
        if unpacked > limits.ratioGrace, unpacked / max(1, packed) > limits.ratio { throw .expandsTooMuch(archive, entry: entry, limit: limits.ratio) }
        // Many entries below the grace are a bomb together.
        if present.entry != entry { packedBefore += present.packed }
        present = (entry, packed)
        if bytes > 8 * limits.ratioGrace, bytes / max(1, packedBefore + packed) > limits.ratio { throw .expandsTooMuch(archive, entry: entry, limit: limits.ratio) }
    }
}
