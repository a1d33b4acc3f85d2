import CImageLibraries

extension PNGSamples {
    /// Reads any PNG (of an APNG the default picture). Header and limits come first, so a bomb is refused before its memory
    /// is asked for; whatever the bytes, the answer is samples or an `ImageError`.
    public static func decode(_ bytes: [UInt8], limits: ImageLimits = ImageLimits()) throws(ImageError) -> PNGSamples {
        try bytes.checked { raw throws(ImageError) in
            if let format = ImageFormat.sniff(raw), format != .png { throw .unsupported(format, "samples are read from PNG only") }
            let facts = try ImageProbe.facts(of: raw, fileBytes: raw.count, named: nil, limits: limits)
            guard let colour = Colour(facts) else { throw .damaged(.png, "its header has no colour type we know") }
            return try decode(raw, facts, colour)
        }
    }

    private static func decode(_ bytes: UnsafeRawBufferPointer, _ facts: ImageFacts, _ colour: Colour) throws(ImageError) -> PNGSamples {
        let count = facts.width * facts.height * colour.channels
        var header = image_png_samples()
        (header.width, header.height) = (UInt32(facts.width), UInt32(facts.height))
        (header.colour, header.depth, header.channels) = (Int32(colour.rawValue), Int32(facts.bitDepth), Int32(colour.channels))
        var place = 0
        var message = [CChar](repeating: 0, count: Int(IMAGE_MESSAGE_SIZE))
        var code = Int32(0)
        let values = [UInt16](unsafeUninitializedCapacity: count) { buffer, written in
            code = image_png_read_samples(
                bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count, &header, buffer.baseAddress, &place, &message)
            written = Int(code) == IMAGE_OK ? count : 0
        }
        switch Int(code) {
        case IMAGE_OK: break
        case IMAGE_TRUNCATED: throw .truncated(.png, at: bytes.count)
        case IMAGE_NO_MEMORY: throw .noMemory(bytes: count * 2)
        default: throw .damaged(.png, "\(words(message)), at byte \(place)")
        }
        return PNGSamples(
            width: facts.width, height: facts.height, colour: colour, depth: facts.bitDepth, palette: entries(of: &header), values: values)
    }

    private static func entries(of header: inout image_png_samples) -> [Entry] {
        let count = Int(header.palette_count)
        return withUnsafeBytes(of: &header.palette) { bytes in
            (0..<count).map { Entry(bytes[$0 * 4], bytes[$0 * 4 + 1], bytes[$0 * 4 + 2], alpha: bytes[$0 * 4 + 3]) }
        }
    }
}

extension PNGSamples.Colour {
    /// nil for facts of another format.
    fileprivate init?(_ facts: ImageFacts) {
        switch (facts.colour, facts.channels) {
        case (.palette, _): self = .palette
        case (.gray, 1): self = .gray
        case (.gray, 2): self = .grayAlpha
        case (.rgb, 3): self = .rgb
        case (.rgb, 4): self = .rgba
        default: return nil
        }
    }
}
