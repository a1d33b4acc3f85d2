import Foundation

/// Whether somebody's answers get better or worse with time: the cumulated sum of right answers above the mean.
///
/// With x_t 1 for a right answer and 0 for a wrong one, in order, S_t = sum up to t of (x - mean); max |S| / (s sqrt n) follows
/// Kolmogorov's distribution when nothing changes, and the place of the maximum is where it most likely did.
/// (Page, 1954, doi 10.2307/2333009; Ploberger & Kraemer, 1992, doi 10.2307/2951597.) Large samples; at 20 answers the
/// probability is somewhat too high.
public struct AnswerDrift: Sendable, Hashable, Codable {
    public var basis: TruthBasis
    public var count: Int
    /// Answers before the change.
    public var changeAfter: Int
    public var before: Double
    public var after: Double
    /// max |S| / (s sqrt n).
    public var statistic: Double
    public var probability: Double

    static func of(_ annotator: Int32, _ evidence: AnnotatorEvidence) -> Figure<AnswerDrift> {
        guard evidence.history.isOrdered else { return Figure(FigureGap(.noOrder)) }
        let (basis, answers) = evidence.judgedSequence(annotator)
        let need = max(2, evidence.bars.minimumSequence)
        guard answers.count >= need else { return Figure(.tooFew(answers.count, need)) }
        let n = Double(answers.count)
        let right = answers.count { $0.isRight }
        let mean = Double(right) / n
        guard right > 0, right < answers.count else {
            return Figure(AnswerDrift(basis: basis, count: answers.count, changeAfter: answers.count, before: mean, after: mean, statistic: 0, probability: 1))
        }
        var (seen, rightSeen, most, change, rightBefore) = (0, 0, -1.0, 0, 0)
        for answer in answers.dropLast() {
            seen += 1
            if answer.isRight { rightSeen += 1 }
            let sum = abs(Double(rightSeen) - Double(seen) * mean)
            if sum > most + 1e-9 { (most, change, rightBefore) = (sum, seen, rightSeen) }
        }
        let statistic = most / (mean * (1 - mean) * n).squareRoot()
        return Figure(AnswerDrift(
            basis: basis, count: answers.count, changeAfter: change, before: Double(rightBefore) / Double(change),
            after: Double(right - rightBefore) / (n - Double(change)), statistic: statistic, probability: kolmogorovTail(statistic)))
    }

    /// P(sup |Brownian bridge| > x) = 2 sum (-1)^(k-1) exp(-2 k^2 x^2).
    static func kolmogorovTail(_ x: Double) -> Double {
        guard x > 0.2 else { return 1 }
        var sum = 0.0
        for k in 1...100 {
            let term = exp(-2 * Double(k * k) * x * x)
            sum += k % 2 == 1 ? term : -term
            if term < 1e-16 { break }
        }
        return min(1, max(0, 2 * sum))
    }
}

/// One answer of a sequence whose right answer is known.
struct JudgedAnswer {
    /// Of the history.
    var vote: Int32
    var isRight: Bool
}

extension AnnotatorEvidence {
    /// An annotator's judged answers in order: against gold when there are enough for a course over time, else against consensus.
    func judgedSequence(_ annotator: Int32) -> (basis: TruthBasis, answers: [JudgedAnswer]) {
        let goldAnswers = bases[Int(annotator)] == .gold ? judged(annotator, .gold) : []
        if goldAnswers.count >= bars.minimumSequence { return (.gold, goldAnswers) }
        let basis = consensus == nil ? TruthBasis.others : .consensus
        return (basis, judged(annotator, basis))
    }

    private func judged(_ annotator: Int32, _ basis: TruthBasis) -> [JudgedAnswer] {
        history.votes(ofAnnotator: annotator).compactMap { vote in
            let truth = self.truth(placeOfVote[Int(vote)], basis)
            return truth < 0 ? nil : JudgedAnswer(vote: vote, isRight: history.classes[Int(vote)] == truth)
        }
    }
}
