import Kernels
import Records

/// One way to make another picture out of a picture.
///
/// An operation is two functions of settled numbers: where the points of the picture go, and what the pixels become. What
/// happens to parts follows from the first alone (`PartMapper`), so no operation can move pixels and labels apart, and none
/// draws at random: numbers are drawn from the declared ranges before it is called, and are kept with the result.
public protocol ImageAugmentation: CatalogEntry {
    /// What can be declared, in the order it is listed.
    static var settings: [AugmentationSetting] { get }

    /// Where points go and how large the new picture is; nil when everything stays where it is.
    func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap?

    /// The new pixels. `map` is what `geometry` said; the result has its size.
    func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster
}

extension ImageAugmentation {
    public var settings: [AugmentationSetting] { Self.settings }
    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? { nil }
}

/// Where the points of a picture go.
///
/// Coordinates are edges: the map takes the picture's outline (0, 0, width, height) to the new one's, and a pixel's centre
/// to where its colour is seen.
public struct GeometricMap: Sendable, Hashable {
    public var affine: Affine
    /// Of the new picture.
    public var width: Int
    public var height: Int
    /// Joints that change places because the picture was mirrored: left and right eye.
    public var jointPairs: [[Int]]
    /// A tilted box is bounded by the ellipse in it instead of its corners: tighter for round things.
    public var boundsEllipses: Bool

    public init(_ affine: Affine, width: Int, height: Int, jointPairs: [[Int]] = [], boundsEllipses: Bool = false) {
        self.affine = affine
        self.width = width
        self.height = height
        self.jointPairs = jointPairs
        self.boundsEllipses = boundsEllipses
    }

    public var canvas: Box { Box(width: width, height: height) }
}
