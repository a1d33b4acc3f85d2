/// Reads IHDR and walks the chunks before the pixels (PNG, third edition, 5 and 11), APNG's `acTL` included.
enum PNGHeader {
    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        var facts = try imageHeader(reading)
        let bytes = reading.bytes
        var at = 33
        while true {
            let length = try reading.need(bytes.big32(at))
            guard length < 1 << 31 else { throw .damaged(.png, "a chunk of \(length) bytes at byte \(at)") }
            _ = try reading.need(bytes.big32(at + 4))
            if bytes.matches("IDAT", at: at + 4) { return facts }
            if bytes.matches("IEND", at: at + 4) { throw .damaged(.png, "no pixels before its end") }
            if bytes.matches("tRNS", at: at + 4) { facts.hasAlpha = true }
            if bytes.matches("acTL", at: at + 4) {
                facts.frames = try reading.need(bytes.big32(at + 8))
                facts.isAnimated = true
            }
            if bytes.matches("eXIf", at: at + 4) { facts.take(Exif.read(try reading.need(bytes.part(at + 8, length)))) }
            at += 12 + length
        }
    }

    private static func imageHeader(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let bytes = reading.bytes
        let kind = try reading.need(bytes.byte(25)), depth = Int(try reading.need(bytes.byte(24)))
        guard bytes.big32(8) == 13, bytes.matches("IHDR", at: 12) else { throw .damaged(.png, "it does not begin with its header chunk") }
        let colour: ImageFacts.Colour, channels: Int, depths: [Int]
        switch kind {
        case 0: (colour, channels, depths) = (.gray, 1, [1, 2, 4, 8, 16])
        case 2: (colour, channels, depths) = (.rgb, 3, [8, 16])
        case 3: (colour, channels, depths) = (.palette, 1, [1, 2, 4, 8])
        case 4: (colour, channels, depths) = (.gray, 2, [8, 16])
        case 6: (colour, channels, depths) = (.rgb, 4, [8, 16])
        default: throw .damaged(.png, "colour type \(kind)")
        }
        guard depths.contains(depth) else { throw .damaged(.png, "\(depth) bits per sample of colour type \(kind)") }
        var facts = ImageFacts(
            .png, width: try reading.need(bytes.big32(16)), height: try reading.need(bytes.big32(20)), colour: colour,
            channels: channels, bitDepth: depth)
        facts.hasAlpha = kind >= 4
        facts.isInterlaced = try reading.need(bytes.byte(28)) == 1
        return facts
    }
}
