import Foundation
import Kernels

/// The state of one Dawid-Skene fit; see `DawidSkene` for what it fits.
struct DawidSkeneFit: AnnotatorModel {
    private let votes: VoteTable
    private let rows: AnswerRows
    private let smoothing: Double
    private let threads: Int
    /// Used up by the first M step.
    private var initialErrors: InitialErrors?
    private(set) var step: PosteriorStep
    /// R x K truths: P(answer | truth) once normalised, and its logarithm.
    private var errors: [Double]
    private var logErrors: [Double]
    /// A x K truths: P of each answer never given.
    private var unseen: [Double]
    /// Logarithm of the smoothing's prior, less a constant.
    private var logPrior = 0.0
    private let totalWeight: Double

    /// Annotators a thread works on at a time.
    private static let pieceSize = 64

    init(
        _ votes: VoteTable, _ rows: AnswerRows, smoothing: Double, initialErrors: InitialErrors?, gold: [Int32], threads: Int
    ) {
        self.votes = votes
        self.rows = rows
        self.smoothing = smoothing
        self.initialErrors = initialErrors
        self.threads = threads
        step = PosteriorStep(votes, gold: gold, threads: threads)
        errors = Array(repeating: 0, count: rows.count * votes.classCount)
        logErrors = errors
        unseen = Array(repeating: 0, count: votes.annotatorCount * votes.classCount)
        totalWeight = votes.weights.reduce(0, +)
    }

    mutating func advance() { step.advance() }

    mutating func expect() -> Double {
        let (classCount, isUnweighted) = (votes.classCount, step.isUnweighted)
        let bound = logErrors.withUnsafeBufferPointer { logErrors in
            rows.rowOfVote.withUnsafeBufferPointer { rowOfVote in
                votes.weights.withUnsafeBufferPointer { weights in
                    step.expect(ConfusionLikelihood(
                        logErrors: logErrors.baseAddress!, rows: rowOfVote.baseAddress!,
                        weights: isUnweighted ? nil : weights.baseAddress, classCount: classCount))
                }
            }
        }
        return bound + logPrior / totalWeight
    }

    mutating func maximise() {
        if threads > 1 { countByAnnotator() } else { countByItem() }
        if let given = initialErrors { count(given) }
        normalise()
        initialErrors = nil
    }

    /// errors[row][k] = sum of weight * p_ik over the votes of the row, item after item.
    private mutating func countByItem() {
        let (classCount, isUnweighted, itemCount) = (votes.classCount, step.isUnweighted, votes.itemCount)
        errors.withUnsafeMutableBufferPointer { errors in
            errors.update(repeating: 0)
            step.current.values.withUnsafeBufferPointer { posterior in
                rows.rowOfVote.withUnsafeBufferPointer { rowOfVote in
                    votes.withColumns { columns in
                        guard let errors = errors.baseAddress, let posterior = posterior.baseAddress, let rows = rowOfVote.baseAddress
                        else { return }
                        let weights = isUnweighted ? nil : columns.weights.baseAddress
                        for item in 0..<itemCount {
                            RowSums.scatter(
                                posterior + item * classCount, rows, weights, columns.votes(ofItem: item), classCount, into: errors)
                        }
                    }
                }
            }
        }
    }

    /// The same sums in the same order, each annotator's alone: reads more of memory and needs no locks.
    private mutating func countByAnnotator() {
        let (classCount, rows, threads, annotatorCount) = (votes.classCount, rows, threads, votes.annotatorCount)
        errors.withUnsafeMutableBufferPointer { errors in
            errors.update(repeating: 0)
            step.current.values.withUnsafeBufferPointer { posterior in
                votes.withColumns { columns in
                    guard let errors = errors.baseAddress, let posterior = posterior.baseAddress else { return }
                    nonisolated(unsafe) let (target, source) = (errors, posterior)
                    _ = Pieces(annotatorCount, size: Self.pieceSize).map(threads: threads) { annotators in
                        rows.rowOfVote.withUnsafeBufferPointer { rowOfVote in
                            for order in columns.orders(ofAnnotators: annotators) {
                                let place = Int(columns.annotatorOrder[order])
                                RowSums.add(
                                    source + Int(columns.items[place]) * classCount, times: columns.weights[place], classCount,
                                    to: target + Int(rowOfVote[place]) * classCount)
                            }
                        }
                    }
                }
            }
        }
    }

    private mutating func count(_ given: InitialErrors) {
        let classCount = votes.classCount
        for annotator in 0..<votes.annotatorCount {
            for row in Int(rows.start[annotator])..<Int(rows.start[annotator + 1]) {
                for truth in 0..<classCount {
                    let value = given.values[(annotator * classCount + truth) * classCount + Int(rows.answers[row])]
                    errors[row * classCount + truth] = value + (given.use == .add ? errors[row * classCount + truth] : 0)
                }
            }
            if given.use == .add { countUnseen(given, annotator) }
        }
    }

    /// What is given for answers the annotator never gave counts among all their answers.
    private mutating func countUnseen(_ given: InitialErrors, _ annotator: Int) {
        let classCount = votes.classCount
        let seen = rows.answers[Int(rows.start[annotator])..<Int(rows.start[annotator + 1])]
        for truth in 0..<classCount {
            let row = (annotator * classCount + truth) * classCount
            let all = given.values[row..<row + classCount].reduce(0, +)
            unseen[annotator * classCount + truth] = all - seen.reduce(0) { $0 + given.values[row + Int($1)] }
        }
    }

    /// Each annotator's counts of one truth sum to 1 over the answers: those used, or with smoothing all.
    private mutating func normalise() {
        let (classCount, rows, smoothing, threads, annotatorCount) = (votes.classCount, rows, smoothing, threads, votes.annotatorCount)
        let isGiven = initialErrors?.use == .add
        let parts = errors.withUnsafeMutableBufferPointer { errors in
            logErrors.withUnsafeMutableBufferPointer { logErrors in
                unseen.withUnsafeMutableBufferPointer { unseen in
                    nonisolated(unsafe) let (errors, logErrors, unseen) = (errors, logErrors, unseen)
                    return Pieces(annotatorCount, size: Self.pieceSize).map(threads: threads) { annotators in
                        var logPrior = 0.0
                        withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { sums in
                            for annotator in annotators {
                                let own = Int(rows.start[annotator])..<Int(rows.start[annotator + 1])
                                guard !own.isEmpty else { continue }
                                let unseenCount = Double(classCount - own.count)
                                for k in 0..<classCount { sums[k] = unseenCount * smoothing + (isGiven ? unseen[annotator * classCount + k] : 0) }
                                for row in own {
                                    for k in 0..<classCount {
                                        let cell = row * classCount + k
                                        errors[cell] = max(errors[cell] + smoothing, PosteriorStep.least)
                                        sums[k] += errors[cell]
                                    }
                                }
                                for k in 0..<classCount {
                                    unseen[annotator * classCount + k] = unseenCount > 0 ? smoothing / sums[k] : 0
                                    if smoothing > 0, unseenCount > 0 { logPrior += smoothing * unseenCount * log(smoothing / sums[k]) }
                                    sums[k] = 1 / sums[k]
                                }
                                for row in own {
                                    for k in 0..<classCount {
                                        let cell = row * classCount + k
                                        errors[cell] *= sums[k]
                                        logErrors[cell] = log(errors[cell])
                                        logPrior += smoothing * logErrors[cell]
                                    }
                                }
                            }
                        }
                        return logPrior
                    }
                }
            }
        }
        logPrior = parts.reduce(0, +)
    }

    /// Skill is the mean posterior of the own answers: a class somebody never met takes nothing from it.
    func standings() -> [AnnotatorStanding] {
        let classCount = votes.classCount
        var skills = [Double](repeating: 0, count: votes.annotatorCount)
        step.current.estimateSkills(votes, into: &skills)
        let isReported = votes.annotatorCount * classCount <= DawidSkene.largestConfusion / classCount
        return (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            guard count > 0 else { return AnnotatorStanding(annotator: Int32(annotator), votes: 0) }
            return AnnotatorStanding(
                annotator: Int32(annotator), votes: count, skill: skills[annotator],
                confusion: isReported ? confusion(ofAnnotator: annotator) : nil)
        }
    }

    private func confusion(ofAnnotator annotator: Int) -> [Double] {
        let classCount = votes.classCount
        var confusion = [Double](repeating: 0, count: classCount * classCount)
        for truth in 0..<classCount {
            for answer in 0..<classCount { confusion[truth * classCount + answer] = unseen[annotator * classCount + truth] }
            for row in Int(rows.start[annotator])..<Int(rows.start[annotator + 1]) {
                confusion[truth * classCount + Int(rows.answers[row])] = errors[row * classCount + truth]
            }
        }
        return confusion
    }
}

/// Each vote adds the row of its annotator and answer.
private struct ConfusionLikelihood: VoteLikelihood, @unchecked Sendable {
    let logErrors: UnsafePointer<Double>
    let rows: UnsafePointer<Int32>
    let weights: UnsafePointer<Double>?
    let classCount: Int

    @inline(__always)
    func sum(_ places: Range<Int>, into row: UnsafeMutablePointer<Double>) {
        RowSums.gather(logErrors, rows, weights, places, classCount, into: row)
    }
}
