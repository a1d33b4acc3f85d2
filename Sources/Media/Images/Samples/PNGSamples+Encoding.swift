import CImageLibraries

extension PNGSamples {
    /// The file. `effort` is zlib's, 0 to 9; label rasters shrink well with little of it.
    public func encoded(effort: Int = 6) throws(ImageError) -> [UInt8] {
        try check()
        var header = image_png_samples()
        (header.width, header.height) = (UInt32(width), UInt32(height))
        (header.colour, header.depth, header.channels) = (Int32(colour.rawValue), Int32(depth), Int32(channels))
        header.palette_count = Int32(palette.count)
        header.has_transparency = palette.contains { $0.alpha != 255 } ? 1 : 0
        withUnsafeMutableBytes(of: &header.palette) { bytes in
            for (index, entry) in palette.enumerated() {
                for (offset, value) in [entry.red, entry.green, entry.blue, entry.alpha].enumerated() { bytes[index * 4 + offset] = value }
            }
        }
        var encoded: UnsafeMutablePointer<UInt8>?
        var count = 0
        var message = [CChar](repeating: 0, count: Int(IMAGE_MESSAGE_SIZE))
        let code = values.withUnsafeBufferPointer {
            image_png_write_samples(&header, $0.baseAddress, Int32(min(9, max(0, effort))), &encoded, &count, &message)
        }
        guard Int(code) == IMAGE_OK, let encoded else { throw .cannotEncode(.png, words(message)) }
        defer { image_free(encoded) }
        return Array(UnsafeBufferPointer(start: encoded, count: count))
    }

    private func check() throws(ImageError) {
        let limits = ImageLimits()
        guard width > 0, height > 0, max(width, height) <= limits.maximumSide else { throw .cannotEncode(.png, "it is \(width) x \(height) pixels") }
        guard values.count == width * height * channels else {
            throw .cannotEncode(.png, "\(width) x \(height) pixels of \(channels) samples need another number of values than \(values.count)")
        }
        guard colour.depths.contains(depth) else { throw .cannotEncode(.png, "\(depth) bits per sample do not go with \(colour)") }
        guard colour == .palette ? (1...1 << depth).contains(palette.count) : palette.isEmpty else {
            throw .cannotEncode(.png, "a palette of \(palette.count) entries does not go with \(depth) bits of \(colour)")
        }
        let bound = colour == .palette ? palette.count : 1 << depth
        if let value = values.first(where: { Int($0) >= bound }) { throw .cannotEncode(.png, "the value \(value) is not below \(bound)") }
    }
}
