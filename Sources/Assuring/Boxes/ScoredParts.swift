import Kernels
import Records

/// One object from all drawings of it, each counting by its own score: for boxes of several models, or of people and models.
///
/// Parts are grouped as `FusedParts` does; coordinates are the mean weighted by score, labels are voted by score. The object's
/// score is the mean of the scores times n / N: n drawings have it of the N that saw the item.
///
/// Paper: weighted box fusion, Solovyev, Wang and Gabruseva (2021), doi 10.1016/j.imavis.2021.104117, whose overlap of 0.55
/// it keeps. Differs: groups are joined by mean overlap and not box by box in the order of scores, so neither equal scores nor
/// the order of models matter, and no two parts of one annotator are in a group; labels are voted within a group instead
/// of fusing each label by itself; support is told apart from score, so that what few have stays open.
/// A part without score counts 1. Cost: that of grouping. Deterministic.
public struct ScoredParts: PartConsensusMethod {
    public static let name = "fuse-scores"
    public static let summary = "One object from all drawings of it, coordinates and labels weighted by the parts' own scores; for models, or people beside models"
    public static let variants: [String] = []

    /// Overlap, bar, ties and weights of annotators; its coordinates are not looked at.
    public var fusion: FusedParts

    public init() { fusion = Self.usual }
    public init?(variant: String?) {
        if variant != nil { return nil }
        fusion = Self.usual
    }
    public init(settings: JSONObject) throws(Finding) {
        fusion = try FusedParts(settings: settings, of: Self.name, usual: Self.usual)
        fusion.coordinates = .mean
    }

    private static var usual: FusedParts {
        var fusion = FusedParts()
        (fusion.iou, fusion.coordinates) = (0.55, .mean)
        return fusion
    }

    public var variant: String? { nil }
    public func taking(variant: String?) -> ScoredParts? { variant == nil ? self : nil }
    public var iou: Double { fusion.iou }
    public var parameters: JSONObject { fusion.parameters }

    public func consensus(of table: PartTable) throws(ConsensusError) -> PartConsensus {
        guard !table.drawings.isEmpty else { throw .noVotes }
        try fusion.check(table)
        let weights = fusion.annotatorWeights ?? Array(repeating: 1, count: table.annotatorCount)
        let shapes = PartFusion(table: table, weights: weights, coordinates: .mean, ties: fusion.ties)
        let items = (0..<Int32(table.itemCount)).map { item in
            let clusters = PartClustering(iou: fusion.iou).clusters(table, item: item)
            let parts = clusters.enumerated().map { number, cluster in
                let trust = cluster.members.map { Self.score(of: $0.part) }
                var fused = shapes.fused(cluster, id: "f\(number + 1)", trust: trust)
                let mean = PartFusion.mean(trust, cluster.members.map { weights[Int($0.annotator)] })
                fused.part.score = mean * Double(cluster.members.count) / Double(cluster.members.count + cluster.absent.count)
                return fused
            }
            return fusion.sorted(parts, item, table)
        }
        return PartConsensus(items: items, annotators: PartStanding.rows(table, items), method: Self.name, parameters: parameters)
    }

    /// A score of nothing still says where the part is.
    private static func score(of part: Part) -> Double {
        guard let score = part.score, score.isFinite else { return 1 }
        return max(score, 1e-6)
    }
}
