import Foundation
import Kernels

/// The state of one GLAD fit; see `GLAD` for what it fits.
struct GLADFit {
    private let votes: VoteTable
    private let method: GLAD
    private let threads: Int
    private let answers: ItemAnswers
    /// alpha of each annotator, then beta of each item.
    private var point: [Double]
    /// Of each slot and of each vote: the posterior of its class. Of each item: that of a class nobody gave.
    private var posterior: [Double]
    private var own: [Double]
    private var unseen: [Double]
    /// Q's constant part: the normal priors of those who have votes.
    private let priorConstant: Double
    private let logOthers: Double

    init(_ votes: VoteTable, _ method: GLAD, threads: Int) {
        self.votes = votes
        self.method = method
        self.threads = threads
        answers = ItemAnswers(votes)
        point = Array(repeating: 1, count: votes.annotatorCount + votes.itemCount)
        posterior = Array(repeating: 0, count: answers.count)
        own = Array(repeating: 0, count: votes.count)
        unseen = Array(repeating: 0, count: votes.itemCount)
        let known = (0..<votes.annotatorCount).count { votes.annotatorStart[$0] < votes.annotatorStart[$0 + 1] }
            + (0..<votes.itemCount).count { votes.itemStart[$0] < votes.itemStart[$0 + 1] }
        priorConstant = Double(known) * 0.5 * log(2 * Double.pi)
        logOthers = log(Double(max(votes.classCount - 1, 1)))
    }

    var eases: [Double] { point[votes.annotatorCount...].map { exp($0) } }

    /// Posteriors from abilities and eases.
    mutating func expect() {
        let (answers, gold, logOthers, annotatorCount) = (answers, method.gold, logOthers, votes.annotatorCount)
        let isAlone = votes.classCount == 1
        posterior.withUnsafeMutableBufferPointer { posterior in
            own.withUnsafeMutableBufferPointer { own in
                unseen.withUnsafeMutableBufferPointer { unseen in
                    point.withUnsafeBufferPointer { point in
                        votes.withColumns { columns in
                            nonisolated(unsafe) let (posterior, own, unseen, point) = (posterior.baseAddress!, own, unseen, point)
                            _ = Pieces(unseen.count, size: PosteriorTable.pieceSize).map(threads: threads) { items in
                                answers.slotOfVote.withUnsafeBufferPointer { slotOfVote in
                                    answers.classes.withUnsafeBufferPointer { classes in
                                        for item in items {
                                            let places = columns.votes(ofItem: item)
                                            guard !places.isEmpty else { continue }
                                            let slots = Int(answers.start[item])..<Int(answers.start[item + 1])
                                            for slot in slots { posterior[slot] = 0 }
                                            let ease = exp(point[annotatorCount + item])
                                            for place in places {
                                                let lift = point[Int(columns.annotators[place])] * ease + logOthers
                                                posterior[Int(slotOfVote[place])] += isAlone ? 0 : columns.weights[place] * lift
                                            }
                                            let sum = answers.normalise(
                                                posterior, slots, classes.baseAddress!, gold: gold.isEmpty ? -1 : gold[item])
                                            unseen[item] = sum.unseen
                                            for place in places { own[place] = posterior[Int(slotOfVote[place])] }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Climbs Q from where it is; Q per cell at the end.
    mutating func maximise() -> Double {
        let climb = ConjugateGradient(steps: method.gradientSteps, tolerance: method.gradientTolerance)
        var objective = GLADObjective(
            votes, own: own, logOthers: votes.classCount == 1 ? 0 : logOthers, method: method, threads: threads)
        let least = climb.minimise(&objective, from: &point)
        return -(least + priorConstant) / (Double(votes.count) * Double(votes.classCount))
    }

    func result() -> (PosteriorTable, [AnnotatorStanding]) {
        var table = answers.table(posterior, unseen: unseen)
        table.fix(method.gold)
        var skills = [Double](repeating: 0, count: votes.annotatorCount)
        table.estimateSkills(votes, into: &skills)
        let standings = (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            guard count > 0 else { return AnnotatorStanding(annotator: Int32(annotator), votes: 0) }
            return AnnotatorStanding(annotator: Int32(annotator), votes: count, skill: skills[annotator], weight: point[annotator])
        }
        return (table, standings)
    }
}
