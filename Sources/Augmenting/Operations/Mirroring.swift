import Kernels

/// Left becomes right: x to width - x. Twice is nothing, exactly.
///
/// For pictures whose meaning does not depend on the side: not for text, not for "left hand".
public struct FlipHorizontal: ImageAugmentation {
    public static let name = "flip-horizontal"
    public static let summary = "Mirror left and right; not for pictures with writing or with sides that matter"
    public static let settings = [AugmentationSetting("pairs", .pairs, "joints of a skeleton that change places, such as left and right eye")]
    public init() {}

    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? {
        GeometricMap(Affine(a: -1, b: 0, c: 0, d: 1, tx: Double(width), ty: 0), width: width, height: height, jointPairs: settings.pairs("pairs"))
    }

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        image.rearranged(width: image.width, height: image.height, firstX: image.width - 1, firstY: 0, right: (-1, 0), down: (0, 1))
    }
}

/// Top becomes bottom: y to height - y. Twice is nothing, exactly.
public struct FlipVertical: ImageAugmentation {
    public static let name = "flip-vertical"
    public static let summary = "Mirror top and bottom; for pictures taken from above or through a microscope"
    public static let settings = [AugmentationSetting("pairs", .pairs, "joints of a skeleton that change places, such as left and right eye")]
    public init() {}

    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? {
        GeometricMap(Affine(a: 1, b: 0, c: 0, d: -1, tx: 0, ty: Double(height)), width: width, height: height, jointPairs: settings.pairs("pairs"))
    }

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        image.rearranged(width: image.width, height: image.height, firstX: 0, firstY: image.height - 1, right: (1, 0), down: (0, -1))
    }
}

/// Clockwise by 90, 180 or 270 degrees: nothing is resampled, four quarter turns are nothing, exactly.
public struct RotateQuarter: ImageAugmentation {
    public static let name = "rotate-90"
    public static let summary = "Turn clockwise by a quarter, a half or three quarters, without resampling"
    public static let settings = [AugmentationSetting("turns", .whole(standard: 1...3, allowed: 0...3), "quarter turns clockwise")]
    public init() {}

    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? {
        Self.geometry(turns: settings.whole("turns"), width: width, height: height)
    }

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        Self.turned(image, turns: settings.whole("turns"))
    }

    static func geometry(turns: Int, width: Int, height: Int) -> GeometricMap {
        let (w, h) = (Double(width), Double(height))
        return switch turns & 3 {
        case 1: GeometricMap(Affine(a: 0, b: -1, c: 1, d: 0, tx: h, ty: 0), width: height, height: width)
        case 2: GeometricMap(Affine(a: -1, b: 0, c: 0, d: -1, tx: w, ty: h), width: width, height: height)
        case 3: GeometricMap(Affine(a: 0, b: 1, c: -1, d: 0, tx: 0, ty: w), width: height, height: width)
        default: GeometricMap(.identity, width: width, height: height)
        }
    }

    static func turned(_ image: Raster, turns: Int) -> Raster {
        let (w, h) = (image.width, image.height)
        return switch turns & 3 {
        case 1: image.rearranged(width: h, height: w, firstX: 0, firstY: h - 1, right: (0, -1), down: (1, 0))
        case 2: image.rearranged(width: w, height: h, firstX: w - 1, firstY: h - 1, right: (-1, 0), down: (0, -1))
        case 3: image.rearranged(width: h, height: w, firstX: w - 1, firstY: 0, right: (0, 1), down: (-1, 0))
        default: image
        }
    }
}
