import CZlib
import CZstd
import Records

/// Files of a zip archive in the order of their places: stored, deflated or zstd; zip64; with data descriptors (sizes are those of the
/// directory). Encrypted entries are refused.
final class ZipReader: ArchiveReader {
    private let name: String
    private let bytes: FileBytes
    private let budget: ArchiveBudget
    private let directory: ZipDirectory
    private var names: EntryNames
    private var refused: RefusedEntries
    private var place = 0
    private var current: ZipStream?

    init(_ path: String, shownAs name: String, budget: ArchiveBudget) throws {
        self.name = name
        self.budget = budget
        bytes = try FileBytes(path: path, shownAs: name)
        directory = try ZipDirectory(bytes, name: name, budget: budget)
        names = EntryNames(budget.limits)
        refused = RefusedEntries(archive: name)
    }

    var progress: (done: Int64, total: Int64?) {
        (place < directory.entries.count ? directory.entries[place].offset : bytes.size, bytes.size)
    }

    func takeFindings() -> [Finding] { refused.take() }

    func next() throws -> ArchiveEntry? {
        current = nil
        while place < directory.entries.count {
            let entry = directory.entries[place]
            place += 1
            if let path = try accept(entry) { return ArchiveEntry(name: path, bytes: entry.unpacked) }
        }
        refused.close()
        return nil
    }

    /// The path of a file that can be read; its stream stands at its start.
    private func accept(_ entry: ZipDirectory.Entry) throws -> String? {
        let path: String
        do { path = try names.path(of: entry.name, isFolder: entry.isFolder) } catch {
            refused.add(entry.name, error)
            return nil
        }
        if entry.isFolder { return nil }
        guard entry.type == 0 || entry.type == 0x8000 else {
            refused.add(entry.name, "archive.entry.link", entry.type == 0xA000 ? "it is a symbolic link" : "it is no file")
            return nil
        }
        guard !entry.isEncrypted else {
            refused.add(entry.name, "archive.entry.encrypted", "it is encrypted; unpack it with its password first")
            return nil
        }
        guard [0, 8, 93].contains(entry.method) else {
            refused.add(entry.name, "archive.entry.method", "it is packed by method \(entry.method); stored, deflate and zstd are read")
            return nil
        }
        let local = try bytes.bytes(at: entry.offset, count: 30)
        guard ZipDirectory.u32(local, 0) == 0x0403_4B50 else { throw ArchiveError.corrupt(name, offset: entry.offset, reason: "there is no header of an entry") }
        let nameLength = Int(ZipDirectory.u16(local, 26)), extraLength = Int(ZipDirectory.u16(local, 28)), method = ZipDirectory.u16(local, 8)
        let localName = Array(try bytes.bytes(at: entry.offset + 30, count: nameLength))
        guard localName == entry.name, method == entry.method else {
            refused.add(entry.name, "archive.entry.two-faces", "its own header calls it `\(EntryNames.shown(localName))`, packed by method \(method)")
            return nil
        }
        current = ZipStream(entry, at: entry.offset + 30 + Int64(nameLength + extraLength), path)
        return path
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let current, !buffer.isEmpty else { return 0 }
        let count = try current.read(bytes, into: buffer, archive: name)
        try budget.count(count, unpacked: current.unpacked, packed: current.taken, entry: current.path, of: name)
        return count
    }
}

/// The bytes of one zip entry, unpacked, held to their declared size and checksum.
final class ZipStream {
    let path: String
    private(set) var unpacked: Int64 = 0
    /// Packed bytes used.
    private(set) var taken: Int64 = 0
    private let entry: ZipDirectory.Entry
    private let start: Int64
    private var checksum: UInt = 0
    private var isDone = false
    private let inflater: UnsafeMutablePointer<z_stream>?
    private let zstd: OpaquePointer?

    init(_ entry: ZipDirectory.Entry, at start: Int64, _ path: String) {
        self.entry = entry
        self.start = start
        self.path = path
        checksum = crc32(0, nil, 0)
        zstd = entry.method == 93 ? ZSTD_createDStream() : nil
        guard entry.method == 8 else { inflater = nil; return }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative: raw deflate without a header.
        let status = winnow_inflate_init(stream, -15)
        precondition(status == Z_OK, "zlib has no memory for a stream")
        inflater = stream
    }

    deinit {
        if let inflater {
            inflateEnd(inflater)
            inflater.deallocate()
        }
        if let zstd { ZSTD_freeDStream(zstd) }
    }

    func read(_ bytes: FileBytes, into buffer: UnsafeMutableRawBufferPointer, archive: String) throws -> Int {
        guard !isDone else { return 0 }
        func bad(_ reason: String) -> ArchiveError { .badEntry(archive, entry: path, reason: reason) }
        while true {
            let left = entry.packed - taken
            let input = left > 0 ? try bytes.bytes(at: start + taken, count: Int(min(left, 1 << 16))) : UnsafeRawBufferPointer(start: nil, count: 0)
            let (used, produced, isEnd) = try step(input, buffer, bad)
            taken += Int64(used)
            unpacked += Int64(produced)
            if unpacked > entry.unpacked { throw bad("it unpacks to more than the \(entry.unpacked) bytes it declares") }
            checksum = crc32(checksum, buffer.baseAddress?.assumingMemoryBound(to: Bytef.self), UInt32(produced))
            if isEnd {
                isDone = true
                guard unpacked == entry.unpacked else { throw bad("it unpacks to \(unpacked) bytes and declares \(entry.unpacked)") }
                guard checksum == UInt(entry.checksum) else { throw bad("its checksum is not the one declared") }
            }
            if produced > 0 || isEnd { return produced }
            if used == 0 { throw bad("it ends too early") }
        }
    }

    private func step(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, _ bad: (String) -> ArchiveError) throws -> (used: Int, produced: Int, isEnd: Bool) {
        if let inflater { return try inflateStep(inflater, input, output, bad) }
        if let zstd { return try zstdStep(zstd, input, output, bad) }
        let count = min(input.count, output.count)
        output.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[0..<count]))
        return (count, count, taken + Int64(count) == entry.packed)
    }

    private func inflateStep(
        _ stream: UnsafeMutablePointer<z_stream>, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, _ bad: (String) -> ArchiveError
    ) throws -> (used: Int, produced: Int, isEnd: Bool) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress?.assumingMemoryBound(to: Bytef.self))
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: Bytef.self)
        stream.pointee.avail_out = UInt32(clamping: output.count)
        let room = Int(stream.pointee.avail_out)
        let status = inflate(stream, Z_NO_FLUSH)
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw bad(stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)") }
        return (input.count - Int(stream.pointee.avail_in), room - Int(stream.pointee.avail_out), status == Z_STREAM_END)
    }

    private func zstdStep(
        _ stream: OpaquePointer, _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawBufferPointer, _ bad: (String) -> ArchiveError
    ) throws -> (used: Int, produced: Int, isEnd: Bool) {
        var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
        var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
        let status = ZSTD_decompressStream(stream, &target, &source)
        guard ZSTD_isError(status) == 0 else { throw bad(String(cString: ZSTD_getErrorName(status))) }
        return (source.pos, target.pos, status == 0 && taken + Int64(source.pos) == entry.packed)
    }
}
