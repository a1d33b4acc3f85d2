/// Reads what a picture is from its header: no pixel is decoded, nothing is allocated that the file could make large.
///
///     let facts = try ImageProbe.facts(of: bytes, named: "owl-0042.jpg")
///     print(facts.uprightWidth, facts.uprightHeight, facts.orientation)
///
/// With `ofBeginning` the first kilobytes are enough for most files; where a header is longer (a large EXIF preview, a
/// TIFF directory at the end) the error is `headerContinues` and the whole file is needed.
public enum ImageProbe {
    /// Enough for the header of nearly every JPEG, PNG, WebP and GIF.
    public static let usualHeaderBytes = 64 << 10

    /// From a whole file. `name` is only compared with the content.
    public static func facts(of bytes: [UInt8], named name: String? = nil, limits: ImageLimits = ImageLimits()) throws(ImageError) -> ImageFacts {
        try bytes.checked { bytes throws(ImageError) in try facts(of: bytes, fileBytes: bytes.count, named: name, limits: limits) }
    }

    /// From the beginning of a file of `fileBytes` bytes.
    public static func facts(
        ofBeginning bytes: [UInt8], fileBytes: Int, named name: String? = nil, limits: ImageLimits = ImageLimits()
    ) throws(ImageError) -> ImageFacts {
        try bytes.checked { bytes throws(ImageError) in try facts(of: bytes, fileBytes: fileBytes, named: name, limits: limits) }
    }

    static func facts(of bytes: UnsafeRawBufferPointer, fileBytes: Int, named name: String?, limits: ImageLimits) throws(ImageError) -> ImageFacts {
        guard !bytes.isEmpty else { throw .empty }
        guard let format = ImageFormat.sniff(bytes) else { throw .notAnImage(head: Array(bytes.prefix(8))) }
        try limits.check(bytes: fileBytes)
        var facts = try read(HeaderReading(format: format, bytes: HeaderBytes(bytes), isWhole: bytes.count >= fileBytes))
        if let found = name.flatMap(fileExtension), !format.extensions.contains(found) {
            facts.notes.append(.otherExtension(found: found, format: format))
        }
        try limits.check(facts)
        return facts
    }

    private static func read(_ reading: HeaderReading) throws(ImageError) -> ImageFacts {
        switch reading.format {
        case .jpeg: try JPEGHeader.read(reading)
        case .png: try PNGHeader.read(reading)
        case .webp: try WebPHeader.read(reading)
        case .gif: try GIFHeader.read(reading)
        case .tiff: try TIFFHeader.read(reading)
        case .bmp: try BMPHeader.read(reading)
        case .heic, .avif: try HEIFHeader.read(reading)
        }
    }

    /// Lower case; nil for a name without one.
    private static func fileExtension(_ name: String) -> String? {
        let last = name.split(separator: "/").last ?? ""
        guard let dot = last.lastIndex(of: "."), dot != last.startIndex else { return nil }
        let found = last[last.index(after: dot)...].lowercased()
        return found.isEmpty ? nil : found
    }
}

extension [UInt8] {
    /// `withUnsafeBytes` that keeps the error's type.
    func checked<T>(_ body: (UnsafeRawBufferPointer) throws(ImageError) -> T) throws(ImageError) -> T {
        let result = withUnsafeBytes { bytes -> Result<T, ImageError> in
            do throws(ImageError) { return .success(try body(bytes)) } catch { return .failure(error) }
        }
        return try result.get()
    }
}
