import Kernels
import Records

/// A coefficient of how far annotators agree on what they painted: 1 when all painted the same, also nothing; 0 when one
/// painted and the other did not. Not corrected for chance: the background is as large as the picture happens to be.
public protocol MaskAgreementMeasure: CatalogEntry {
    /// Of two masks: pixels both have, and pixels of each.
    func similarity(shared: Double, _ first: Double, _ second: Double) -> Double
}

extension MaskAgreementMeasure {
    /// Every two masks of every item. Cost: O(R log R) for the R runs of an item and O(P A A) for its P patterns.
    public func scores(of table: MaskTable) -> PairScores {
        var scores: [PairScores.Score] = []
        for item in 0..<Int32(table.itemCount) {
            let annotators = table.drawings(ofItem: item).map(\.annotator)
            guard annotators.count > 1 else { continue }
            let shared = table.patterns(ofItem: item).sharedPixels
            func pixels(_ first: Int, _ second: Int) -> Double { Double(shared[first * annotators.count + second]) }
            for first in annotators.indices {
                for second in annotators.indices where second > first {
                    scores.append(.init(
                        item: item, first: annotators[first], second: annotators[second],
                        value: similarity(shared: pixels(first, second), pixels(first, first), pixels(second, second))))
                }
            }
        }
        return PairScores(scores, itemCount: table.itemCount, annotatorCount: table.annotatorCount)
    }

    public func agreement(of table: MaskTable, bootstrap: Bootstrap? = nil) -> Agreement {
        scores(of: table).agreement(named: name, bootstrap: bootstrap)
    }
}

/// Every measure of agreement on masks. Adding one here is all the registration it needs.
public enum MaskAgreementCatalog {
    public static let all: [any MaskAgreementMeasure] = [MaskIoU(), MaskDice()]

    public static func named(_ name: String) -> (any MaskAgreementMeasure)? { all.first { $0.name == name } }
}

/// Pixels both painted over pixels either did (Jaccard, 1912), the mean over pairs of annotators.
public struct MaskIoU: MaskAgreementMeasure {
    public static let name = "mask-iou"
    public static let summary = "Pixels that two annotators both painted over those either did, the mean over pairs; not corrected for chance"
    public init() {}
    public func similarity(shared: Double, _ first: Double, _ second: Double) -> Double {
        first + second == 0 ? 1 : shared / (first + second - shared)
    }
}

/// Twice the pixels both painted over the sum of both (Dice, 1945): 2 IoU / (1 + IoU), kinder to small areas.
public struct MaskDice: MaskAgreementMeasure {
    public static let name = "mask-dice"
    public static let summary = "Twice the pixels that two annotators both painted over the sum of theirs, the mean over pairs; not corrected for chance"
    public init() {}
    public func similarity(shared: Double, _ first: Double, _ second: Double) -> Double {
        first + second == 0 ? 1 : 2 * shared / (first + second)
    }
}

extension MaskTable {
    /// Of each item, the pixels that all painted over those anybody did: what is beyond dispute. 1 where nobody painted,
    /// nil where fewer than two people answered.
    public var undisputedShares: [Double?] {
        (0..<Int32(itemCount)).map { item in
            guard drawings(ofItem: item).count > 1 else { return nil }
            let patterns = patterns(ofItem: item)
            guard patterns.covered > 0 else { return 1 }
            let byAll = (1..<patterns.count).first { pattern in (0..<patterns.maskCount).allSatisfy { patterns.has($0, in: pattern) } }
            return byAll.map { Double(patterns.pixels[$0]) / Double(patterns.covered) } ?? 0
        }
    }
}
