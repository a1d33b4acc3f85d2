import Kernels
import Records

/// One mask from everybody's, for each picture, how sure each pixel of it is, and what was learnt about the annotators.
public struct MaskConsensus: Sendable, Hashable {
    /// By item of the table.
    public var items: [SettledMask]
    /// One row per annotator of the table, in its order.
    public var annotators: [MaskStanding]
    public var method: String
    public var parameters: JSONObject
}

public struct SettledMask: Sendable, Hashable {
    public var item: Int32
    /// The settled area, in the window of the picture.
    public var mask: RunMask
    /// By pattern: how probable it is that its pixels belong.
    public var probability: [Double]
    public var patterns: MaskPatterns
    /// Per annotator of the picture, in the table's order.
    public var opinions: [MaskOpinion]
    public var iterations: Int
    public var stopReason: Consensus.StopReason
    /// The quantity the method watches, one per round; empty for methods without rounds.
    public var objective: [Double]

    /// Pixels that some have and others have not.
    public var disputedPixels: Int {
        (1..<max(patterns.count, 1)).reduce(0) { sum, pattern in
            (0..<patterns.maskCount).allSatisfy { patterns.has($0, in: pattern) } ? sum : sum + patterns.pixels[pattern]
        }
    }

    /// Mean over the pixels anybody painted of how probable the decision on each is; 1 where nobody painted any.
    public var certainty: Double {
        guard patterns.covered > 0 else { return 1 }
        let sum = (1..<patterns.count).reduce(0.0) { $0 + Double(patterns.pixels[$1]) * max(probability[$1], 1 - probability[$1]) }
        return sum / Double(patterns.covered)
    }

    /// Pixels that belong with at least this probability.
    public func mask(atLeast bar: Double) -> RunMask { patterns.mask(keeping: probability.map { $0 >= bar }) }
}

/// What a method made of one annotator on one picture.
public struct MaskOpinion: Sendable, Hashable {
    public var annotator: Int32
    /// How much the mask counted; 1 where all count the same.
    public var weight: Double
    /// Share of the settled area that was painted, and of the rest that was left; STAPLE's are those of its fit. nil where
    /// there is no such area.
    public var sensitivity: Double?
    public var specificity: Double?
    /// Overlap with the settled mask; 1 when both are empty.
    public var iou: Double
}

/// One annotator over all pictures: means of the opinions.
public struct MaskStanding: Sendable, Hashable {
    public var annotator: Int32
    public var masks: Int
    public var meanWeight: Double?
    public var meanSensitivity: Double?
    public var meanSpecificity: Double?
    public var meanIoU: Double?
}

/// A way to settle one area from several people's masks of it.
public protocol MaskConsensusMethod: CatalogEntry {
    /// One per annotator of the table; nil counts everybody equally.
    var annotatorWeights: [Double]? { get set }
    /// The settings that shape the result, as stored with it.
    var parameters: JSONObject { get }
    func settle(_ vote: MaskVote) -> MaskDecision
    func check() throws(ConsensusError)
}

extension MaskConsensusMethod {
    /// - Throws: `noVotes` without a drawing, `settingOutOfRange` for weights or settings that make no sense.
    public func consensus(of table: MaskTable) throws(ConsensusError) -> MaskConsensus {
        guard !table.drawings.isEmpty else { throw .noVotes }
        try check()
        try AnnotatorWeights.check(annotatorWeights, count: table.annotatorCount)
        let items = (0..<Int32(table.itemCount)).map { item in
            let vote = MaskVote(table, item: item, weights: annotatorWeights)
            return vote.settled(settle(vote), item: item)
        }
        return MaskConsensus(items: items, annotators: MaskStanding.rows(items, table), method: Self.name, parameters: parameters)
    }
}

/// Every way to settle masks. Adding one here is all the registration it needs.
public enum MaskConsensusCatalog {
    public static let all: [any MaskConsensusMethod] = [MaskMajority(), MaskExpectation(), MaskRASA(), MaskStaple()]

    public static func named(_ name: String) -> (any MaskConsensusMethod)? { all.first { $0.name == name } }
}

/// Weights somebody gives to people.
enum AnnotatorWeights {
    static func check(_ weights: [Double]?, count: Int) throws(ConsensusError) {
        guard let weights else { return }
        guard weights.count == count else {
            throw .settingOutOfRange(name: "annotatorWeights", value: Double(weights.count), allowed: "one weight for each of \(count) annotators")
        }
        if let bad = weights.first(where: { !($0 > 0 && $0.isFinite) }) {
            throw .settingOutOfRange(name: "annotatorWeights", value: bad, allowed: "more than 0")
        }
    }
}

extension MaskStanding {
    static func rows(_ items: [SettledMask], _ table: MaskTable) -> [MaskStanding] {
        var opinions = [[MaskOpinion]](repeating: [], count: table.annotatorCount)
        for item in items { for opinion in item.opinions { opinions[Int(opinion.annotator)].append(opinion) } }
        return opinions.enumerated().map { annotator, all in
            MaskStanding(
                annotator: Int32(annotator), masks: all.count, meanWeight: Moments.mean(all.map(\.weight)),
                meanSensitivity: Moments.mean(all.compactMap(\.sensitivity)), meanSpecificity: Moments.mean(all.compactMap(\.specificity)),
                meanIoU: Moments.mean(all.map(\.iou)))
        }
    }
}
