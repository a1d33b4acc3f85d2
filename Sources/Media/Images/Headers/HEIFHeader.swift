import Kernels

/// Finds the size in the box structure that HEIC and AVIF share (ISO/IEC 23008-12, 6.5).
///
/// The primary picture of a grid of tiles is its largest, so the largest `ispe` is taken instead of following item
/// references. Rotation (`irot`) is applied by the decoder; it is told here so that the upright size is right.
enum HEIFHeader {
    static func format(of head: HeaderBytes) -> ImageFormat? {
        let size = min(head.big32(0) ?? 0, 256)
        var found: ImageFormat?
        for at in [8] + stride(from: 16, to: max(16, size), by: 4) {
            if head.matches("avif", at: at) || head.matches("avis", at: at) { return .avif }
            if ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].contains(where: { head.matches($0, at: at) }) { found = .heic }
        }
        return found
    }

    static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        let bytes = reading.bytes
        guard let meta = try child(of: bytes, "meta", skipping: 0, reading), let properties = try child(of: meta, "iprp", skipping: 4, reading),
            let container = try child(of: properties, "ipco", skipping: 0, reading)
        else { throw .damaged(reading.format, "no picture properties") }
        var cut: (width: Int, height: Int)?
        var facts = ImageFacts(reading.format, width: 0, height: 0, colour: .rgb, channels: 3, bitDepth: 8)
        try each(of: container, skipping: 0, reading) { kind, content in
            if kind.matches("ispe", at: 0), let width = content.big32(4), let height = content.big32(8), width * height > facts.pixelCount {
                (facts.width, facts.height) = (width, height)
            }
            if kind.matches("clap", at: 0) { cut = opening(content) }
            if kind.matches("irot", at: 0), let quarter = content.byte(0) { facts.orientation = turned(quarter) }
            if kind.matches("pixi", at: 0), let count = content.byte(4), count > 0, let depth = content.byte(5) { facts.bitDepth = Int(depth) }
            if kind.matches("auxC", at: 0) { facts.hasAlpha = facts.hasAlpha || isAlpha(content) }
        }
        if let cut, cut.width <= facts.width, cut.height <= facts.height { (facts.width, facts.height) = cut }
        facts.channels = facts.hasAlpha ? 4 : 3
        return facts
    }

    /// The clean aperture: what is left of a picture that was padded to the coder's block size.
    private static func opening(_ content: HeaderBytes) -> (width: Int, height: Int)? {
        guard let width = content.big32(0), let overWidth = content.big32(4), let height = content.big32(8), let overHeight = content.big32(12),
            width > 0, overWidth > 0, height > 0, overHeight > 0
        else { return nil }
        return (max(1, width / overWidth), max(1, height / overHeight))
    }

    /// Quarter turns against the clock.
    private static func turned(_ quarters: UInt8) -> ImageOrientation {
        switch quarters & 3 {
        case 1: .turnedLeft
        case 2: .turnedHalf
        case 3: .turnedRight
        default: .upright
        }
    }

    private static func isAlpha(_ content: HeaderBytes) -> Bool {
        (0..<max(0, content.count - 4)).contains { content.matches("alpha", at: $0) }
    }

    private static func child(
        of box: HeaderBytes, _ name: StaticString, skipping: Int, _ reading: HeaderReading
    ) throws(ImageError) -> HeaderBytes? {
        var found: HeaderBytes?
        try each(of: box, skipping: skipping, reading) { kind, content in
            if found == nil, kind.matches(name, at: 0) { found = content }
        }
        return found
    }

    /// Boxes that reach past the end of what was given end the walk; only a missing one is an error.
    private static func each(
        of box: HeaderBytes, skipping: Int, _ reading: HeaderReading, _ visit: (_ kind: HeaderBytes, _ content: HeaderBytes) -> Void
    ) throws(ImageError) {
        var at = skipping
        while let size = box.big32(at), let kind = box.part(at + 4, 4) {
            if size == 0 || size == 1 || kind.matches("mdat", at: 0) { return }
            guard size >= 8 else { throw .damaged(reading.format, "a box of \(size) bytes") }
            guard let content = box.part(at + 8, size - 8) else { throw reading.end }
            visit(kind, content)
            at += size
        }
    }
}
