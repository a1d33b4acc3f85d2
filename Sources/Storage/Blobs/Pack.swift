import Foundation

/// One pack file and its index, as far as this process has read them.
struct Pack {
    let path: String
    private(set) var file: FileDescriptor
    /// Bytes of the index that have been read as whole entries.
    private var indexed = 0
    /// End of the last record that is known.
    private(set) var end: Int64 = 0
    private var indexPath: String { path + "-index" }

    init(_ path: String, create: Bool = false) throws {
        self.path = path
        file = try FileDescriptor(path, O_RDWR | O_APPEND | (create ? O_CREAT | O_EXCL : 0))
    }

    /// Entries that other processes, or earlier runs, have added since the last look.
    mutating func news() throws -> [PackFormat.Entry] {
        guard try file.size() > end else { return [] }
        var found: [PackFormat.Entry] = []
        if let size = try FileDescriptor.size(of: indexPath), size >= Int64(indexed + PackFormat.entrySize) {
            let index = try FileDescriptor(indexPath, O_RDONLY)
            found = PackFormat.readEntries(try index.read(at: Int64(indexed), count: Int(size) - indexed))
            indexed += found.count * PackFormat.entrySize
            end = max(end, found.last?.end ?? 0)
        }
        return found + (try unindexed())
    }

    /// Whole records behind the last entry: written by a process that was killed before it wrote their entries.
    private mutating func unindexed() throws -> [PackFormat.Entry] {
        var found: [PackFormat.Entry] = []
        while let header = PackFormat.readHeader(try file.read(at: end, count: PackFormat.headerSize)) {
            let offset = end + Int64(PackFormat.headerSize)
            let bytes = try file.read(at: offset, count: header.length)
            guard bytes.count == header.length, Digest.of(bytes) == header.digest else { break }
            found.append(.init(digest: header.digest, offset: offset, length: header.length))
            end = offset + Int64(header.length)
        }
        return found
    }

    /// Before the first append: cuts off a torn tail and makes the index whole. Only the holder of the lock may.
    /// Reads the index from its start, so that what `news` took from the pack alone gets its entry too.
    mutating func repair() throws -> [PackFormat.Entry] {
        let index = try FileDescriptor(indexPath, O_RDWR | O_CREAT)
        let known = PackFormat.readEntries(try index.read(at: 0, count: Int(index.size())))
        indexed = known.count * PackFormat.entrySize
        try index.truncate(to: Int64(indexed))
        end = known.last?.end ?? 0
        let found = try unindexed()
        if try file.size() > end { try file.truncate(to: end) }
        try appendToIndex(found)
        return known + found
    }

    /// Adds records in one write made durable once; their entries after it.
    mutating func append(_ records: [(digest: Digest, bytes: [UInt8])]) throws -> [PackFormat.Entry] {
        var buffer: [UInt8] = []
        var entries: [PackFormat.Entry] = []
        for record in records {
            buffer += PackFormat.header(record.digest, length: record.bytes.count)
            entries.append(.init(digest: record.digest, offset: end + Int64(buffer.count), length: record.bytes.count))
            buffer += record.bytes
        }
        do {
            try buffer.withUnsafeBytes { try file.write($0) }
            try file.synchronise()
        } catch {
            try? file.truncate(to: end)
            throw error
        }
        end += Int64(buffer.count)
        try appendToIndex(entries)
        return entries
    }

    private mutating func appendToIndex(_ entries: [PackFormat.Entry]) throws {
        guard !entries.isEmpty else { return }
        let index = try FileDescriptor(indexPath, O_WRONLY | O_CREAT | O_APPEND)
        try entries.flatMap { PackFormat.bytes($0) }.withUnsafeBytes { try index.write($0) }
        indexed += entries.count * PackFormat.entrySize
    }
}
