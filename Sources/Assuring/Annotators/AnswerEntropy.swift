import Foundation
import Kernels

/// How varied an annotator's answers are: -sum p ln p, in nats, beside the other annotators.
///
/// `isLow` is the rule of crowd-kit's `entropy_threshold`: at or below the 10th percentile (type 7) of annotators with two
/// answers or more. That rule removes a tenth of any project, so `AnnotatorFlag` also asks for half of the median.
public struct AnswerEntropy: Sendable, Hashable, Codable {
    public var entropy: Double
    /// Share of the annotators whose entropy is not above this one's, times 100.
    public var percentile: Double
    public var cut: Double
    public var projectMedian: Double
    public var isLow: Bool { entropy <= cut }

    /// One for each annotator of the history.
    static func all(_ evidence: AnnotatorEvidence) -> [Figure<AnswerEntropy>] {
        var counts = [Int](repeating: 0, count: evidence.votes.classCount)
        let entropies = (0..<Int32(evidence.votes.annotatorCount)).map { annotator -> Double? in
            let places = evidence.votes.votes(ofAnnotator: annotator)
            return places.count < 2 ? nil : entropy(places, evidence.votes, &counts)
        }
        let sorted = entropies.compactMap(\.self).sorted()
        guard let cut = Percentile.at(evidence.bars.entropyPercentile / 100, ofSorted: sorted), let median = Percentile.at(0.5, ofSorted: sorted)
        else { return entropies.map { _ in Figure(.tooFew(0, 2)) } }
        return entropies.indices.map { place in
            guard let entropy = entropies[place] else {
                return Figure(.tooFew(evidence.votes.votes(ofAnnotator: Int32(place)).count, 2))
            }
            let atMost = countAtMost(entropy, sorted)
            return Figure(AnswerEntropy(entropy: entropy, percentile: 100 * Double(atMost) / Double(sorted.count), cut: cut, projectMedian: median))
        }
    }

    private static func entropy(_ places: ArraySlice<Int32>, _ votes: VoteTable, _ counts: inout [Int]) -> Double {
        var seen: [Int] = []
        for place in places {
            let k = Int(votes.classes[Int(place)])
            if counts[k] == 0 { seen.append(k) }
            counts[k] += 1
        }
        // In the order of the counts, so that renaming classes keeps the last bit.
        let sizes = seen.map { counts[$0] }.sorted()
        for k in seen { counts[k] = 0 }
        let n = Double(places.count)
        return sizes.reduce(0) { $0 - Double($1) / n * log(Double($1) / n) }
    }

    private static func countAtMost(_ value: Double, _ sorted: [Double]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
