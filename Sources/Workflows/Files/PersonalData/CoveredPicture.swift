import Kernels
import Media
import Records

/// A picture with rectangles covered, written as the same kind of file without its metadata.
struct CoveredPicture {
    var bytes: [UInt8]
    var covered = 0
    /// Rectangles that reach beyond the picture, or lie outside of it altogether.
    var clipped = 0
    var findings: [Finding] = []

    /// - Throws: `ImageError` for what cannot be read, or not be written as what it was: animations, TIFF, GIF, BMP, HEIC, AVIF.
    init(_ file: [UInt8], named path: String, boxes: [CoveredSpans.Box], by cover: PictureCover, quality: Int) throws(ImageError) {
        let facts = try ImageProbe.facts(of: file)
        if facts.isAnimated { throw .cannotEncode(facts.format, "it moves, and only one frame would be left") }
        let encoding = try Self.encoding(facts, file, quality)
        var raster = try ImageDecoder.decode(file).raster
        for box in boxes {
            guard let found = PixelBox.within(raster, x: box.x, y: box.y, width: box.width, height: box.height) else {
                clipped += 1
                continue
            }
            raster = cover.applied(to: raster, found.box)
            covered += 1
            if found.isClipped { clipped += 1 }
        }
        bytes = try ImageEncoder.encode(raster, as: encoding)
        findings = Self.losses(facts, Place(file: path))
    }

    private static func encoding(_ facts: ImageFacts, _ file: [UInt8], _ quality: Int) throws(ImageError) -> ImageEncoding {
        switch facts.format {
        case .jpeg: return .jpeg(quality: quality)
        case .png: return .png(effort: 6)
        case .webp:
            let isLossless = file.count > 16 && file[12..<16].elementsEqual("VP8L".utf8)
            return isLossless ? .losslessWebP : .webp(quality: quality)
        case .gif, .tiff, .bmp, .heic, .avif: throw .cannotEncode(facts.format, "it is not written here")
        }
    }

    private static func losses(_ facts: ImageFacts, _ place: Place) -> [Finding] {
        var lost: [Finding] = []
        if facts.hasAlpha { lost.append(Finding(.warning, "redact.transparency", "the covered copy is not transparent", at: place, hint: "cover a copy without transparency if it matters")) }
        if facts.bitDepth > 8 { lost.append(Finding(.warning, "redact.depth", "the covered copy has 8 bits of the \(facts.bitDepth) of each level", at: place)) }
        return lost
    }
}
