import Foundation
import Records

/// Percent of a picture's width and height, and pixels.
///
/// A percentage is what a division left of a length in pixels. Reading multiplies, and takes the length of at most six
/// decimals instead of the product where the division gives exactly the percentage read: so 33.3 pixels come back as
/// 33.3 and not as 33.300000000000004, and what is no such length stays as it is.
struct LabelStudioScale {
    /// Digits behind the point that survive; the capacity says the same.
    static let decimals = 6
    private static let unit = 1e6
    let width: Double
    let height: Double

    init(_ size: PixelSize) { (width, height) = (Double(size.width), Double(size.height)) }

    static func percent(_ pixels: Double, _ whole: Double) -> Double { pixels / whole * 100 }

    static func pixels(_ percent: Double, _ whole: Double) -> Double {
        let plain = percent * whole / 100
        let short = shortened(plain)
        return Self.percent(short, whole) == percent ? short : plain
    }

    static func shortened(_ value: Double) -> Double {
        let short = (value * unit).rounded() / unit
        return short == 0 ? 0 : short
    }

    // MARK: Rectangles

    /// `x, y, width, height` in percent, turned about the top-left corner by `degrees`: as a shape turned about its centre.
    func shape(x: Double, y: Double, width w: Double, height h: Double, degrees: Double) -> Shape {
        if degrees == 0 {
            let (x0, y0) = (Self.pixels(x, width), Self.pixels(y, height))
            return .box([x0, y0, end(x0, w, width), end(y0, h, height)])
        }
        let (wide, high) = (Self.pixels(w, width), Self.pixels(h, height))
        let (x0, y0) = (x * width / 100, y * height / 100)
        let half = Self.turned(wide / 2, high / 2, degrees)
        let plain = [x0 + half.x, y0 + half.y, wide, high, degrees]
        let short = plain[..<2].map(Self.shortened) + plain[2...]
        let back = rectangle(short)
        return .rotated(back.x == x && back.y == y ? short : plain)
    }

    /// The far edge: by the length in percent, as the near one.
    private func end(_ start: Double, _ percent: Double, _ whole: Double) -> Double {
        let plain = start + percent * whole / 100
        let short = Self.shortened(plain)
        return Self.percent(short - start, whole) == percent ? short : plain
    }

    func rectangle(box: [Double]) -> (x: Double, y: Double, width: Double, height: Double) {
        (Self.percent(box[0], width), Self.percent(box[1], height), Self.percent(box[2] - box[0], width), Self.percent(box[3] - box[1], height))
    }

    /// Centre x, centre y, width, height, degrees; the corner that comes out is where the top-left one is after turning.
    func rectangle(_ rotated: [Double]) -> (x: Double, y: Double, width: Double, height: Double) {
        let half = Self.turned(rotated[2] / 2, rotated[3] / 2, rotated[4])
        return (
            Self.percent(rotated[0] - half.x, width), Self.percent(rotated[1] - half.y, height),
            Self.percent(rotated[2], width), Self.percent(rotated[3], height)
        )
    }

    /// Clockwise on a picture, whose y grows downwards; exact at right angles.
    private static func turned(_ x: Double, _ y: Double, _ degrees: Double) -> (x: Double, y: Double) {
        let turn = degrees.truncatingRemainder(dividingBy: 360)
        let (sine, cosine): (Double, Double) = switch turn < 0 ? turn + 360 : turn {
        case 0: (0, 1)
        case 90: (1, 0)
        case 180: (0, -1)
        case 270: (-1, 0)
        default: (sin(turn * .pi / 180), cos(turn * .pi / 180))
        }
        return (x * cosine - y * sine, x * sine + y * cosine)
    }
}
