import Foundation
import Kernels

/// Clockwise by any angle about the centre of the picture.
///
/// `fit` says what the new picture is: `expand` holds every pixel of the old one, `crop` has the old size and loses corners,
/// `inside` is the largest upright window without fill. What no pixel covers is `fill`. Bilinear; multiples of 90 degrees with
/// `expand` are exact. Upright boxes grow when turned: prefer rotated boxes or polygons where tightness matters.
public struct RotateAngle: ImageAugmentation {
    public static let name = "rotate"
    public static let summary = "Turn clockwise by any angle; upright boxes become looser, other shapes follow exactly"
    public static let settings = [
        AugmentationSetting("degrees", .number(standard: -15...15, allowed: -180...180), "clockwise angle"),
        AugmentationSetting("fit", .choice(["expand", "crop", "inside"]), "the new picture holds all of the old, has its size, or has no fill"),
        AugmentationSetting("fill", .colour, "colour of what was not on the old picture"),
        AugmentationSetting("boxes", .choice(["corners", "ellipse"]), "what an upright box must still hold: its corners, or the ellipse in it"),
    ]
    public init() {}

    public func geometry(_ settings: DrawnSettings, width: Int, height: Int) -> GeometricMap? {
        let degrees = settings.number("degrees")
        let size = Self.size(width, height, degrees, fit: settings.choice("fit"))
        if Self.isQuarter(degrees), size == Self.expanded(width, height, degrees) {
            return RotateQuarter.geometry(turns: Self.turns(degrees), width: width, height: height)
        }
        let map = Affine.rotation(
            degrees: degrees, about: (Double(width) / 2, Double(height) / 2), to: (Double(size.width) / 2, Double(size.height) / 2))
        return GeometricMap(map, width: size.width, height: size.height, boundsEllipses: settings.choice("boxes") == "ellipse")
    }

    public func pixels(_ settings: DrawnSettings, of image: Raster, map: GeometricMap?) -> Raster {
        guard let map, let back = map.affine.inverse else { return image }
        let degrees = settings.number("degrees")
        if Self.isQuarter(degrees), (map.width, map.height) == Self.expanded(image.width, image.height, degrees) {
            return RotateQuarter.turned(image, turns: Self.turns(degrees))
        }
        return image.warped(width: map.width, height: map.height, back: back, fill: settings.colour("fill"))
    }

    private static func isQuarter(_ degrees: Double) -> Bool { degrees.truncatingRemainder(dividingBy: 90) == 0 }
    private static func turns(_ degrees: Double) -> Int { (Int(degrees) / 90 + 8) & 3 }

    private static func size(_ width: Int, _ height: Int, _ degrees: Double, fit: String) -> (width: Int, height: Int) {
        switch fit {
        case "crop": (width, height)
        case "inside": inside(width, height, degrees)
        default: expanded(width, height, degrees)
        }
    }

    private static func expanded(_ width: Int, _ height: Int, _ degrees: Double) -> (width: Int, height: Int) {
        let (sine, cosine) = Angle.sineCosine(degrees)
        let across = Double(width) * cosine.magnitude + Double(height) * sine.magnitude
        let down = Double(width) * sine.magnitude + Double(height) * cosine.magnitude
        return (max(Int((across - 1e-6).rounded(.up)), 1), max(Int((down - 1e-6).rounded(.up)), 1))
    }

    /// The largest upright rectangle in a turned one: either two of its corners halve the long sides, or all four touch.
    private static func inside(_ width: Int, _ height: Int, _ degrees: Double) -> (width: Int, height: Int) {
        let (w, h) = (Double(width), Double(height))
        let (sine, cosine) = Angle.sineCosine(degrees)
        let (s, c) = (sine.magnitude, cosine.magnitude)
        let (long, short) = (max(w, h), min(w, h))
        var size: (Double, Double)
        if short <= 2 * s * c * long || (s - c).magnitude < 1e-10 {
            size = w >= h ? (short / 2 / s, short / 2 / c) : (short / 2 / c, short / 2 / s)
        } else {
            let double = c * c - s * s
            size = ((w * c - h * s) / double, (h * c - w * s) / double)
        }
        return (max(Int((size.0 + 1e-6).rounded(.down)), 1), max(Int((size.1 + 1e-6).rounded(.down)), 1))
    }
}
