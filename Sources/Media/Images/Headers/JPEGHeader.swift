/// Walks JPEG segments to the frame header (ITU-T T.81, annex B).
enum JPEGHeader {
    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let bytes = reading.bytes
        var exif = Exif.Reading.absent
        var at = 2
        while true {
            guard try reading.need(bytes.byte(at)) == 0xFF else { throw .damaged(.jpeg, "no marker at byte \(at)") }
            let marker = try reading.need(bytes.byte(at + 1))
            if marker == 0xFF { at += 1; continue }
            at += 2
            if marker == 0x01 || (0xD0...0xD7).contains(marker) { continue }
            guard marker != 0xD9, marker != 0xDA, marker != 0 else { throw .damaged(.jpeg, "pixels begin before the frame header, at byte \(at)") }
            let length = try reading.need(bytes.big16(at))
            guard length >= 2 else { throw .damaged(.jpeg, "a segment of \(length) bytes at byte \(at)") }
            if isFrame(marker) { return try facts(reading, at, marker, exif) }
            if marker == 0xE1, exif == .absent, bytes.matches("Exif\0", at: at + 2) {
                exif = Exif.read(try reading.need(bytes.part(at + 8, max(0, length - 8))))
            }
            at += length
        }
    }

    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    private static func facts(_ reading: HeaderReading, _ at: Int, _ marker: UInt8, _ exif: Exif.Reading) throws(ImageError) -> ImageFacts {
        let depth = Int(try reading.need(reading.bytes.byte(at + 2)))
        let height = try reading.need(reading.bytes.big16(at + 3))
        let width = try reading.need(reading.bytes.big16(at + 5))
        let channels = Int(try reading.need(reading.bytes.byte(at + 7)))
        let colour: ImageFacts.Colour
        switch channels {
        case 1: colour = .gray
        case 3: colour = .rgb
        case 4: colour = .cmyk
        default: throw .unsupported(.jpeg, "\(channels) channels")
        }
        var facts = ImageFacts(.jpeg, width: width, height: height, colour: colour, channels: channels, bitDepth: depth)
        facts.isInterlaced = marker & 3 == 2
        facts.take(exif)
        guard height > 0 else { throw .unsupported(.jpeg, "the height is given after the pixels") }
        guard marker & 3 != 3 else { throw .unsupported(.jpeg, "lossless coding") }
        guard depth == 8 else { throw .unsupported(.jpeg, "\(depth) bits per sample") }
        return facts
    }

    /// True when the end marker follows the pixels; trailing bytes after it do not matter.
    static func isComplete(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var at = 2
        while at + 1 < bytes.count {
            guard bytes[at] == 0xFF else { at += 1; continue }
            let marker = bytes[at + 1]
            if marker == 0xD9 { return true }
            if marker == 0xFF { at += 1; continue }
            at += 2
            if marker == 0 || marker == 1 || (0xD0...0xD8).contains(marker) { continue }
            guard at + 1 < bytes.count else { return false }
            at += max(2, Int(bytes[at]) << 8 | Int(bytes[at + 1]))
        }
        return false
    }
}
