import Kernels

/// Decodes any picture we know into an upright raster; see `ImageProbe` for facts without pixels.
///
///     let picture = try ImageDecoder.decode(bytes, named: "owl-0042.jpg")
///     let hashes = PerceptualHashes(picture.raster)
///
/// Header and limits come first, so a bomb is refused before its memory is asked for. Whatever the bytes, the answer is
/// a picture or an `ImageError`; the first frame of an animation stands for all. EXIF orientation is applied.
/// Deterministic for the same libraries; safe to call from many threads.
public enum ImageDecoder {
    public static func decode(
        _ bytes: [UInt8], named name: String? = nil, _ options: DecodeOptions = DecodeOptions(), limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> DecodedImage {
        try bytes.checked { raw throws(ImageError) in
            let facts = try ImageProbe.facts(of: raw, fileBytes: raw.count, named: name, limits: limits)
            return try decode(raw, facts, options, limits)
        }
    }

    private static func decode(
        _ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts, _ options: DecodeOptions, _ limits: ImageLimits
    ) throws(ImageError) -> DecodedImage {
        var facts = facts
        var reduction = 1
        let stored: Raster
        switch facts.format {
        case .jpeg: (stored, reduction) = try JPEGDecoder.decode(bytes, &facts, options)
        case .png: stored = try PNGDecoder.decode(bytes, facts, options)
        case .webp: stored = try WebPDecoder.decode(bytes, facts, options)
        case .bmp: stored = try BMPDecoder.decode(bytes, facts)
        case .gif, .tiff, .heic, .avif: stored = try WideDecoder.decode(bytes, facts, limits)
        }
        let plain: Raster = switch options.alpha {
        case .dropped: stored.withoutAlpha()
        case .over(let ground): stored.flattened(over: ground)
        }
        let isTurnedAlready = facts.format == .heic || facts.format == .avif
        return DecodedImage(raster: isTurnedAlready ? plain : plain.turned(facts.orientation), facts: facts, reduction: reduction)
    }
}

/// The sentence a C library left behind.
func words(_ message: [CChar]) -> String {
    let text = String(decoding: message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return text.isEmpty ? "no details" : text
}
