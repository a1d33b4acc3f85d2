/// Reads the first directory of a TIFF and counts its pages (TIFF 6.0, sections 2 and 8).
enum TIFFHeader {
    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let bytes = reading.bytes
        let isBig = bytes.byte(0) == 0x4D
        guard bytes.number(2, 2, isBig: isBig) == 42 else { throw .unsupported(.tiff, "BigTIFF, for files above 4 GB") }
        let first = try reading.need(bytes.number(4, 4, isBig: isBig))
        let count = try reading.need(bytes.number(first, 2, isBig: isBig))
        var values: [Int: Int] = [:]
        for entry in 0..<count {
            let at = first + 2 + entry * 12
            let tag = try reading.need(bytes.number(at, 2, isBig: isBig))
            if let value = value(bytes, at, isBig) { values[tag] = value }
        }
        guard let width = values[256], let height = values[257] else { throw .damaged(.tiff, "its first directory has no width and height") }
        let channels = values[277] ?? 1
        var facts = ImageFacts(
            .tiff, width: width, height: height, colour: colour(values[262] ?? 0), channels: channels, bitDepth: values[258] ?? 1)
        facts.hasAlpha = values[338].map { $0 == 1 || $0 == 2 } ?? false
        facts.frames = pages(bytes, after: first, count, isBig)
        if let orientation = values[274] {
            facts.take(.init(rawOrientation: orientation))
        }
        return facts
    }

    private static func colour(_ photometric: Int) -> ImageFacts.Colour {
        switch photometric {
        case 0, 1: .gray
        case 3: .palette
        case 5: .cmyk
        default: .rgb
        }
    }

    /// The first number of an entry of shorts or longs, wherever it lies.
    private static func value(_ bytes: HeaderBytes, _ at: Int, _ isBig: Bool) -> Int? {
        guard let kind = bytes.number(at + 2, 2, isBig: isBig), let count = bytes.number(at + 4, 4, isBig: isBig), kind == 3 || kind == 4 else {
            return nil
        }
        let size = kind == 3 ? 2 : 4
        guard count * size > 4 else { return bytes.number(at + 8, size, isBig: isBig) }
        return bytes.number(at + 8, 4, isBig: isBig).flatMap { bytes.number($0, size, isBig: isBig) }
    }

    /// Follows the chain of directories; a chain that turns back on itself ends at a count that no limit allows.
    private static func pages(_ bytes: HeaderBytes, after first: Int, _ entries: Int, _ isBig: Bool) -> Int {
        var count = 1, at = first, entries = entries
        while let next = bytes.number(at + 2 + entries * 12, 4, isBig: isBig), next != 0, let more = bytes.number(next, 2, isBig: isBig) {
            count += 1
            guard count <= 1_000_000 else { break }
            (at, entries) = (next, more)
        }
        return count
    }
}
