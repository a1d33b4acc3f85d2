/// Reads the logical screen and counts the images of a GIF (GIF89a specification, 18 to 26).
enum GIFHeader {
    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let bytes = reading.bytes
        let flags = Int(try reading.need(bytes.byte(10)))
        let facts = ImageFacts(
            .gif, width: try reading.need(bytes.little16(6)), height: try reading.need(bytes.little16(8)), colour: .palette, channels: 1,
            bitDepth: 8)
        return count(bytes, from: 13 + table(flags), facts, isWhole: reading.isWhole)
    }

    private static func table(_ flags: Int) -> Int { flags & 0x80 == 0 ? 0 : 3 << (flags & 7 + 1) }

    private static func count(_ bytes: HeaderBytes, from start: Int, _ header: ImageFacts, isWhole: Bool) -> ImageFacts {
        var facts = header
        var at = start, frames = 0, isEnded = false
        while let kind = bytes.byte(at) {
            if kind == 0x21 {
                if frames == 0, bytes.byte(at + 1) == 0xF9, let flags = bytes.byte(at + 3) { facts.hasAlpha = flags & 1 == 1 }
                at = afterBlocks(bytes, at + 2)
            } else if kind == 0x2C, let flags = bytes.byte(at + 9) {
                frames += 1
                if frames == 1 { facts.isInterlaced = flags & 0x40 != 0 }
                at = afterBlocks(bytes, at + 11 + table(Int(flags)))
            } else {
                isEnded = true
                break
            }
        }
        facts.frames = isWhole || isEnded ? frames : nil
        facts.isAnimated = frames > 1
        return facts
    }

    private static func afterBlocks(_ bytes: HeaderBytes, _ start: Int) -> Int {
        var at = start
        while let length = bytes.byte(at), length > 0 { at += 1 + Int(length) }
        return at + 1
    }
}
