import Glibc

/// What the bytes of a PDF say by themselves, without any decoder: header, end, index, and names of dangerous things.
///
/// Objects packed in streams are unpacked within the limits and looked through too, since that is where such names hide;
/// what is encrypted or packed in another way than DEFLATE cannot be seen. ISO 32000-1, 7.5.
struct PDFBytes {
    private(set) var version = ""
    /// Where `%PDF-` stands; the specification lets it follow other bytes.
    private(set) var start = 0
    private(set) var isLinearised = false
    private(set) var hasTrailer = false
    private(set) var isEncrypted = false
    private(set) var hasJavaScript = false
    private(set) var hasLaunchAction = false
    /// The `%%EOF` mark stands at the end.
    private(set) var hasEnd = false
    /// What is wrong with the index that the end names.
    private(set) var brokenIndex: (text: String, at: Int)?
    private let bytes: [UInt8]
    private static let headerRoom = 1024
    private static let endRoom = 1024

    /// nil when the first kilobyte names no PDF.
    static func headerPlace(_ bytes: [UInt8]) -> Int? { ByteSearch.first("%PDF-", in: bytes[..<min(bytes.count, headerRoom)]) }

    init?(_ bytes: [UInt8], _ limits: DocumentLimits) {
        guard let start = Self.headerPlace(bytes) else { return nil }
        (self.bytes, self.start) = (bytes, start)
        version = String(decoding: bytes[(start + 5)...].prefix(8).prefix { $0 == 46 || (48...57).contains($0) }, as: UTF8.self)
        isLinearised = ByteSearch.first("/Linearized", in: bytes[start..<min(bytes.count, start + Self.headerRoom)]) != nil
        readNames(bytes[...])
        readEnd()
        readObjectStreams(limits)
    }

    /// The last `startxref` says where the index is.
    private mutating func readEnd() {
        let tail = bytes[max(start, bytes.count - Self.endRoom)...]
        guard let mark = ByteSearch.last("%%EOF", in: tail) else { return }
        hasEnd = true
        guard let word = ByteSearch.last("startxref", in: tail[..<mark]) else {
            brokenIndex = ("nothing says where its index is", mark)
            return
        }
        let digits = String(decoding: bytes[(word + 9)..<mark].drop { $0 <= 32 }.prefix { (48...57).contains($0) }.prefix(18), as: UTF8.self)
        if let offset = Int(digits), beginsIndex(start + offset) || beginsIndex(offset) { return }
        brokenIndex = ("its index is not at byte \(digits)", word)
    }

    /// A table (`xref`) or a stream (`12 0 obj`).
    private func beginsIndex(_ place: Int) -> Bool {
        guard place >= 0, place < bytes.count else { return false }
        let head = bytes[place...].prefix(40).drop { $0 <= 32 }
        return head.starts(with: Array("xref".utf8)) || (head.first.map { (48...57).contains($0) } ?? false) && ByteSearch.first("obj", in: head) != nil
    }

    /// Every `/Name`, escapes undone, also within packed streams: the names looked for are too long to come about by chance.
    private mutating func readNames(_ all: ArraySlice<UInt8>) {
        all.withUnsafeBufferPointer { all in
            var place = 0
            while place < all.count {
                if all[place] == UInt8(ascii: "/") { place = note(all, place + 1) } else { place += 1 }
            }
        }
        if ByteSearch.last("trailer", in: all) != nil { hasTrailer = true }
    }

    private mutating func note(_ all: UnsafeBufferPointer<UInt8>, _ first: Int) -> Int {
        var place = first
        while place < all.count, place - first < 64, Self.isRegular(all[place]) { place += 1 }
        // All that matter begin with one of these, or with an escape.
        guard place - first >= 2, [65, 69, 74, 76, 88, 35].contains(all[first]) || all[first..<place].contains(35) else { return place }
        switch Self.unescaped(all[first..<place]) {
        case "JavaScript": hasJavaScript = true
        case "Launch": hasLaunchAction = true
        case "Encrypt": isEncrypted = true
        case "XRef": hasTrailer = true
        default: break
        }
        return place
    }

    private static func isRegular(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...32, UInt8(ascii: "/"), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
            UInt8(ascii: "}"), UInt8(ascii: "%"): false
        default: true
        }
    }

    private static func unescaped(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> String {
        var out: [UInt8] = [], place = name.startIndex
        while place < name.endIndex {
            if name[place] == 35, place + 2 < name.endIndex, let value = UInt8(String(decoding: name[(place + 1)...(place + 2)], as: UTF8.self), radix: 16) {
                out.append(value)
                place += 3
            } else {
                out.append(name[place])
                place += 1
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    private mutating func readObjectStreams(_ limits: DocumentLimits) {
        var place = start, left = limits.maximumUnpackedBytes
        let end = bytes.endIndex
        while left > 0, let found = ByteSearch.first("/ObjStm", in: bytes[place...]) {
            place = found + 7
            guard let word = ByteSearch.first("stream", in: bytes[place..<min(end, place + 512)]) else { continue }
            var data = word + 6
            while data < end, data < word + 8, bytes[data] == 13 || bytes[data] == 10 { data += 1 }
            // Two bytes of zlib's header.
            guard data + 2 < end, let unpacked = try? Inflate.unpack(bytes[(data + 2)...], left: &left) else { continue }
            place = max(place, unpacked.end)
            readNames(unpacked.bytes[...])
        }
    }
}

/// Finds words in bytes.
enum ByteSearch {
    /// Where the first one begins.
    static func first(_ word: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress, all.count >= word.utf8CodeUnitCount else { return nil }
            let last = all.count - word.utf8CodeUnitCount
            var place = 0
            while place <= last, let found = memchr(base + place, Int32(word.utf8Start[0]), last - place + 1) {
                place = base.distance(to: found.assumingMemoryBound(to: UInt8.self))
                if memcmp(base + place, word.utf8Start, word.utf8CodeUnitCount) == 0 { return bytes.startIndex + place }
                place += 1
            }
            return nil
        }
    }

    /// Where the last one begins.
    static func last(_ word: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.withUnsafeBufferPointer { all in
            guard let base = all.baseAddress else { return nil }
            var place = all.count - word.utf8CodeUnitCount
            while place >= 0 {
                if base[place] == word.utf8Start[0], memcmp(base + place, word.utf8Start, word.utf8CodeUnitCount) == 0 { return bytes.startIndex + place }
                place -= 1
            }
            return nil
        }
    }
}
