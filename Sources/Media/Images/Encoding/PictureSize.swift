import Kernels

/// The sizes in which pictures are shown, made once from the original and kept beside it.
///
/// `thumbnail` is for lists; `view` is what an editor opens with, and is made only when the original is larger or is a
/// format that browsers do not draw. Coordinates of annotations always count in pixels of the upright original.
public struct PictureSize: Sendable, Hashable, Codable {
    public var name: String
    public var longestSide: Int

    public init(name: String, longestSide: Int) {
        self.name = name
        self.longestSide = longestSide
    }

    public static let thumbnail = PictureSize(name: "thumbnail", longestSide: 256)
    public static let view = PictureSize(name: "view", longestSide: 2048)
    public static let all = [thumbnail, view]

    /// A smaller copy as JPEG, transparent parts white, without metadata. Never larger than the original.
    ///
    /// The picture is decoded at no more than it needs (a JPEG at down to an eighth), then reduced by Lanczos.
    public func make(from bytes: [UInt8], limits: ImageLimits = ImageLimits(), as encoding: ImageEncoding = .jpeg(quality: 85)) throws(ImageError) -> EncodedPicture {
        let facts = try ImageProbe.facts(of: bytes, limits: limits)
        let (width, height) = Raster.fit(facts.width, facts.height, longestSide: longestSide)
        // Twice the size wanted, so that the reduction of the decoder leaves no steps.
        let options = DecodeOptions(alpha: .over(255), shortestSideAtLeast: min(width, height) * 2)
        let picture = try ImageDecoder.decode(bytes, options, limits: limits)
        return try EncodedPicture(picture.raster.fitted(longestSide: longestSide, .lanczos), as: encoding)
    }
}

/// A picture ready to be stored or sent.
public struct EncodedPicture: Sendable, Hashable {
    public var bytes: [UInt8]
    public var format: ImageFormat
    public var width: Int
    public var height: Int

    public init(_ raster: Raster, as encoding: ImageEncoding) throws(ImageError) {
        bytes = try ImageEncoder.encode(raster, as: encoding)
        format = encoding.format
        width = raster.width
        height = raster.height
    }
}
