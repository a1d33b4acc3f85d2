import Foundation
import Kernels

/// Which images of a detection set have a box missing, badly placed or of the wrong class.
///
/// Overlooked, per prediction of at least 0.95 that touches no given box: its similarity to the nearest given box of its
/// class, or nearly 0 without one. Badly placed, per given box: its best similarity to a prediction of its class above 0.5
/// that touches it, 1 without one. Wrong class, per given box: 1 minus its best similarity to a prediction of another class
/// above 0.95; boxes of two classes on one spot (IoU at least 0.95) get the lowest score there is. An image is the geometric
/// mean of the three softmins (T 0.1). A box is an issue when its score is at most a fifth of the model's average precision
/// for its class; an image, when one of its boxes is.
///
/// Source: Tkachenko, Thyagarajan and Mueller (2023), ObjectLab, arXiv:2309.00832. Differs from cleanlab 2.9 by default: it
/// measures distance in pixels, so that scores change with the size of the picture; `BoxSimilarity(.pixels)` gives its own.
///
/// Cost: predictions times given boxes of each image, twice; nothing is kept but the scores.
public struct ObjectLab: Sendable {
    public var similarity: BoxSimilarity
    /// A prediction below this is no ground to call a box badly placed.
    public var lowProbability = 0.5
    /// A prediction below this is no ground to call a box overlooked or of the wrong class.
    public var highProbability = 0.95
    public var sameSpot = 0.95
    public var temperature = 0.1
    /// Share of a class's average precision at or below which a box's score makes it an issue.
    public var issueShare = 0.8 * 0.25

    public init(similarity: BoxSimilarity = BoxSimilarity(.boxSides)) { self.similarity = similarity }

    public func report(_ images: [DetectionImage], classCount: Int) throws(DetectionError) -> DetectionReport {
        try DetectionImage.check(images, classCount: classCount)
        let least = images.reduce(1.0) { min($0, BoxTable($1, similarity).least) }
        let bars = DetectionPrecision(images, classCount: classCount).perClass.map { $0 * issueShare }
        return DetectionReport(images: images.map { image in
            let table = BoxTable(image, similarity)
            let overlooked = image.predicted.indices.map { self.overlooked(image, table, $0, least) }
            let badlyPlaced = image.given.indices.map { self.badlyPlaced(image, table, $0) }
            let wrongClass = image.given.indices.map { self.wrongClass(image, table, $0, least) }
            let score = [overlooked.compactMap(\.self), badlyPlaced, wrongClass].reduce(0) { $0 + log(1e-100 + pooled($1)) / 3 }
            let isIssue = zip(image.predicted, overlooked).contains { ($1 ?? 1) <= bars[$0.label] }
                || zip(image.given, badlyPlaced).contains { $1 <= bars[$0.label] } || zip(image.given, wrongClass).contains { $1 <= bars[$0.label] }
            return DetectionReport.Image(overlooked: overlooked, badlyPlaced: badlyPlaced, wrongClass: wrongClass, score: exp(score), isIssue: isIssue)
        })
    }

    private func pooled(_ scores: [Double]) -> Double { ScorePooling.softmin(temperature: temperature).pooled(scores) ?? 1 }

    /// nil for a prediction that is not sure enough, or not alone.
    private func overlooked(_ image: DetectionImage, _ table: BoxTable, _ place: Int, _ least: Double) -> Double? {
        let seen = image.predicted[place]
        guard seen.probability >= highProbability, !image.given.indices.contains(where: { table.iou($0, place) > 0 }) else { return nil }
        let near = image.given.indices.lazy.filter { image.given[$0].label == seen.label }.map { table.similarity($0, place) }
        return near.max() ?? least * (1 - seen.probability)
    }

    private func badlyPlaced(_ image: DetectionImage, _ table: BoxTable, _ given: Int) -> Double {
        let fitting = image.predicted.indices.lazy.filter {
            image.predicted[$0].label == image.given[given].label && image.predicted[$0].probability > lowProbability && table.iou(given, $0) > 0
        }
        return fitting.map { table.similarity(given, $0) }.max() ?? 1
    }

    private func wrongClass(_ image: DetectionImage, _ table: BoxTable, _ given: Int, _ least: Double) -> Double {
        let own = image.given[given]
        let hasTwoClasses = image.given.contains { $0.label != own.label && $0.box.iou(with: own.box) >= sameSpot }
        if hasTwoClasses { return least }
        let others = image.predicted.indices.lazy.filter { image.predicted[$0].label != own.label && image.predicted[$0].probability > highProbability }
        return others.map { table.similarity(given, $0) }.max().map { max(least, 1 - $0) } ?? 1
    }
}

/// Overlap and similarity of each given box with each predicted one.
private struct BoxTable {
    private let columns: Int
    private var ious: [Double] = []
    private var similarities: [Double] = []

    init(_ image: DetectionImage, _ similarity: BoxSimilarity) {
        columns = image.predicted.count
        for given in image.given {
            for seen in image.predicted {
                let iou = given.box.iou(with: seen.box)
                ious.append(iou)
                similarities.append(similarity.between(given.box, seen.box, iou: iou))
            }
        }
    }

    func iou(_ given: Int, _ predicted: Int) -> Double { ious[given * columns + predicted] }
    func similarity(_ given: Int, _ predicted: Int) -> Double { similarities[given * columns + predicted] }
    /// The lowest similarity above 0; 1 without one.
    var least: Double { similarities.reduce(1) { $1 > 0 ? min($0, $1) : $0 } }
}
