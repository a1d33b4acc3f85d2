import Foundation
import Kernels

/// How long an annotator takes, beside the others.
///
/// Too quick is a vote faster than `AnnotatorBars.quickShare` (0.3) of the median of all votes. The robust z compares the
/// annotator's median log seconds with everybody's: (m - median of m) / (1.4826 * median absolute deviation).
/// Where only times are known, a vote's seconds are those since the vote before it in the same session.
public struct AnswerSpeed: Sendable, Hashable, Codable {
    /// Votes whose seconds are known.
    public var count: Int
    public var medianSeconds: Double
    public var projectMedianSeconds: Double
    public var tooQuick: ShareWithInterval
    /// nil with fewer than three annotators, or when half of them are equally fast.
    public var robustZ: Double?

    /// One for each annotator of the history.
    static func all(_ evidence: AnnotatorEvidence) -> [Figure<AnswerSpeed>] {
        let annotators = 0..<Int32(evidence.votes.annotatorCount)
        guard let seconds = evidence.seconds else { return annotators.map { _ in Figure(FigureGap(.noTimes)) } }
        let known = annotators.map { annotator in
            evidence.history.votes(ofAnnotator: annotator).map { seconds[Int($0)] }.filter { !$0.isNaN }.sorted()
        }
        let project = Percentile.at(0.5, ofSorted: known.flatMap { $0 }.sorted()) ?? 0
        let need = evidence.bars.minimumVotes
        // An answer in no time at all counts as a millisecond.
        let logs = known.map { own in own.count < need ? nil : Percentile.at(0.5, ofSorted: own).map { log(max($0, 1e-3)) } }
        let z = RobustSpread(logs.compactMap(\.self))
        return known.indices.map { place in
            let own = known[place]
            guard own.count >= need, let median = Percentile.at(0.5, ofSorted: own), let middle = logs[place] else {
                return Figure(.tooFew(own.count, need))
            }
            let quick = own.count { $0 < evidence.bars.quickShare * project }
            return Figure(AnswerSpeed(
                count: own.count, medianSeconds: median, projectMedianSeconds: project,
                tooQuick: ShareWithInterval(right: quick, count: own.count, coverage: evidence.bars.coverage), robustZ: z?.score(middle)))
        }
    }
}

/// Middle and spread of a list that a few wild values do not move.
struct RobustSpread {
    let median: Double
    let spread: Double

    /// nil with fewer than three values, or when half of them are equal.
    init?(_ values: [Double]) {
        guard values.count > 2, let median = Percentile.at(0.5, ofSorted: values.sorted()),
            let deviation = Percentile.at(0.5, ofSorted: values.map { abs($0 - median) }.sorted()), deviation > 0
        else { return nil }
        self.median = median
        spread = 1.4826 * deviation
    }

    func score(_ value: Double) -> Double { (value - median) / spread }
}
