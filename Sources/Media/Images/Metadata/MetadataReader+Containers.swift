extension MetadataReader {
    mutating func readJPEG(_ file: FilePieces) {
        var extended: [UInt8] = []
        for piece in file.pieces {
            let content = HeaderBytes(file.content(piece))
            switch piece.name {
            case 0xE1: readApplication1(content, file.content(piece), &extended)
            case 0xED: if content.matches("Photoshop 3.0\0", at: 0), let resources = content.part(14, content.count - 14) { readPhotoshop(resources) }
            case 0xFE: add(.comment, "Comment", text(file.content(piece)))
            default: break
            }
        }
        if !extended.isEmpty { readXMP(extended) }
        if let failure = file.failure { note(.fileBroken(failure)) }
    }

    private mutating func readApplication1(_ content: HeaderBytes, _ bytes: UnsafeRawBufferPointer, _ extended: inout [UInt8]) {
        if content.matches("Exif\0", at: 0), let tiff = content.part(6, content.count - 6) { return readExif(tiff) }
        if content.matches("http://ns.adobe.com/xap/1.0/\0", at: 0) { return readXMP(Array(bytes.dropFirst(29))) }
        // A name of 35 bytes, a digest of 32, two numbers of 4: parts of one packet, in the order of the file.
        if content.matches("http://ns.adobe.com/xmp/extension/\0", at: 0), extended.count + bytes.count <= limits.maximumTextBytes { extended += bytes.dropFirst(75) }
    }

    mutating func readPNG(_ file: FilePieces) {
        for piece in file.pieces {
            let content = file.content(piece)
            switch piece.name {
            case UInt32(chunk: "eXIf"): readExif(HeaderBytes(content).withoutExifPrefix)
            case UInt32(chunk: "tEXt"):
                guard let (keyword, rest) = Self.keyword(content) else { continue }
                readText(keyword, Array(rest))
            case UInt32(chunk: "zTXt"):
                guard let (keyword, rest) = Self.keyword(content), rest.count > 1, let value = unpacked(UnsafeRawBufferPointer(rebasing: rest.dropFirst())) else { continue }
                readText(keyword, value)
            case UInt32(chunk: "iTXt"): readInternationalText(content)
            case UInt32(chunk: "tIME"): readTime(HeaderBytes(content))
            default: break
            }
        }
        if let failure = file.failure { note(.fileBroken(failure)) }
    }

    mutating func readWebP(_ file: FilePieces) {
        for piece in file.pieces {
            switch piece.name {
            case UInt32(chunk: "EXIF"): readExif(HeaderBytes(file.content(piece)).withoutExifPrefix)
            case UInt32(chunk: "XMP "): readXMP(Array(file.content(piece)))
            default: break
            }
        }
        if let failure = file.failure { note(.fileBroken(failure)) }
    }

    /// Text to the first zero, and what follows it.
    private static func keyword(_ bytes: UnsafeRawBufferPointer) -> (String, UnsafeRawBufferPointer)? {
        guard let end = bytes.prefix(80).firstIndex(of: 0) else { return nil }
        return (MetadataText.decode(bytes[..<end]), UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...]))
    }

    private mutating func readText(_ keyword: String, _ value: [UInt8]) {
        if keyword == "XML:com.adobe.xmp" { return readXMP(value) }
        guard keyword.hasPrefix("Raw profile type "), let profile = RawProfile.bytes(value) else {
            return add(.text, keyword, MetadataText.decode(value.prefix(limits.maximumValueBytes)))
        }
        profile.withUnsafeBytes { profile in
            let content = HeaderBytes(profile)
            switch keyword.dropFirst("Raw profile type ".count) {
            case "exif", "APP1": readExif(content.withoutExifPrefix)
            case "xmp": readXMP(Array(profile))
            case "iptc", "8bim": content.matches("8BIM", at: 0) ? readPhotoshop(content) : readIPTC(content)
            default: break
            }
        }
    }

    /// keyword, packed or not, method, language, translated keyword, text (PNG, third edition, 11.3.3.4).
    private mutating func readInternationalText(_ content: UnsafeRawBufferPointer) {
        guard let (keyword, rest) = Self.keyword(content), rest.count > 2, let language = rest.dropFirst(2).firstIndex(of: 0),
            let translated = rest[(language + 1)...].firstIndex(of: 0)
        else { return }
        let value = UnsafeRawBufferPointer(rebasing: rest[(translated + 1)...])
        if rest[0] == 0 { readText(keyword, Array(value)) } else if let plain = unpacked(value) { readText(keyword, plain) }
    }

    private mutating func readTime(_ content: HeaderBytes) {
        guard content.count == 7, let year = content.big16(0) else { return }
        let parts = (2..<7).map { content.byte($0).map { $0 < 10 ? "0\($0)" : "\($0)" } ?? "" }
        add(.text, "tIME", "\(year)-\(parts[0])-\(parts[1]) \(parts[2]):\(parts[3]):\(parts[4])")
    }
}

extension HeaderBytes {
    /// Some writers put the prefix of JPEG before EXIF in other formats.
    var withoutExifPrefix: HeaderBytes { matches("Exif\0", at: 0) ? part(6, count - 6) ?? self : self }
}

/// ImageMagick's way to keep a block in a PNG text: a name, the count of bytes, and hexadecimal digits in lines.
enum RawProfile {
    static func bytes(_ text: [UInt8]) -> [UInt8]? {
        // Line feed, name, line feed, count, line feed, digits.
        let lines = text.split(separator: 10, maxSplits: 2, omittingEmptySubsequences: true)
        guard lines.count == 3 else { return nil }
        var bytes: [UInt8] = [], high: UInt8?
        for letter in lines[2] {
            let digit: UInt8
            switch letter {
            case 48...57: digit = letter - 48
            case 65...70, 97...102: digit = (letter | 32) - 87
            case 0...32: continue
            default: return nil
            }
            if let first = high { bytes.append(first << 4 | digit) }
            high = high == nil ? digit : nil
        }
        return bytes
    }
}
