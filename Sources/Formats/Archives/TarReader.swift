import Records

/// Files of a tar archive as a stream, plain, gzip or zstd: ustar, pax (path and size), GNU long names. Links, devices and sparse
/// files are refused.
final class TarReader: ArchiveReader {
    private static let maximumRecordBytes: Int64 = 1 << 20
    private let name: String
    private let source: ByteSource
    private let budget: ArchiveBudget
    private var names: EntryNames
    private var refused: RefusedEntries
    private var path = ""
    private var left: Int64 = 0
    private var given: Int64 = 0
    private var nextHeader: Int64 = 0
    private var isDone = false
    private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 512, alignment: 16)

    /// What records in front of an entry say of it.
    private struct Ahead {
        var path: [UInt8]?
        var size: Int64?
        var isSparse = false
    }

    init(_ path: String, shownAs name: String, budget: ArchiveBudget) throws {
        self.name = name
        self.budget = budget
        source = try ByteSource(path: path, shownAs: name, limits: ByteSource.Limits(maximumBytes: budget.limits.totalBytes + Int64(budget.limits.entries) * 2048, maximumRatio: budget.limits.ratio))
        names = EntryNames(budget.limits)
        refused = RefusedEntries(archive: name)
    }

    deinit { block.deallocate() }

    var progress: (done: Int64, total: Int64?) { source.progress }

    func takeFindings() -> [Finding] { refused.take() }

    func next() throws -> ArchiveEntry? {
        var ahead = Ahead()
        while !isDone {
            guard try source.skip(to: nextHeader) else { throw ArchiveError.truncated(name, reason: "it ends within `\(path)`") }
            guard let header = try readHeader() else { break }
            guard let size = ahead.size ?? header.size, size >= 0, size < 1 << 60 else { throw ArchiveError.corrupt(name, offset: nextHeader, reason: "an entry has no proper size") }
            let hasBody = ![UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "5"), UInt8(ascii: "6")].contains(header.type)
            nextHeader += 512 + (hasBody ? (size + 511) / 512 * 512 : 0)
            if try takeRecord(header, size, &ahead) { continue }
            try budget.countEntry(of: name)
            if let entry = accept(header, ahead, size) { return entry }
            ahead = Ahead()
        }
        left = 0
        refused.close()
        return nil
    }

    /// nil at the end.
    private func readHeader() throws -> TarHeader? {
        guard try fill() else {
            isDone = true
            refused.log(Finding(.warning, "archive.no-end", "`\(name)` ends without the mark that ends a tar file; what came before is taken", at: Place(file: name)))
            return nil
        }
        guard let header = TarHeader(UnsafeRawBufferPointer(block)) else { return nil }
        if header.isZero {
            isDone = true
            return nil
        }
        guard header.isChecked else { throw ArchiveError.corrupt(name, offset: nextHeader, reason: "the checksum of an entry's header is wrong") }
        return header
    }

    /// False at the very end of the file.
    private func fill() throws -> Bool {
        var filled = 0
        while filled < 512 {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: block[filled...]))
            if count == 0 {
                if filled == 0 { return false }
                throw ArchiveError.truncated(name, reason: "it ends within a header")
            }
            filled += count
        }
        return true
    }

    // MARK: Records in front of entries

    /// True when the entry was about the next one.
    private func takeRecord(_ header: TarHeader, _ size: Int64, _ ahead: inout Ahead) throws -> Bool {
        switch header.type {
        case UInt8(ascii: "L"): ahead.path = Array(try body(size).prefix { $0 != 0 })
        case UInt8(ascii: "K"): _ = try body(size)
        case UInt8(ascii: "x"): takePax(try body(size), &ahead)
        case UInt8(ascii: "g"): break
        default: return false
        }
        return true
    }

    private func body(_ size: Int64) throws -> [UInt8] {
        guard size <= Self.maximumRecordBytes else { throw ArchiveError.corrupt(name, offset: nextHeader, reason: "a record about names has \(size) bytes") }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(size), alignment: 16)
        defer { buffer.deallocate() }
        var filled = 0
        while filled < buffer.count {
            let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
            if count == 0 { throw ArchiveError.truncated(name, reason: "it ends within a record about names") }
            filled += count
        }
        return Array(buffer)
    }

    /// `<length> <key>=<value>\n`, the length in bytes of the whole line.
    private func takePax(_ record: [UInt8], _ ahead: inout Ahead) {
        var place = 0
        while place < record.count {
            guard let space = record[place...].firstIndex(of: 32), let length = Int(String(decoding: record[place..<space], as: UTF8.self)), length > space - place + 1, length <= record.count - place else { return }
            let line = record[(space + 1)..<(place + length - 1)]
            place += length
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = line[(equals + 1)...]
            switch String(decoding: line[..<equals], as: UTF8.self) {
            case "path": ahead.path = Array(value)
            case "size": ahead.size = Int64(String(decoding: value, as: UTF8.self)) ?? -1
            case let key where key.hasPrefix("GNU.sparse"): ahead.isSparse = true
            default: break
            }
        }
    }

    // MARK: Entries

    private func accept(_ header: TarHeader, _ ahead: Ahead, _ size: Int64) -> ArchiveEntry? {
        let raw = ahead.path ?? header.name
        let isFolder = header.type == UInt8(ascii: "5") || ((header.type == 0 || header.type == UInt8(ascii: "0")) && raw.last == UInt8(ascii: "/"))
        switch header.type {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"), UInt8(ascii: "5"): break
        case UInt8(ascii: "1"): return refuse(raw, "archive.entry.link", "it is a hard link")
        case UInt8(ascii: "2"): return refuse(raw, "archive.entry.link", "it is a symbolic link")
        case UInt8(ascii: "3"), UInt8(ascii: "4"), UInt8(ascii: "6"): return refuse(raw, "archive.entry.device", "it is a device or a pipe")
        default: return refuse(raw, "archive.entry.type", "its type `\(EntryNames.shown([header.type]))` is not read")
        }
        if ahead.isSparse { return refuse(raw, "archive.entry.type", "it is a sparse file") }
        do {
            path = try names.path(of: raw, isFolder: isFolder)
        } catch {
            refused.add(raw, error)
            return nil
        }
        if isFolder { return nil }
        (left, given) = (size, 0)
        return ArchiveEntry(name: path, bytes: size)
    }

    private func refuse(_ raw: [UInt8], _ code: String, _ why: String) -> ArchiveEntry? {
        refused.add(raw, code, why)
        return nil
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard left > 0, !buffer.isEmpty else { return 0 }
        let count = try source.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[0..<Int(min(left, Int64(buffer.count)))]))
        if count == 0 { throw ArchiveError.truncated(name, reason: "it ends within `\(path)`") }
        left -= Int64(count)
        given += Int64(count)
        // The ratio of a tar is that of its stream, which the source watches.
        try budget.count(count, unpacked: given, packed: given, entry: path, of: name)
        return count
    }
}
