import Kernels

/// One picture's masks as patterns, which is all a method sees of them.
///
/// Shapes: P patterns, A masks of the picture; `members` is P x A, row-major, 1 where a mask is in a pattern.
public struct MaskVote: Sendable {
    public let patterns: MaskPatterns
    public let members: [Double]
    /// Of each mask of the picture.
    public let weights: [Double]
    /// Annotators of the table, in the order of the masks.
    public let annotators: [Int32]

    init(_ table: MaskTable, item: Int32, weights: [Double]?) {
        let drawings = table.drawings(ofItem: item)
        patterns = table.patterns(ofItem: item)
        members = patterns.members
        annotators = drawings.map(\.annotator)
        self.weights = annotators.map { weights?[Int($0)] ?? 1 }
    }

    public var maskCount: Int { annotators.count }
    public var patternCount: Int { patterns.count }
    public func pixels(_ pattern: Int) -> Double { Double(patterns.pixels[pattern]) }

    /// By pattern: the summed weight of the masks that have it, in the order of the masks.
    public func sums(_ weights: [Double]) -> [Double] {
        (0..<patternCount).map { pattern in
            var sum = 0.0
            for mask in 0..<maskCount { sum += weights[mask] * members[pattern * maskCount + mask] }
            return sum
        }
    }

    /// By mask: the summed values of its pixels.
    public func totals(_ values: [Double]) -> [Double] {
        var totals = [Double](repeating: 0, count: maskCount)
        for pattern in 0..<patternCount {
            let value = values[pattern] * pixels(pattern)
            for mask in 0..<maskCount { totals[mask] += members[pattern * maskCount + mask] * value }
        }
        return totals
    }

    public var areas: [Double] { totals(Array(repeating: 1, count: patternCount)) }

    /// IoU of each mask with the patterns kept; 1 when both are empty.
    public func overlaps(with isKept: [Bool]) -> [Double] {
        let kept = isKept.map { $0 ? 1.0 : 0 }
        let size = (0..<patternCount).reduce(0.0) { $0 + kept[$1] * pixels($1) }
        return zip(totals(kept), areas).map { shared, area in area + size == 0 ? 1 : shared / (area + size - shared) }
    }
}

/// What a method decided: everything that is particular to it.
public struct MaskDecision: Sendable {
    /// By pattern.
    public var isKept: [Bool]
    public var probability: [Double]
    /// By mask of the picture.
    public var weights: [Double]
    /// Those of the method's own fit, by mask; nil to measure them against what was settled.
    public var sensitivity: [Double]?
    public var specificity: [Double]?
    public var iterations = 1
    public var stopReason = Consensus.StopReason.singlePass
    public var objective: [Double] = []

    public init(isKept: [Bool], probability: [Double], weights: [Double]) {
        self.isKept = isKept
        self.probability = probability
        self.weights = weights
    }
}

extension MaskVote {
    func settled(_ decision: MaskDecision, item: Int32) -> SettledMask {
        let kept = decision.isKept.map { $0 ? 1.0 : 0 }
        let size = (0..<patternCount).reduce(0.0) { $0 + kept[$1] * pixels($1) }
        let rest = Double(patterns.window.area) - size
        let (shared, areas, overlaps) = (totals(kept), areas, overlaps(with: decision.isKept))
        let opinions = annotators.indices.map { mask in
            MaskOpinion(
                annotator: annotators[mask], weight: decision.weights[mask],
                sensitivity: decision.sensitivity.map { $0[mask] } ?? (size > 0 ? shared[mask] / size : nil),
                specificity: decision.specificity.map { $0[mask] } ?? (rest > 0 ? 1 - (areas[mask] - shared[mask]) / rest : nil),
                iou: overlaps[mask])
        }
        return SettledMask(
            item: item, mask: patterns.mask(keeping: decision.isKept), probability: decision.probability, patterns: patterns,
            opinions: opinions, iterations: decision.iterations, stopReason: decision.stopReason, objective: decision.objective)
    }
}
