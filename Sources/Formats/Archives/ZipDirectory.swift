/// The directory at the end of a zip file, which alone says what the archive holds.
///
/// Read with zip64. What local headers say is only compared with it (`ZipReader`), so a file cannot show one content to one
/// tool and another to the next. Entries that share bytes are refused: that is how small archives unpack without end.
struct ZipDirectory {
    struct Entry {
        var name: [UInt8]
        var flags: UInt16
        var method: UInt16
        var checksum: UInt32
        var packed: Int64
        var unpacked: Int64
        var offset: Int64
        /// Type bits of a Unix mode, 0 when there are none.
        var type: UInt32

        var isFolder: Bool { type == 0x4000 || name.last == UInt8(ascii: "/") || name.last == UInt8(ascii: "\\") }
        var isEncrypted: Bool { flags & 0x2041 != 0 || method == 99 }
    }

    /// In the order of their places in the file.
    private(set) var entries: [Entry] = []
    private let bytes: FileBytes
    private let name: String
    private var directoryOffset: Int64 = 0

    init(_ bytes: FileBytes, name: String, budget: ArchiveBudget) throws {
        self.bytes = bytes
        self.name = name
        let end = try findEnd()
        directoryOffset = end.offset
        if end.count > Int64(budget.limits.entries) { throw ArchiveError.tooManyEntries(name, limit: budget.limits.entries) }
        try readEntries(end, budget)
        entries.sort { $0.offset < $1.offset }
        try refuseOverlaps()
    }

    // MARK: The end

    private struct End {
        var offset: Int64
        var size: Int64
        var count: Int64
    }

    private func findEnd() throws -> End {
        let size = bytes.size
        let length = Int(min(size, 65557))
        let tail = try bytes.bytes(at: size - Int64(length), count: length)
        var place = length - 22
        while place >= 0 {
            let isEnd = tail[place] == 0x50 && tail[place + 1] == 0x4B && tail[place + 2] == 5 && tail[place + 3] == 6
            if isEnd, place + 22 + Int(Self.u16(tail, place + 20)) == length { break }
            place -= 1
        }
        guard place >= 0 else { throw ArchiveError.truncated(name, reason: "the directory at the end of the zip file is not there") }
        let found = UnsafeRawBufferPointer(rebasing: tail[place..<(place + 22)])
        guard Self.u16(found, 4) == Self.u16(found, 6) || Self.u16(found, 4) == 0xFFFF else { throw corrupt(size, "it is one of several parts") }
        let plain = End(offset: Int64(Self.u32(found, 16)), size: Int64(Self.u32(found, 12)), count: Int64(Self.u16(found, 10)))
        let endPlace = size - Int64(length - place)
        let needs64 = plain.count == 0xFFFF || plain.size == 0xFFFF_FFFF || plain.offset == 0xFFFF_FFFF
        let end = needs64 ? try wide(before: endPlace) ?? plain : plain
        guard end.offset >= 0, end.size >= 0, end.offset <= endPlace, end.size <= endPlace - end.offset else { throw corrupt(endPlace, "the directory would lie beyond the file") }
        return end
    }

    /// The zip64 record; nil when there is none.
    private func wide(before end: Int64) throws -> End? {
        guard end >= 20 else { return nil }
        let locator = try bytes.bytes(at: end - 20, count: 20)
        guard Self.u32(locator, 0) == 0x0706_4B50 else { return nil }
        let offset = Self.i64(locator, 8)
        guard offset >= 0, offset <= end - 20 - 56 else { throw corrupt(end - 20, "the zip64 record would lie beyond the file") }
        let record = try bytes.bytes(at: offset, count: 56)
        guard Self.u32(record, 0) == 0x0606_4B50 else { throw corrupt(offset, "there is no zip64 record where one is named") }
        return End(offset: Self.i64(record, 48), size: Self.i64(record, 40), count: Self.i64(record, 32))
    }

    // MARK: Entries

    private mutating func readEntries(_ end: End, _ budget: ArchiveBudget) throws {
        var place = end.offset
        let limit = end.offset + end.size
        while place < limit {
            guard place + 46 <= limit else { throw corrupt(place, "the directory ends within an entry") }
            let fixed = try bytes.bytes(at: place, count: 46)
            guard Self.u32(fixed, 0) == 0x0201_4B50 else { throw corrupt(place, "there is no entry where one should begin") }
            try budget.countEntry(of: name)
            let lengths = (name: Int(Self.u16(fixed, 28)), extra: Int(Self.u16(fixed, 30)), comment: Int(Self.u16(fixed, 32)))
            var entry = Entry(
                name: [], flags: Self.u16(fixed, 8), method: Self.u16(fixed, 10), checksum: Self.u32(fixed, 16), packed: Int64(Self.u32(fixed, 20)),
                unpacked: Int64(Self.u32(fixed, 24)), offset: Int64(Self.u32(fixed, 42)), type: (Self.u32(fixed, 38) >> 16) & 0xF000)
            guard place + 46 + Int64(lengths.name + lengths.extra + lengths.comment) <= limit else { throw corrupt(place, "the directory ends within an entry") }
            let rest = try bytes.bytes(at: place + 46, count: lengths.name + lengths.extra)
            entry.name = Array(rest[0..<lengths.name])
            try take(UnsafeRawBufferPointer(rebasing: rest[lengths.name...]), into: &entry, place)
            guard entry.offset >= 0, entry.packed >= 0, entry.unpacked >= 0, entry.offset < max(1, directoryOffset), entry.packed <= directoryOffset else {
                throw corrupt(place, "an entry would lie beyond the file")
            }
            entries.append(entry)
            place += 46 + Int64(lengths.name + lengths.extra + lengths.comment)
        }
        guard Int64(entries.count) == end.count || end.count == 0xFFFF else { throw corrupt(end.offset, "the directory counts \(end.count) entries and has \(entries.count)") }
    }

    /// Extra fields: zip64 sizes (1).
    private func take(_ extra: UnsafeRawBufferPointer, into entry: inout Entry, _ place: Int64) throws {
        var at = 0
        while at + 4 <= extra.count {
            let id = Self.u16(extra, at), length = Int(Self.u16(extra, at + 2))
            guard at + 4 + length <= extra.count else { return }
            if id == 1 {
                var field = at + 4
                func next() throws -> Int64 {
                    guard field + 8 <= at + 4 + length else { throw corrupt(place, "an entry lacks its zip64 sizes") }
                    defer { field += 8 }
                    return Self.i64(extra, field)
                }
                if entry.unpacked == 0xFFFF_FFFF { entry.unpacked = try next() }
                if entry.packed == 0xFFFF_FFFF { entry.packed = try next() }
                if entry.offset == 0xFFFF_FFFF { entry.offset = try next() }
            }
            at += 4 + length
        }
    }

    private func refuseOverlaps() throws {
        for (place, entry) in entries.enumerated() {
            let end = entry.offset + 30 + Int64(entry.name.count) + entry.packed
            let next = place + 1 < entries.count ? entries[place + 1].offset : directoryOffset
            if end > next { throw ArchiveError.overlapping(name, entry: EntryNames.shown(entry.name)) }
        }
    }

    private func corrupt(_ offset: Int64, _ reason: String) -> ArchiveError { .corrupt(name, offset: offset, reason: reason) }

    static func u16(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt16 { UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt16.self)) }
    static func u32(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> UInt32 { UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt32.self)) }
    static func i64(_ bytes: UnsafeRawBufferPointer, _ at: Int) -> Int64 { Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: Int64.self)) }
}
