import Kernels

/// Which pixels of segmentation masks are of the wrong class, and which images to look at first.
///
/// A pixel's score is its self-confidence; an image's the softmin of its pixels' with T 0.1, or the share of its pixels
/// without an issue. As many pixels are issues as have a most probable class that is another than given and reaches its
/// threshold; the ones of lowest self-confidence are taken, and those predicted as given dropped again. Matches cleanlab
/// 2.9 (`segmentation`, downsample 1), whose rule gives a class that no pixel is given the lowest threshold and not an
/// unreachable one. Source: Lad and Mueller (2023), arXiv:2307.05080.
///
/// One pass over the probabilities (`PixelRows`), 20 bytes a pixel.
public struct SegmentationIssues: Sendable {
    public static let softmin = ScorePooling.softmin(temperature: 0.1)

    /// One row per pixel, image after image.
    public let evidence: LabelEvidence
    public let pixelsPerImage: Int

    public init(_ evidence: LabelEvidence, pixelsPerImage: Int) throws(LabelEvidenceError) {
        guard pixelsPerImage > 0, evidence.count % pixelsPerImage == 0 else {
            throw .unequalParts("pixels", evidence.count, "pixels in each image", pixelsPerImage)
        }
        self.evidence = evidence
        self.pixelsPerImage = pixelsPerImage
    }

    public var imageCount: Int { evidence.count / pixelsPerImage }

    /// Pixels, ascending, counted through all images.
    public func indices() -> [Int] {
        let (labels, reading) = (evidence.labels, evidence.reading)
        return LabelIssues.lowest(estimatedCount, of: SelfConfidence().scores(evidence)).filter { reading.predicted($0, label: labels[$0]) != labels[$0] }
    }

    /// One score per image: softmin of its pixels.
    public func imageScores(_ pooling: ScorePooling = SegmentationIssues.softmin) -> [Double] {
        (0..<imageCount).map { image in
            pooling.pooled(Array(evidence.reading.given.values[image * pixelsPerImage..<(image + 1) * pixelsPerImage])) ?? 1
        }
    }

    /// One score per image: the share of its pixels that are no issue.
    public func issueFreeShares() -> [Double] {
        var issues = [Int](repeating: 0, count: imageCount)
        for pixel in indices() { issues[pixel / pixelsPerImage] += 1 }
        return issues.map { 1 - Double($0) / Double(pixelsPerImage) }
    }

    /// How many pixels are confidently of another class.
    public var estimatedCount: Int {
        let bars = zip(ConfidentJoint.thresholds(evidence), evidence.labelCounts).map { ($1 > 0 ? $0 : ConfidentJoint.lowestThreshold) - ConfidentJoint.slack }
        let (labels, reading) = (evidence.labels, evidence.reading)
        return labels.indices.count { item in
            let predicted = reading.predicted(item, label: labels[item])
            return predicted != labels[item] && reading.rival[item] >= bars[Int(predicted)]
        }
    }
}
