import Kernels
import Records

/// One skeleton from everybody's, for each item, and how far everybody is from it.
public struct KeypointConsensus: Sendable, Hashable {
    public struct Outlier: Sendable, Hashable {
        public var annotator: Int32
        /// Place of the point in the skeleton.
        public var point: Int
        /// From the fused point, in pixels.
        public var distance: Double
    }

    public struct Item: Sendable, Hashable {
        public var item: Int32
        public var annotators: Int
        /// x, y, visibility each, as an answer has them.
        public var points: [[Double]]
        public var details: [FusedPoint]
        /// Placings far from the fused point, by (point, annotator).
        public var outliers: [Outlier]
        /// Of each annotator of the item, OKS of the answer to the fused one; nil where no point was settled.
        public var oks: [(annotator: Int32, value: Double?)] { zip(people, similarities).map { ($0, $1) } }
        var people: [Int32]
        var similarities: [Double?]
    }

    public struct Standing: Sendable, Hashable {
        public var annotator: Int32
        public var answers: Int
        /// Mean over the items of OKS to the fused points.
        public var meanOKS: Double?
        /// Placings reported as outliers, and all placings.
        public var outliers: Int
        public var placings: Int
    }

    public var items: [Item]
    /// One row per annotator of the table, in its order.
    public var annotators: [Standing]
    public var method: String
    public var parameters: JSONObject
}

/// A way to settle where points are.
public protocol KeypointConsensusMethod: CatalogEntry {
    /// One per annotator of the table; nil counts everybody equally.
    var annotatorWeights: [Double]? { get set }
    /// Similarity to the fused point below which a placing is an outlier.
    var outlierBar: Double { get set }
    var usesMean: Bool { get }
}

/// Every way to settle points. Adding one here is all the registration it needs.
public enum KeypointConsensusCatalog {
    public static let all: [any KeypointConsensusMethod] = [KeypointMedian(), KeypointMean()]

    public static func named(_ name: String) -> (any KeypointConsensusMethod)? { all.first { $0.name == name } }
}

/// Each point at the weighted median of its placings: one slip of three moves nothing. See `KeypointFusion` for the rules.
public struct KeypointMedian: KeypointConsensusMethod {
    public static let name = "keypoint-median"
    public static let summary = "Each point at the median of its placings, visibility by vote, far placings reported; for three annotators and more"
    public var annotatorWeights: [Double]?
    public var outlierBar = 0.1
    public var usesMean: Bool { false }
    public init() {}
}

/// Each point at the weighted mean of its placings: the better estimate where nobody slips.
public struct KeypointMean: KeypointConsensusMethod {
    public static let name = "keypoint-mean"
    public static let summary = "Each point at the mean of its placings, visibility by vote, far placings reported; for careful annotators"
    public var annotatorWeights: [Double]?
    public var outlierBar = 0.1
    public var usesMean: Bool { true }
    public init() {}
}

extension KeypointConsensusMethod {
    public var parameters: JSONObject { ["weighted": .bool(annotatorWeights != nil), "outlierBar": .double(outlierBar)] }

    /// Cost: O(points * answers log answers) an item. Deterministic; the order of annotators does not matter.
    /// - Throws: `noVotes` without an answer, `settingOutOfRange` for weights or a bar that make no sense.
    public func consensus(of table: KeypointTable) throws(ConsensusError) -> KeypointConsensus {
        guard !table.drawings.isEmpty else { throw .noVotes }
        try AnnotatorWeights.check(annotatorWeights, count: table.annotatorCount)
        guard outlierBar >= 0, outlierBar < 1 else { throw .settingOutOfRange(name: "outlierBar", value: outlierBar, allowed: "0 to below 1") }
        let items = (0..<Int32(table.itemCount)).map { item(table, $0) }
        return KeypointConsensus(items: items, annotators: standings(table, items), method: Self.name, parameters: parameters)
    }

    private func item(_ table: KeypointTable, _ item: Int32) -> KeypointConsensus.Item {
        let drawings = Array(table.drawings(ofItem: item))
        let (people, area) = (drawings.map(\.annotator), table.area(ofItem: item))
        let fusion = KeypointFusion(similarity: table.similarity, usesMean: usesMean, outlierBar: outlierBar)
        let fused = fusion.fused(drawings.map(\.points), weights: people.map { annotatorWeights?[Int($0)] ?? 1 }, area: area)
        let isLabelled = stride(from: 2, to: fused.points.count, by: 3).contains { fused.points[$0] > 0 }
        return KeypointConsensus.Item(
            item: item, annotators: drawings.count,
            points: stride(from: 0, to: fused.points.count, by: 3).map { Array(fused.points[$0..<$0 + 3]) }, details: fused.details,
            outliers: fused.outliers.map { .init(annotator: people[$0.member], point: $0.point, distance: $0.distance) }, people: people,
            similarities: drawings.map { isLabelled ? table.similarity.agreement(fused.points, $0.points, area: area) : nil })
    }

    private func standings(_ table: KeypointTable, _ items: [KeypointConsensus.Item]) -> [KeypointConsensus.Standing] {
        var rows = (0..<Int32(table.annotatorCount)).map {
            KeypointConsensus.Standing(annotator: $0, answers: 0, meanOKS: nil, outliers: 0, placings: 0)
        }
        var (sums, counts) = ([Double](repeating: 0, count: rows.count), [Int](repeating: 0, count: rows.count))
        for drawing in table.drawings {
            rows[Int(drawing.annotator)].answers += 1
            for place in stride(from: 2, to: drawing.points.count, by: 3) where drawing.points[place] > 0 { rows[Int(drawing.annotator)].placings += 1 }
        }
        for item in items {
            for outlier in item.outliers { rows[Int(outlier.annotator)].outliers += 1 }
            for case (let person, let value?) in item.oks {
                sums[Int(person)] += value
                counts[Int(person)] += 1
            }
        }
        for row in rows.indices where counts[row] > 0 { rows[row].meanOKS = sums[row] / Double(counts[row]) }
        return rows
    }
}
