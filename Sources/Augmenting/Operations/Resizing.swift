import Kernels

/// A window of the picture, at whole pixels: nothing is resampled.
public struct Crop: ImageAugmentation {
    public static let name = "crop"
    public static let summary = "Keep a window of the picture; parts are cut at its border or dropped"
    public static let settings = [
        AugmentationSetting("width", .number(standard: 0.7...1, allowed: 0.001...1), "share of the width that is kept"),
        AugmentationSetting("height", .number(standard: 0.7...1, allowed: 0.001...1), "share of the height that is kept"),
        AugmentationSetting("left", .number(standard: 0...1, allowed: 0...1), "where the window stands: 0 at the left border, 1 at the right"),
        AugmentationSetting("top", .number(standard: 0...1, allowed: 0...1), "where the window stands: 0 at the top, 1 at the bottom"),
    ]
    public init() {}

    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? {
        let w = max(Int((settings.number("width") * Double(width)).rounded()), 1)
        let h = max(Int((settings.number("height") * Double(height)).rounded()), 1)
        let x = (settings.number("left") * Double(width - w)).rounded()
        let y = (settings.number("top") * Double(height - h)).rounded()
        return GeometricMap(.shift(0 - x, 0 - y), width: w, height: h)
    }

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        guard let map else { return image }
        return image.rearranged(
            width: map.width, height: map.height, firstX: Int(-map.affine.tx), firstY: Int(-map.affine.ty), right: (1, 0), down: (0, 1))
    }
}

/// Larger or smaller, the whole picture.
///
/// The size is rounded to whole pixels, and shapes are scaled by what came of it (new width / old width), so they end where
/// the pixels do. A pixel's centre stays the centre of what it becomes; making smaller averages what a new pixel covers
/// (triangle filter), so nothing shimmers.
public struct Scale: ImageAugmentation {
    public static let name = "scale"
    public static let summary = "Make the picture larger or smaller, and stretch it if asked"
    public static let settings = [
        AugmentationSetting("factor", .number(standard: 0.5...1.5, allowed: 0.01...16), "new size over old"),
        AugmentationSetting("stretch", .number(standard: 1...1, allowed: 0.25...4), "how much more across than down; 1 keeps the form"),
    ]
    public init() {}

    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? {
        let (factor, stretch) = (settings.number("factor"), settings.number("stretch").squareRoot())
        let w = max(Int((Double(width) * factor * stretch).rounded()), 1)
        let h = max(Int((Double(height) * factor / stretch).rounded()), 1)
        return GeometricMap(.scale(Double(w) / Double(width), Double(h) / Double(height)), width: w, height: h)
    }

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        guard let map else { return image }
        return image.resized(width: map.width, height: map.height, .triangle)
    }
}
