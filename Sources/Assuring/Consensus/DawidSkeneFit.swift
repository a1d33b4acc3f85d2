import Foundation

/// The state of one Dawid-Skene fit; see `DawidSkene` for what it fits.
struct DawidSkeneFit: AnnotatorModel {
    let votes: VoteTable
    let smoothing: Double
    var posterior: PosteriorTable
    private(set) var priors: [Double]
    /// A x K answers x K truths: P(answer | truth), then its logarithm in `logErrors`.
    private(set) var errors: [Double]
    private var logErrors: [Double]
    private var likelihoods: LikelihoodTable
    /// A x K: whether the annotator ever gave that answer.
    private let isUsed: [Bool]

    init(_ votes: VoteTable, smoothing: Double) {
        self.votes = votes
        self.smoothing = smoothing
        posterior = PosteriorTable.shares(votes)
        priors = Array(repeating: 0, count: votes.classCount)
        errors = Array(repeating: 0, count: votes.annotatorCount * votes.classCount * votes.classCount)
        logErrors = errors
        likelihoods = LikelihoodTable(itemCount: votes.itemCount, classCount: votes.classCount)
        var isUsed = [Bool](repeating: false, count: votes.annotatorCount * votes.classCount)
        for place in 0..<votes.count { isUsed[Int(votes.annotators[place]) * votes.classCount + Int(votes.classes[place])] = true }
        self.isUsed = isUsed
    }

    mutating func expect() {
        likelihoods.posteriors(votes, priors: priors, into: &posterior)
    }

    mutating func maximise() {
        priors = posterior.priors(votes)
        countAnswers()
        normaliseErrors()
        likelihoods.sum(votes, logErrors: logErrors)
    }

    func bound() -> Double {
        likelihoods.bound(votes, priors: priors, posterior: posterior)
    }

    /// errors[a][answer][k] = sum of weight * p_ik over the annotator's votes for that answer.
    private mutating func countAnswers() {
        let classCount = votes.classCount
        errors.withUnsafeMutableBufferPointer { errors in
            posterior.values.withUnsafeBufferPointer { posterior in
                votes.withColumns { columns in
                    for cell in errors.indices { errors[cell] = 0 }
                    for place in 0..<columns.count {
                        let target = (Int(columns.annotators[place]) * classCount + Int(columns.classes[place])) * classCount
                        let row = Int(columns.items[place]) * classCount
                        let weight = columns.weights[place]
                        for k in 0..<classCount { errors[target + k] += weight * posterior[row + k] }
                    }
                }
            }
        }
    }

    /// Each annotator's counts of one truth sum to 1 over the answers: those used, or with smoothing all.
    private mutating func normaliseErrors() {
        let (classCount, smoothing) = (votes.classCount, smoothing)
        errors.withUnsafeMutableBufferPointer { errors in
            logErrors.withUnsafeMutableBufferPointer { logErrors in
                isUsed.withUnsafeBufferPointer { isUsed in
                    for annotator in 0..<isUsed.count / max(classCount, 1) {
                        for truth in 0..<classCount {
                            let first = annotator * classCount * classCount + truth
                            var sum = 0.0
                            for answer in 0..<classCount {
                                let cell = first + answer * classCount
                                let isCounted = smoothing > 0 || isUsed[annotator * classCount + answer]
                                errors[cell] = isCounted ? max(errors[cell] + smoothing, LikelihoodTable.least) : 0
                                sum += errors[cell]
                            }
                            for answer in 0..<classCount where errors[first + answer * classCount] > 0 {
                                let cell = first + answer * classCount
                                errors[cell] /= sum
                                logErrors[cell] = log(errors[cell])
                            }
                        }
                    }
                }
            }
        }
    }

    /// Skill is the mean posterior of the own answers: a class somebody never met takes nothing from it.
    func standings() -> [AnnotatorStanding] {
        let classCount = votes.classCount
        var skills = [Double](repeating: 0, count: votes.annotatorCount)
        posterior.estimateSkills(votes, into: &skills)
        return (0..<votes.annotatorCount).map { annotator in
            let count = votes.votes(ofAnnotator: Int32(annotator)).count
            guard count > 0 else { return AnnotatorStanding(annotator: Int32(annotator), votes: 0) }
            var confusion = [Double](repeating: 0, count: classCount * classCount)
            for truth in 0..<classCount {
                for answer in 0..<classCount {
                    confusion[truth * classCount + answer] = errors[(annotator * classCount + answer) * classCount + truth]
                }
            }
            return AnnotatorStanding(annotator: Int32(annotator), votes: count, skill: skills[annotator], confusion: confusion)
        }
    }
}
