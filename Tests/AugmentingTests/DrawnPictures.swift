import Kernels
import Records

@testable import Augmenting

extension Raster {
    static func noisy(_ width: Int, _ height: Int, seed: UInt64 = 1) -> Raster {
        var random = SeededRandom(seed: seed)
        return Raster(width: width, height: height, channels: 3, pixels: (0..<3 * width * height).map { _ in UInt8(random.below(256)) })
    }

    /// Waves without sharp edges.
    static func smooth(_ width: Int, _ height: Int) -> Raster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width {
                for channel in 0..<3 {
                    let wave = Angle.sineCosine(Double(5 * x + 40 * channel)).sine * Angle.sineCosine(Double(4 * y)).cosine
                    pixels.append(UInt8(128 + 100 * wave))
                }
            }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }

    static func even(_ level: UInt8, _ width: Int, _ height: Int) -> Raster {
        Raster(width: width, height: height, channels: 3, pixels: Array(repeating: level, count: 3 * width * height))
    }

    /// One channel, 255 where a mask has pixels: what a mask looks like when it is a picture.
    static func painted(_ mask: Mask, width: Int, height: Int) -> Raster {
        var pixels = [UInt8](repeating: 0, count: 3 * width * height)
        for span in RunMask(mask)!.spans {
            for row in span.top..<span.bottom { for channel in 0..<3 { pixels[3 * (row * width + span.column) + channel] = 255 } }
        }
        return Raster(width: width, height: height, channels: 3, pixels: pixels)
    }

    func level(_ x: Int, _ y: Int) -> UInt8 { pixels[3 * (y * width + x)] }
}

/// One part of each kind on a picture of 64 x 48, coordinates on multiples of 1/8 pixel.
enum EveryShape {
    static let mask: Mask = {
        let pattern: [UInt8] = [1, 1, 0, 1, 0, 1, 1, 1, 0, 1, 1]
        let rows: [UInt8] = (0..<63).map { pattern[$0 % 11] }
        let mask = RunMask(x: 20, y: 10, width: 9, height: 7, rows: rows)
        return Mask(size: [7, 9], runs: mask.runs, at: [20, 10])
    }()

    private static let rings = [
        PolygonRings(outer: [12, 10, 40, 12, 38.5, 36, 25, 20, 14, 34], holes: [[20, 14, 24, 14, 22, 17]]), PolygonRings(outer: [50, 30, 60, 30, 55, 40]),
    ]

    static let shapes: [(String, Shape)] = [
        ("box", .box([10, 8.5, 30.25, 20])),
        ("rotated", .rotated([30, 24, 16, 6, 33.125])),
        ("ellipse", .ellipse([32, 20, 9, 4, -20.5])),
        ("polygons", .polygons(rings)),
        ("line", .line([5, 5, 20.125, 40, 60, 30])),
        ("point", .point([17.5, 31])),
        ("joints", .joints([[10, 10, 2], [50, 12, 1], [0, 0, 0]])),
        ("mask", .mask(mask)),
        ("cuboid", .cuboid(front: [10, 10, 30, 30], back: [15, 5, 35, 25])),
        ("field", .field(DocumentField(page: 0, box: [1, 2, 30, 9], text: "t", key: "k"))),
        ("span", .ranges([[0, 3]])),
    ]

    static let parts: [Part] = shapes.map { Part(id: $0.0, labels: ["cell"], shape: $0.1, attributes: ["a": 1]) }

    static let spatial = parts.filter { $0.id != "span" }
}

extension AugmentationRecipe {
    /// `recipe("rotate", ["degrees": 90])`
    static func one(_ name: String, _ declared: JSONObject = [:], visibility: VisibilityRule = VisibilityRule()) throws -> AugmentationRecipe {
        AugmentationRecipe([try AugmentationStep(name, declared)], visibility: visibility)
    }

    func run(_ image: Raster, _ parts: [Part] = [], seed: UInt64 = 7) throws -> AugmentedImage {
        try apply(to: image, parts: parts, parent: "item", seed: seed)
    }
}

/// The area a shape covers; nil for what has none.
func area(_ shape: Shape) -> Double? {
    switch shape {
    case .box(let n): (n[2] - n[0]) * (n[3] - n[1])
    case .rotated(let n): n[2] * n[3]
    case .ellipse(let n): n[2] * n[3] * .pi
    case .polygons(let pieces): Region(pieces.map { .init(outer: $0.outer, holes: $0.holes) }).area
    case .mask(let mask): Double(RunMask(mask)!.area)
    default: nil
    }
}

/// Every number of a shape, in order.
func numbers(_ shape: Shape) -> [Double] {
    switch shape {
    case .box(let n), .rotated(let n), .ellipse(let n), .line(let n), .point(let n): n
    case .polygons(let pieces): pieces.flatMap { $0.outer + $0.holes.flatMap(\.self) }
    case .joints(let joints): joints.flatMap(\.self)
    case .cuboid(let front, let back): front + back
    default: []
    }
}
