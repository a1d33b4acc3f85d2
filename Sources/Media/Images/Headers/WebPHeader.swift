/// Reads the three kinds of WebP: lossy, lossless, extended (RFC 9649, 2 and 3).
enum WebPHeader {
    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let bytes = reading.bytes
        _ = try reading.need(bytes.byte(29))
        if bytes.matches("VP8X", at: 12) { return try extended(reading) }
        if bytes.matches("VP8L", at: 12) { return try lossless(reading) }
        guard bytes.matches("VP8 ", at: 12) else { throw .damaged(.webp, "its first chunk is of an unknown kind") }
        guard bytes.byte(23) == 0x9D, bytes.byte(24) == 0x01, bytes.byte(25) == 0x2A else { throw .damaged(.webp, "no start code at byte 23") }
        let width = try reading.need(bytes.little16(26)) & 0x3FFF, height = try reading.need(bytes.little16(28)) & 0x3FFF
        return ImageFacts(.webp, width: width, height: height, colour: .rgb, channels: 3, bitDepth: 8)
    }

    private static func lossless(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        guard reading.bytes.byte(20) == 0x2F else { throw .damaged(.webp, "no lossless signature at byte 20") }
        let packed = try reading.need(reading.bytes.little32(21))
        let hasAlpha = packed >> 28 & 1 == 1
        var facts = ImageFacts(
            .webp, width: packed & 0x3FFF + 1, height: packed >> 14 & 0x3FFF + 1, colour: .rgb, channels: hasAlpha ? 4 : 3, bitDepth: 8)
        facts.hasAlpha = hasAlpha
        return facts
    }

    private static func extended(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let flags = try reading.need(reading.bytes.byte(20))
        let hasAlpha = flags & 0x10 != 0
        var facts = ImageFacts(
            .webp, width: try reading.need(reading.bytes.little24(24)) + 1, height: try reading.need(reading.bytes.little24(27)) + 1,
            colour: .rgb, channels: hasAlpha ? 4 : 3, bitDepth: 8)
        facts.hasAlpha = hasAlpha
        facts.isAnimated = flags & 0x02 != 0
        if facts.isAnimated { facts.frames = nil }
        if reading.isWhole { walk(reading.bytes, &facts, hasExif: flags & 0x08 != 0) }
        return facts
    }

    /// Counts frames and looks for EXIF, which stands at the end; stops quietly where the file does.
    private static func walk(_ bytes: HeaderBytes, _ facts: inout ImageFacts, hasExif: Bool) {
        var at = 12, frames = 0
        while let length = bytes.little32(at + 4) {
            if bytes.matches("ANMF", at: at) { frames += 1 }
            if hasExif, bytes.matches("EXIF", at: at), let exif = bytes.part(at + 8, length) {
                // Some writers put the JPEG prefix before it.
                facts.take(Exif.read(exif.matches("Exif\0\0", at: 0) ? exif.part(6, length - 6) ?? exif : exif))
            }
            at += 8 + length + length & 1
        }
        if facts.isAnimated { facts.frames = frames }
    }
}
