import Kernels
import Records

/// A coefficient of how far annotators agree on where the points are.
public protocol KeypointAgreementMeasure: CatalogEntry {
    func scores(of table: KeypointTable) -> PairScores
}

extension KeypointAgreementMeasure {
    public func agreement(of table: KeypointTable, bootstrap: Bootstrap? = nil) -> Agreement {
        scores(of: table).agreement(named: name, bootstrap: bootstrap)
    }
}

/// Every measure of agreement on points. Adding one here is all the registration it needs.
public enum KeypointAgreementCatalog {
    public static let all: [any KeypointAgreementMeasure] = [MeanOKS(), LabelledPoints()]

    public static func named(_ name: String) -> (any KeypointAgreementMeasure)? { all.first { $0.name == name } }
}

/// Object keypoint similarity of every two annotators: how near the points are, those only one labelled counting 0.
///
/// See `KeypointSimilarity.agreement`; both sides are equals, and the area is the item's. 1 when neither labelled a point.
public struct MeanOKS: KeypointAgreementMeasure {
    public static let name = "oks"
    public static let summary = "Object keypoint similarity of two annotators, points only one labelled counting 0, the mean over pairs; not corrected for chance"
    public init() {}

    public func scores(of table: KeypointTable) -> PairScores {
        table.pairScores { first, second, area in table.similarity.agreement(first, second, area: area) ?? 1 }
    }
}

/// Points both labelled over points either did: whether they saw the same, wherever they put it.
public struct LabelledPoints: KeypointAgreementMeasure {
    public static let name = "labelled-points"
    public static let summary = "Points that two annotators both labelled over those either did, the mean over pairs; not corrected for chance"
    public init() {}

    public func scores(of table: KeypointTable) -> PairScores {
        table.pairScores { first, second, _ in
            var (both, either) = (0, 0)
            for place in stride(from: 2, to: first.count, by: 3) {
                both += first[place] > 0 && second[place] > 0 ? 1 : 0
                either += first[place] > 0 || second[place] > 0 ? 1 : 0
            }
            return either == 0 ? 1 : Double(both) / Double(either)
        }
    }
}

extension KeypointTable {
    fileprivate func pairScores(_ value: ([Double], [Double], Double) -> Double) -> PairScores {
        var scores: [PairScores.Score] = []
        for item in 0..<Int32(itemCount) {
            let (drawings, area) = (Array(drawings(ofItem: item)), area(ofItem: item))
            for first in drawings.indices {
                for second in drawings.indices where second > first {
                    scores.append(.init(
                        item: item, first: drawings[first].annotator, second: drawings[second].annotator,
                        value: value(drawings[first].points, drawings[second].points, area)))
                }
            }
        }
        return PairScores(scores, itemCount: itemCount, annotatorCount: annotatorCount)
    }

    /// Of each point, the mean similarity over the pairs of annotators who both labelled it: which point the guidelines
    /// should say more about. nil where no two did.
    public var similarityByPoint: [Double?] {
        var (sums, counts) = ([Double](repeating: 0, count: pointCount), [Int](repeating: 0, count: pointCount))
        for item in 0..<Int32(itemCount) {
            let (drawings, area) = (Array(drawings(ofItem: item)), area(ofItem: item))
            for first in drawings.indices {
                for second in drawings.indices where second > first {
                    let (a, b) = (drawings[first].points, drawings[second].points)
                    for place in 0..<pointCount where a[3 * place + 2] > 0 && b[3 * place + 2] > 0 {
                        sums[place] += similarity.ofPoint(place, dx: a[3 * place] - b[3 * place], dy: a[3 * place + 1] - b[3 * place + 1], area: area)
                        counts[place] += 1
                    }
                }
            }
        }
        return zip(sums, counts).map { $1 == 0 ? nil : $0 / Double($1) }
    }
}
