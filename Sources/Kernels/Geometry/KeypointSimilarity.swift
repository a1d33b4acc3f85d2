import Foundation

/// How near two drawings of the same named points are: object keypoint similarity (OKS).
///
/// One point: exp(-d^2 / (2 s^2 (2 sigma)^2)), d the distance, s^2 the object's area, sigma how far people's placings of
/// that kind of point spread on an object of area 1 (an eye little, a hip much). An object: the mean over the points that
/// count. So 1 is the same place, and 0.61 is one standard deviation (2 sigma s) away.
///
/// Source: the COCO keypoint evaluation (cocodataset.org/#keypoints-eval), whose 17 sigmas are given as `coco` and are
/// right for its 17 points only. An area of 0 is the limit: 1 in the same place, 0 elsewhere.
/// Shapes: points x, y, x, y ...; one visibility (0 not labelled) and one sigma per point. Cost: O(points).
public struct KeypointSimilarity: Sendable, Hashable {
    /// One per point, above 0.
    public let sigmas: [Double]

    /// nil unless all are above 0 and finite.
    public init?(sigmas: [Double]) {
        guard !sigmas.isEmpty, sigmas.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
        self.sigmas = sigmas
    }

    /// The same sigma for each point.
    public init?(sigma: Double, points: Int) { self.init(sigmas: Array(repeating: sigma, count: max(points, 0))) }

    private init(checked sigmas: [Double]) { self.sigmas = sigmas }

    /// Nose; eyes, ears, shoulders, elbows, wrists, hips, knees and ankles, left before right.
    public static let coco = KeypointSimilarity(checked: [
        0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089,
    ])

    public var pointCount: Int { sigmas.count }

    /// Similarity of one placing of point `place` to another.
    public func ofPoint(_ place: Int, dx: Double, dy: Double, area: Double) -> Double {
        let squared = dx * dx + dy * dy
        guard squared > 0 else { return 1 }
        guard area > 0 else { return 0 }
        let spread = 2 * sigmas[place]
        return exp(-squared / (2 * area * spread * spread))
    }

    /// OKS of an answer to a reference: over the points the reference has labelled.
    ///
    /// - Returns: nil when the reference has no labelled point.
    public func oks(reference: [Double], visibility: [Double], answer: [Double], area: Double) -> Double? {
        precondition(reference.count == 2 * pointCount && answer.count == 2 * pointCount && visibility.count == pointCount)
        var (sum, labelled) = (0.0, 0)
        for place in 0..<pointCount where visibility[place] > 0 {
            sum += ofPoint(place, dx: answer[2 * place] - reference[2 * place], dy: answer[2 * place + 1] - reference[2 * place + 1], area: area)
            labelled += 1
        }
        return labelled == 0 ? nil : sum / Double(labelled)
    }

    /// OKS of two equals: the mean over the points that either has labelled, those only one has counting 0.
    ///
    /// - Parameter first: x, y, visibility each, and likewise the second. A visibility of 0 is "not labelled".
    /// - Returns: nil when neither has labelled a point.
    public func agreement(_ first: [Double], _ second: [Double], area: Double) -> Double? {
        precondition(first.count == 3 * pointCount && second.count == 3 * pointCount)
        var (sum, either) = (0.0, 0)
        for place in 0..<pointCount {
            let (here, there) = (first[3 * place + 2] > 0, second[3 * place + 2] > 0)
            guard here || there else { continue }
            either += 1
            guard here && there else { continue }
            sum += ofPoint(place, dx: first[3 * place] - second[3 * place], dy: first[3 * place + 1] - second[3 * place + 1], area: area)
        }
        return either == 0 ? nil : sum / Double(either)
    }
}
