import Foundation
import Kernels

/// The state of MACE fits of one table; see `MACE` for what it fits.
///
/// Notation: a vote of row r (annotator a, answer l) is either a guess, with weight b_r = s_a t_al, or known, with weight c_a
/// and for the true class only. log P(votes of an item | truth k) = sum log b + sum over votes for k of log(1 + c/b).
struct MACEFit {
    private let votes: VoteTable
    private let method: MACE
    private let threads: Int
    private let rows: AnswerRows
    private let answers: ItemAnswers
    /// Weight of the votes of each row.
    private let rowWeight: [Double]
    /// Of each row: log b, log(1 + c/b), and the share of knowing when the answer is true, c / (b + c).
    private var logGuess: [Double]
    private var lift: [Double]
    private var known: [Double]
    /// Of each annotator: weights of guessing and knowing; and of each row and each unseen answer the strategy's.
    private var spamming: [Double]
    private var strategy: [Double]
    private var unseenStrategy: [Double]
    /// Of each slot and of each vote: the posterior of its class. Of each item: that of a class nobody gave.
    private var posterior: [Double]
    private var own: [Double]
    private var unseen: [Double]
    /// Of each row: the sum of the posteriors of its votes. One thread adds them up while it has them, item after item;
    /// several add up each annotator's afterwards, in the same order.
    private var right: [Double]
    private let isUnweighted: Bool

    private static let pieceSize = 64

    struct Outcome {
        var logLikelihood: Double
        var objective: [Double]
        fileprivate var spamming: [Double]
        fileprivate var strategy: [Double]
        fileprivate var unseenStrategy: [Double]
        fileprivate var posterior: [Double]
        fileprivate var unseen: [Double]
    }

    init(_ votes: VoteTable, _ method: MACE, threads: Int) {
        self.votes = votes
        self.method = method
        self.threads = threads
        rows = AnswerRows(votes)
        answers = ItemAnswers(votes)
        var rowWeight = [Double](repeating: 0, count: rows.count)
        for place in 0..<votes.count { rowWeight[Int(rows.rowOfVote[place])] += votes.weights[place] }
        self.rowWeight = rowWeight
        logGuess = Array(repeating: 0, count: rows.count)
        lift = logGuess
        known = logGuess
        strategy = logGuess
        right = logGuess
        spamming = Array(repeating: 0, count: votes.annotatorCount * 2)
        unseenStrategy = Array(repeating: 0, count: votes.annotatorCount)
        posterior = Array(repeating: 0, count: answers.count)
        own = Array(repeating: 0, count: votes.count)
        unseen = Array(repeating: 0, count: votes.itemCount)
        isUnweighted = votes.isUnweighted
    }

    mutating func run(from start: MACE.Start) -> Outcome {
        begin(start)
        var objective: [Double] = []
        _ = expect()
        for _ in 0..<method.rounds {
            maximise()
            objective.append(expect())
        }
        return Outcome(
            logLikelihood: objective.last ?? 0, objective: objective, spamming: spamming, strategy: strategy,
            unseenStrategy: unseenStrategy, posterior: posterior, unseen: unseen)
    }

    private mutating func begin(_ start: MACE.Start) {
        let classCount = votes.classCount
        spamming = start.spamming
        for annotator in 0..<votes.annotatorCount {
            for row in Int(rows.start[annotator])..<Int(rows.start[annotator + 1]) {
                strategy[row] = start.strategies[annotator * classCount + Int(rows.answers[row])]
                logGuess[row] = log(spamming[annotator * 2] * strategy[row])
                let odds = spamming[annotator * 2 + 1] / (spamming[annotator * 2] * strategy[row])
                lift[row] = log1p(odds)
                known[row] = odds / (1 + odds)
            }
        }
    }

    // MARK: E step

    /// Posteriors of the items; the log likelihood of all votes.
    private mutating func expect() -> Double {
        let (answers, gold, floor, isUnweighted) = (answers, method.gold, method.likelihoodFloor, isUnweighted)
        let logClassCount = log(Double(votes.classCount))
        let rowOfVote = rows.rowOfVote
        let (logGuess, lift) = (logGuess, lift)
        let isAlone = threads <= 1
        let parts: [Double] = right.withUnsafeMutableBufferPointer { right in
            right.update(repeating: 0)
            return posterior.withUnsafeMutableBufferPointer { posterior in
            own.withUnsafeMutableBufferPointer { own in
                unseen.withUnsafeMutableBufferPointer { unseen in
                    votes.withColumns { columns in
                        nonisolated(unsafe) let (posterior, own, unseen) = (posterior.baseAddress!, own.baseAddress!, unseen.baseAddress!)
                        nonisolated(unsafe) let sums = isAlone ? right.baseAddress : nil
                        return Pieces(columns.itemStart.count - 1, size: PosteriorTable.pieceSize).map(threads: threads) { items in
                            Self.expect(
                                items, columns, answers, rowOfVote, logGuess, lift, gold, posterior, own, unseen, sums, isUnweighted) { base, sum in
                                    let log = base + sum.logSum - logClassCount
                                    return floor > 0 ? Foundation.log(exp(log) + floor) : log
                                }
                        }
                    }
                }
            }
            }
        }
        return parts.reduce(0, +)
    }

    @inline(__always)
    private static func expect(
        _ items: Range<Int>, _ columns: VotePointers, _ answers: ItemAnswers, _ rowOfVote: [Int32], _ logGuess: [Double], _ lift: [Double],
        _ gold: [Int32], _ posterior: UnsafeMutablePointer<Double>, _ own: UnsafeMutablePointer<Double>, _ unseen: UnsafeMutablePointer<Double>,
        _ sums: UnsafeMutablePointer<Double>?, _ isUnweighted: Bool, _ likelihood: (Double, ItemAnswers.Sum) -> Double
    ) -> Double {
        var total = 0.0
        rowOfVote.withUnsafeBufferPointer { rowOfVote in
            answers.slotOfVote.withUnsafeBufferPointer { slotOfVote in
                answers.start.withUnsafeBufferPointer { start in
                    answers.classes.withUnsafeBufferPointer { classes in
                        logGuess.withUnsafeBufferPointer { logGuess in
                            lift.withUnsafeBufferPointer { lift in
                                for item in items {
                                    let places = columns.votes(ofItem: item)
                                    guard !places.isEmpty else { continue }
                                    let slots = Int(start[item])..<Int(start[item + 1])
                                    for slot in slots { posterior[slot] = 0 }
                                    var base = 0.0
                                    for place in places {
                                        let row = Int(rowOfVote[place])
                                        let weight = isUnweighted ? 1 : columns.weights[place]
                                        base += weight * logGuess[row]
                                        posterior[Int(slotOfVote[place])] += weight * lift[row]
                                    }
                                    let sum = answers.normalise(posterior, slots, classes.baseAddress!, gold: gold.isEmpty ? -1 : gold[item])
                                    unseen[item] = sum.unseen
                                    total += likelihood(base, sum)
                                    guard let sums else {
                                        for place in places { own[place] = posterior[Int(slotOfVote[place])] }
                                        continue
                                    }
                                    for place in places {
                                        let weight = isUnweighted ? 1 : columns.weights[place]
                                        sums[Int(rowOfVote[place])] += weight * posterior[Int(slotOfVote[place])]
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
        return total
    }

    // MARK: M step

    /// Weights of the annotators from the posteriors of their own answers.
    private mutating func maximise() {
        let (method, rows, rowWeight, classCount, annotatorCount) = (method, rows, rowWeight, votes.classCount, votes.annotatorCount)
        let (isUnweighted, isAlone) = (isUnweighted, threads <= 1)
        logGuess.withUnsafeMutableBufferPointer { logGuess in
            lift.withUnsafeMutableBufferPointer { lift in
                known.withUnsafeMutableBufferPointer { known in
                    strategy.withUnsafeMutableBufferPointer { strategy in
                        spamming.withUnsafeMutableBufferPointer { spamming in
                            unseenStrategy.withUnsafeMutableBufferPointer { unseenStrategy in
                                own.withUnsafeBufferPointer { own in
                                    right.withUnsafeMutableBufferPointer { right in
                                    votes.withColumns { columns in
                                        nonisolated(unsafe) let cells = Cells(
                                            logGuess: logGuess, lift: lift, known: known, strategy: strategy, spamming: spamming,
                                            unseenStrategy: unseenStrategy, right: right, own: own)
                                        _ = Pieces(annotatorCount, size: Self.pieceSize).map(threads: threads) { annotators in
                                            for annotator in annotators {
                                                if !isAlone { Self.count(annotator, columns, rows, cells, isUnweighted) }
                                                Self.weigh(annotator, rows, rowWeight, cells, method, classCount)
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
        }
    }

    private struct Cells {
        let logGuess: UnsafeMutableBufferPointer<Double>
        let lift: UnsafeMutableBufferPointer<Double>
        let known: UnsafeMutableBufferPointer<Double>
        let strategy: UnsafeMutableBufferPointer<Double>
        let spamming: UnsafeMutableBufferPointer<Double>
        let unseenStrategy: UnsafeMutableBufferPointer<Double>
        let right: UnsafeMutableBufferPointer<Double>
        let own: UnsafeBufferPointer<Double>
    }

    /// Sum of the posteriors of each row's votes.
    @inline(__always)
    private static func count(_ annotator: Int, _ columns: VotePointers, _ rows: AnswerRows, _ cells: Cells, _ isUnweighted: Bool) {
        for row in Int(rows.start[annotator])..<Int(rows.start[annotator + 1]) { cells.right[row] = 0 }
        rows.rowOfVote.withUnsafeBufferPointer { rowOfVote in
            for order in columns.orders(ofAnnotator: annotator) {
                let place = Int(columns.annotatorOrder[order])
                cells.right[Int(rowOfVote[place])] += (isUnweighted ? 1 : columns.weights[place]) * cells.own[place]
            }
        }
    }

    /// Expected counts of guesses and of knowing, and the weights that follow.
    @inline(__always)
    private static func weigh(
        _ annotator: Int, _ rows: AnswerRows, _ rowWeight: [Double], _ cells: Cells, _ method: MACE, _ classCount: Int
    ) {
        let own = Int(rows.start[annotator])..<Int(rows.start[annotator + 1])
        guard !own.isEmpty else { return }
        var (guesses, knows) = (0.0, 0.0)
        for row in own {
            let right = cells.known[row] * cells.right[row]
            cells.strategy[row] = rowWeight[row] - right
            guesses += rowWeight[row] - right
            knows += right
        }
        let isPlain = method.fitting == .plain
        let smoothing = method.smoothing / Double(classCount)
        let total = isPlain
            ? log(guesses + knows + 2 * smoothing) : Digamma.of(guesses + knows + method.guessingPrior + method.knowingPrior)
        let logGuessing = (isPlain ? log(guesses + smoothing) : Digamma.of(guesses + method.guessingPrior)) - total
        let logKnowing = (isPlain ? log(knows + smoothing) : Digamma.of(knows + method.knowingPrior)) - total
        let prior = isPlain ? smoothing : method.strategyPrior
        let strategies = guesses + prior * Double(classCount)
        let logStrategies = isPlain ? log(strategies) : Digamma.of(strategies)
        let knowing = exp(logKnowing)
        cells.spamming[annotator * 2] = exp(logGuessing)
        cells.spamming[annotator * 2 + 1] = knowing
        cells.unseenStrategy[annotator] = exp((isPlain ? log(prior) : Digamma.of(prior)) - logStrategies)
        let guessing = cells.spamming[annotator * 2]
        for row in own {
            let logWeight = (isPlain ? log(cells.strategy[row] + prior) : Digamma.of(cells.strategy[row] + prior)) - logStrategies
            let weight = PairedExponential.of(logWeight)
            let either = guessing * weight + knowing
            cells.strategy[row] = weight
            cells.logGuess[row] = logGuessing + logWeight
            cells.lift[row] = log(either) - logGuessing - logWeight
            cells.known[row] = knowing / either
        }
    }

    // MARK: Result

    func result(_ outcome: Outcome) -> (PosteriorTable, [AnnotatorStanding]) {
        var table = answers.table(outcome.posterior, unseen: outcome.unseen)
        table.fix(method.gold)
        var skills = [Double](repeating: 0, count: votes.annotatorCount)
        table.estimateSkills(votes, into: &skills)
        let standings = (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            guard count > 0 else { return AnnotatorStanding(annotator: Int32(annotator), votes: 0) }
            var strategy = [Double](repeating: outcome.unseenStrategy[annotator], count: votes.classCount)
            for row in Int(rows.start[annotator])..<Int(rows.start[annotator + 1]) {
                strategy[Int(rows.answers[row])] = outcome.strategy[row]
            }
            return AnnotatorStanding(
                annotator: Int32(annotator), votes: count, skill: skills[annotator],
                guessing: GuessingProfile(
                    guesses: outcome.spamming[annotator * 2], knows: outcome.spamming[annotator * 2 + 1], strategy: strategy))
        }
        return (table, standings)
    }
}
