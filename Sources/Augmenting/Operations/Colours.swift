import Kernels

/// Every level times a factor: lighter above 1, darker below; black stays black.
public struct Brightness: ImageAugmentation {
    public static let name = "brightness"
    public static let summary = "Lighter or darker by a factor, as with another exposure"
    public static let settings = [AugmentationSetting("factor", .number(standard: 0.7...1.3, allowed: 0...10), "1 changes nothing, 0 is black")]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        let factor = Float(settings.number("factor"))
        return image.lookedUp { Float($0) * factor }
    }
}

/// Levels pulled away from, or towards, the picture's mean luma.
public struct Contrast: ImageAugmentation {
    public static let name = "contrast"
    public static let summary = "Stronger or weaker differences about the picture's own mean"
    public static let settings = [AugmentationSetting("factor", .number(standard: 0.7...1.3, allowed: 0...10), "1 changes nothing, 0 is even grey")]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        let factor = Float(settings.number("factor"))
        let mean = Float((image.meanLuma + 0.5).rounded(.down))
        return image.lookedUp { mean + factor * (Float($0) - mean) }
    }
}

/// Each pixel pulled away from, or towards, its own grey (Rec. 601 luma).
public struct Saturation: ImageAugmentation {
    public static let name = "saturation"
    public static let summary = "Stronger or paler colours"
    public static let settings = [AugmentationSetting("factor", .number(standard: 0.7...1.3, allowed: 0...10), "1 changes nothing, 0 is black and white")]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        let factor = Float(settings.number("factor"))
        return image.eachPixel { pixel in
            let grey = Float(Levels.luma(pixel[0], pixel[1], pixel[2]))
            for channel in 0..<3 { pixel[channel] = Levels.byte(grey + factor * (Float(pixel[channel]) - grey)) }
        }
    }
}

/// All colours turned round the wheel by the same angle (HSV: value and saturation stay); greys stay grey.
public struct Hue: ImageAugmentation {
    public static let name = "hue"
    public static let summary = "Other colours, equally light and strong; only where colour does not tell the label"
    public static let settings = [AugmentationSetting("degrees", .number(standard: -18...18, allowed: -180...180), "angle on the colour wheel; 120 makes red green")]
    public init() {}

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        let shift = Float(settings.number("degrees") / 60)
        return image.eachPixel { pixel in
            let (red, green, blue) = (Float(pixel[0]), Float(pixel[1]), Float(pixel[2]))
            let value = max(red, green, blue)
            let chroma = value - min(red, green, blue)
            guard chroma > 0 else { return }
            let sector = value == red ? (green - blue) / chroma : value == green ? 2 + (blue - red) / chroma : 4 + (red - green) / chroma
            // Of 0..<6 after the shift, whatever its sign.
            let turned = sector + shift + 12
            for (channel, offset) in [Float(5), 3, 1].enumerated() {
                let sum = turned + offset
                let k = sum - 6 * (sum / 6).rounded(.down)
                pixel[channel] = Levels.byte(value - chroma * max(0, min(k, 4 - k, 1)))
            }
        }
    }
}
