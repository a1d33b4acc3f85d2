import Kernels

/// What a picture's header says, before any pixel is decoded.
public struct ImageFacts: Sendable, Hashable, Codable {
    public enum Colour: String, Sendable, Hashable, Codable { case gray, rgb, palette, cmyk }

    public var format: ImageFormat
    /// As stored; `uprightWidth` and `uprightHeight` are what people see.
    public var width: Int
    public var height: Int
    public var colour: Colour
    /// Samples per pixel as stored, alpha included; a palette's index counts as one.
    public var channels: Int
    /// Bits per sample.
    public var bitDepth: Int
    public var hasAlpha = false
    /// nil when the header does not tell and the rest was not given.
    public var frames: Int? = 1
    public var isAnimated = false
    /// Progressive or interlaced.
    public var isInterlaced = false
    public var orientation: ImageOrientation = .upright
    public var notes: [ImageNote] = []

    init(_ format: ImageFormat, width: Int, height: Int, colour: Colour, channels: Int, bitDepth: Int) {
        self.format = format
        self.width = width
        self.height = height
        self.colour = colour
        self.channels = channels
        self.bitDepth = bitDepth
    }

    public var uprightWidth: Int { orientation.swapsSides ? height : width }
    public var uprightHeight: Int { orientation.swapsSides ? width : height }
    /// Saturating: both sides may be anything the file claims.
    public var pixelCount: Int {
        let product = width.multipliedReportingOverflow(by: height)
        return product.overflow ? .max : product.partialValue
    }
}

/// Something about a readable picture that people should know.
public enum ImageNote: Sendable, Hashable, Codable {
    /// The name ends in another format's extension.
    case otherExtension(found: String, format: ImageFormat)
    /// Why EXIF could not be read; the picture is taken to be upright.
    case brokenExif(String)
    /// The decoder went on after this.
    case damaged(String)
    /// The file ends at this byte and the rest is gray; kept because the caller asked to.
    case truncated(at: Int)
}
