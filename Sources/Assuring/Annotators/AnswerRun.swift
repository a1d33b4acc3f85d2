import Foundation

/// The longest run of the same answer, and how likely chance makes one as long.
///
/// With q_k the share of class k among all votes of the project, runs of L or more of k begin at
/// q_k^L (1 + (n - L) (1 - q_k)) places of n on average; the number of such runs of any class is close to Poisson, so the
/// probability is 1 - exp(-sum over k). (Arratia, Goldstein & Gordon, 1990, doi 10.1214/ss/1177012015.)
/// It supposes that items come in no order: sorted items give long runs to honest people.
public struct AnswerRun: Sendable, Hashable, Codable {
    public var longest: Int
    public var answer: Int
    /// The place in the annotator's sequence where it begins, from 0.
    public var start: Int
    public var count: Int
    public var probability: Double

    static func of(_ annotator: Int32, _ evidence: AnnotatorEvidence) -> Figure<AnswerRun> {
        guard evidence.history.isOrdered else { return Figure(FigureGap(.noOrder)) }
        let own = evidence.history.votes(ofAnnotator: annotator)
        let need = max(1, evidence.bars.minimumSequence)
        guard own.count >= need else { return Figure(.tooFew(own.count, need)) }
        let classes = own.map { evidence.history.classes[Int($0)] }
        var (start, longest, longestStart) = (0, 0, 0)
        for place in 1...classes.count where place == classes.count || classes[place] != classes[start] {
            if place - start > longest { (longest, longestStart) = (place - start, start) }
            start = place
        }
        return Figure(AnswerRun(
            longest: longest, answer: Int(classes[longestStart]), start: longestStart, count: classes.count,
            probability: probability(of: longest, among: classes.count, evidence.classShares)))
    }

    static func probability(of length: Int, among count: Int, _ shares: [Double]) -> Double {
        var expected = 0.0
        for share in shares where share > 0 {
            expected += pow(share, Double(length)) * (1 + Double(count - length) * (1 - share))
        }
        return -expm1(-expected)
    }
}
