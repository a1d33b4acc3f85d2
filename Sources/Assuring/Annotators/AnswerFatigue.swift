import Foundation
import Kernels

/// Whether somebody's answers get worse, or quicker, in the course of a session.
///
/// A session ends with a pause longer than `AnnotatorBars.sessionGap` (30 minutes). Each vote has a place in its session,
/// 0 first to 1 last; sessions shorter than `minimumSequence` are left out. The trend is the correlation r of place and right answer,
/// tested by r sqrt(n - 1) against the normal (Cochran, 1954, doi 10.2307/3001616; Armitage, 1955, doi 10.2307/3001775).
public struct AnswerFatigue: Sendable, Hashable, Codable {
    public var basis: TruthBasis
    public var sessions: Int
    public var count: Int
    /// Share of right answers in each quarter of the sessions; nil for a quarter without any.
    public var accuracyByQuarter: [Double?]
    /// Median seconds in each quarter; nil where none are known.
    public var secondsByQuarter: [Double?]
    /// Negative: worse towards the end. 0 when all answers are right or all wrong.
    public var trend: Double
    /// Of a trend as negative by chance.
    public var probability: Double

    static func of(_ annotator: Int32, _ evidence: AnnotatorEvidence) -> Figure<AnswerFatigue> {
        guard evidence.history.times != nil else { return Figure(FigureGap(.noTimes)) }
        let places = evidence.sessionPlaces(annotator)
        let (basis, answers) = evidence.judgedSequence(annotator)
        let judged = answers.compactMap { answer in places.of[answer.vote].map { (place: $0, isRight: answer.isRight) } }
        let need = max(2, evidence.bars.minimumSequence)
        guard judged.count >= need else { return Figure(.tooFew(judged.count, need)) }
        let r = Correlation.pearson(judged.map(\.place), judged.map { $0.isRight ? 1 : 0 }) ?? 0
        let z = r * Double(judged.count - 1).squareRoot()
        let timed = places.of.keys.sorted().compactMap { vote -> (place: Double, seconds: Double)? in
            guard let seconds = evidence.seconds?[Int(vote)], !seconds.isNaN, let place = places.of[vote] else { return nil }
            return (place, seconds)
        }
        return Figure(AnswerFatigue(
            basis: basis, sessions: places.sessions, count: judged.count,
            accuracyByQuarter: (0..<4).map { quarter in
                Moments.mean(judged.filter { Self.quarter($0.place) == quarter }.map { $0.isRight ? 1 : 0 })
            },
            secondsByQuarter: (0..<4).map { quarter in
                Percentile.at(0.5, ofSorted: timed.filter { Self.quarter($0.place) == quarter }.map(\.seconds).sorted())
            },
            trend: r, probability: Normal.cumulative(z)))
    }

    private static func quarter(_ place: Double) -> Int { min(3, Int(place * 4)) }
}

extension AnnotatorEvidence {
    /// Each vote's place in its session, 0...1, of sessions long enough; and how many those are.
    func sessionPlaces(_ annotator: Int32) -> (of: [Int32: Double], sessions: Int) {
        guard let times = history.times else { return ([:], 0) }
        let own = history.votes(ofAnnotator: annotator).filter { !times[Int($0)].isNaN }
        var places: [Int32: Double] = [:]
        var (sessions, start) = (0, 0)
        for end in 0..<own.count {
            let isLast = end + 1 == own.count || times[Int(own[end + 1])] - times[Int(own[end])] > bars.sessionGap
            guard isLast else { continue }
            if end - start + 1 >= bars.minimumSequence {
                sessions += 1
                for place in start...end { places[own[place]] = Double(place - start) / Double(end - start) }
            }
            start = end + 1
        }
        return (places, sessions)
    }
}
