import Kernels

/// A picture as people see it: upright, gray or RGB, 8 bits, together with what its header said.
public struct DecodedImage: Sendable, Hashable {
    /// Turned upright, without alpha: 1 or 3 channels.
    public let raster: Raster
    /// Of the stored picture; notes of the decoder are added to those of the probe.
    public let facts: ImageFacts
    /// The picture was decoded at one over this of its size.
    public let reduction: Int

    public init(raster: Raster, facts: ImageFacts, reduction: Int = 1) {
        self.raster = raster
        self.facts = facts
        self.reduction = reduction
    }
}

/// What of a picture is wanted.
public struct DecodeOptions: Sendable, Hashable {
    public enum Alpha: Sendable, Hashable {
        /// Colours as stored, also where they are invisible; as the checks of other tools see them.
        case dropped
        /// Laid over a flat gray: 255 is the white of a page.
        case over(UInt8)
    }

    public var alpha: Alpha = .dropped
    /// JPEG can be decoded at a half, a quarter or an eighth for less work: the least that keeps the shortest side
    /// at this many pixels. nil is full size.
    public var shortestSideAtLeast: Int?
    /// Give what there is of a truncated picture, with a note, instead of refusing it.
    public var keepsTruncated = false

    public init(alpha: Alpha = .dropped, shortestSideAtLeast: Int? = nil, keepsTruncated: Bool = false) {
        self.alpha = alpha
        self.shortestSideAtLeast = shortestSideAtLeast
        self.keepsTruncated = keepsTruncated
    }
}
