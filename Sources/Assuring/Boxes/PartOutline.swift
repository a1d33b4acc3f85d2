import Kernels
import Records

/// The area a part covers, ready to be compared with another one's.
///
/// Boxes, rotated boxes, ellipses, polygons and masks have one; so has a segment of time, as long as it lasts and in its
/// channel. A skeleton has one where it is said how near its points must be, and overlaps by their similarity (OKS) instead of
/// by area. Points, lines and everything else have none.
/// Two of a kind are compared exactly (an ellipse as a polygon of 256 corners with its area); a mask and a drawn shape by the
/// pixels whose centre the shape holds; other mixtures as polygons.
public struct PartOutline: Sendable, Hashable {
    enum Form: Hashable {
        case box(Box)
        case rotated(RotatedBox)
        case region(Region)
        case mask(RunMask)
        case skeleton(Skeleton)
    }

    /// Joints as x, y, visibility in one row.
    struct Skeleton: Hashable {
        var points: [Double]
        var similarity: KeypointSimilarity
    }

    let form: Form
    public let bounds: Box
    public let area: Double

    /// nil for a shape without area, and for one whose numbers do not make sense.
    ///
    /// - Parameter keypoints: how near the points of a skeleton must be; without it skeletons have no outline.
    public init?(_ shape: Shape, keypoints: KeypointSimilarity? = nil) {
        guard let form = Self.form(of: shape, keypoints), let bounds = Self.bounds(of: form) else { return nil }
        let area = Self.area(of: form)
        guard area > 0, area.isFinite else { return nil }
        self.form = form
        self.bounds = bounds
        self.area = area
    }

    public func iou(with other: PartOutline) -> Double {
        switch (form, other.form) {
        case (.box(let first), .box(let second)): first.iou(with: second)
        case (.mask(let first), .mask(let second)): first.iou(with: second)
        case (.skeleton(let first), .skeleton(let second)) where first.similarity == second.similarity:
            first.similarity.agreement(first.points, second.points, area: (area + other.area) / 2) ?? 0
        case (.skeleton, _), (_, .skeleton): 0
        case (.mask(let mask), _): Self.iou(mask, other)
        case (_, .mask(let mask)): Self.iou(mask, self)
        case (.region, _), (_, .region): Overlap.iou(shared: region.sharedArea(with: other.region), area, other.area)
        default: Overlap.iou(shared: ConvexRing.area(ConvexRing.clip(ring, by: other.ring)), area, other.area)
        }
    }

    private static func iou(_ mask: RunMask, _ other: PartOutline) -> Double {
        other.region.mask().map { mask.iou(with: $0) } ?? 0
    }

    /// The pixels: those of a mask, else those whose centre the shape holds. nil for a shape that is nowhere near a picture.
    var mask: RunMask? {
        switch form {
        case .mask(let mask): mask
        case .skeleton: nil
        default: region.mask()
        }
    }

    private var ring: [Double] {
        switch form {
        case .box(let box): box.ring
        case .rotated(let box): box.ring
        default: []
        }
    }

    private var region: Region {
        if case .region(let region) = form { region } else { Region(ring: ring) }
    }
}

extension PartOutline {
    private static func form(of shape: Shape, _ keypoints: KeypointSimilarity?) -> Form? {
        switch shape {
        case .box(let numbers): finite(numbers, 4).map { .box(Box($0[0], $0[1], $0[2], $0[3])) }
        case .rotated(let numbers): finite(numbers, 5).map { .rotated(RotatedBox(x: $0[0], y: $0[1], width: $0[2], height: $0[3], degrees: $0[4])) }
        case .ellipse(let numbers): finite(numbers, 5).map { .region(Region(ring: ellipse($0).ellipseRing())) }
        case .polygons(let pieces): region(of: pieces).map { .region($0) }
        case .mask(let mask): runMask(mask).map { .mask($0) }
        case .segment(let segment): span(segment).map { .box($0) }
        case .joints(let joints): keypoints.flatMap { skeleton(joints, $0) }.map { .skeleton($0) }
        default: nil
        }
    }

    /// Far beyond any picture, and products of such numbers are still numbers.
    private static func isUsable(_ number: Double) -> Bool { number.magnitude < 1e12 }

    private static func finite(_ numbers: [Double], _ count: Int) -> [Double]? {
        numbers.count == count && numbers.allSatisfy(isUsable) ? numbers : nil
    }

    /// Centre and radii.
    private static func ellipse(_ numbers: [Double]) -> RotatedBox {
        RotatedBox(x: numbers[0], y: numbers[1], width: 2 * numbers[2], height: 2 * numbers[3], degrees: numbers[4])
    }

    /// Seconds across and channels down, so that only segments of one channel overlap; "no channel" is one of its own.
    private static func span(_ segment: Segment) -> Box? {
        guard isUsable(segment.from), isUsable(segment.to) else { return nil }
        let channel = Double(segment.channel ?? -1)
        return Box(segment.from, channel, segment.to, channel + 1)
    }

    private static func skeleton(_ joints: [[Double]], _ keypoints: KeypointSimilarity) -> Skeleton? {
        guard joints.count == keypoints.pointCount, joints.allSatisfy({ $0.count == 3 && $0.allSatisfy(isUsable) }) else { return nil }
        return Skeleton(points: joints.flatMap(\.self), similarity: keypoints)
    }

    private static func region(of pieces: [PolygonRings]) -> Region? {
        let rings = pieces.flatMap { [$0.outer] + $0.holes }
        guard !pieces.isEmpty, rings.allSatisfy({ $0.count >= 6 && $0.count % 2 == 0 && $0.allSatisfy(isUsable) }) else { return nil }
        return Region(pieces.map { Region.Piece(outer: $0.outer, holes: $0.holes) })
    }

    private static func runMask(_ mask: Mask) -> RunMask? {
        guard mask.size.count == 2, mask.at.count == 2, (mask.at + mask.size).allSatisfy({ $0.magnitude < 1 << 30 }) else { return nil }
        // Runs are short text for any size, and a shape drawn over such a mask would be unpacked column by column.
        guard mask.size[0] * mask.size[1] <= 100_000_000 else { return nil }
        return RunMask(x: mask.at[0], y: mask.at[1], width: mask.size[1], height: mask.size[0], runs: mask.runs)
    }

    private static func bounds(of form: Form) -> Box? {
        switch form {
        case .box(let box): box
        case .rotated(let box): Box(around: box.ring)
        case .region(let region): region.bounds
        case .mask(let mask): mask.bounds
        case .skeleton(let skeleton): KeypointArea.bounds(skeleton.points)
        }
    }

    private static func area(of form: Form) -> Double {
        switch form {
        case .box(let box): box.area
        case .rotated(let box): box.area
        case .region(let region): region.area
        case .mask(let mask): Double(mask.area)
        case .skeleton(let skeleton): KeypointArea.of(skeleton.points) ?? 0
        }
    }

    /// A ring that crosses itself covers by the even-odd rule, which may not be what was meant.
    var crossesItself: Bool {
        if case .region(let region) = form { region.crossesItself } else { false }
    }
}
