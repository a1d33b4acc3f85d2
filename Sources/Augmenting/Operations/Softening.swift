import Kernels

/// Out of focus: every pixel a mean of its neighbours, weighted by a bell curve.
///
/// The kernel reaches 4 sigma; beyond the border the picture is mirrored at its edge (both as scipy's `gaussian_filter`).
public struct GaussianBlur: ImageAugmentation {
    public static let name = "blur"
    public static let summary = "Softer, as out of focus"
    public static let settings = [AugmentationSetting("sigma", .number(standard: 0.5...2, allowed: 0...64), "width of the blur in pixels; 0 changes nothing")]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        let sigma = settings.number("sigma")
        return sigma < 0.05 ? image : image.blurred(sigma: sigma)
    }
}

/// Grain: to every level its own normal error.
public struct GaussianNoise: ImageAugmentation {
    public static let name = "gaussian-noise"
    public static let summary = "Grain of a given strength, as of a sensor in the dark"
    public static let settings = [
        AugmentationSetting("sigma", .number(standard: 2...10, allowed: 0...255), "standard deviation in levels of 0...255"),
        AugmentationSetting("seed", .seed, "drawn for each use"),
    ]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        image.withNormalNoise(sigma: Float(settings.number("sigma")), seed: settings.seed("seed"))
    }
}

/// Dead and hot pixels: a share of all pixels becomes black or white, evenly.
public struct SaltAndPepper: ImageAugmentation {
    public static let name = "salt-and-pepper"
    public static let summary = "Single pixels black or white, as of a damaged sensor"
    public static let settings = [
        AugmentationSetting("share", .number(standard: 0.002...0.02, allowed: 0...1), "of all pixels"),
        AugmentationSetting("seed", .seed, "drawn for each use"),
    ]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        image.withSpecks(share: settings.number("share"), seed: settings.seed("seed"))
    }
}
