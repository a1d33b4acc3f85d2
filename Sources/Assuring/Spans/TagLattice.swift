import Foundation

/// Tokens x tags of one sentence, for forward-backward and Viterbi. All arrays are token-major and reused.
struct TagLattice {
    let classCount: Int
    private(set) var length = 0
    /// Log emissions; exponentials of them less each token's greatest after `forwardBackward`.
    var emissions: [Double] = []
    private var logEmissions: [Double] = []
    private var forward: [Double] = []
    private var backward: [Double] = []
    private(set) var posteriors: [Double] = []
    private var scales: [Double] = []
    private(set) var likelihood = 0.0

    init(classCount: Int) { self.classCount = classCount }

    mutating func start(length: Int) {
        self.length = length
        let cells = length * classCount
        if emissions.count < cells {
            emissions = Array(repeating: 0, count: cells)
            (logEmissions, forward, backward, posteriors) = (emissions, emissions, emissions, emissions)
            scales = Array(repeating: 0, count: length)
        }
        for cell in 0..<cells { emissions[cell] = 0 }
        likelihood = 0
    }

    mutating func forwardBackward(_ model: HMMCrowdModel) {
        exponentiate()
        runForward(model)
        runBackward(model)
        for token in 0..<length {
            let row = token * classCount
            var sum = 0.0
            for k in row..<row + classCount {
                posteriors[k] = forward[k] * backward[k]
                sum += posteriors[k]
            }
            for k in row..<row + classCount { posteriors[k] /= sum }
        }
    }

    private mutating func exponentiate() {
        for token in 0..<length {
            let row = token * classCount
            var greatest = -Double.infinity
            for k in row..<row + classCount { greatest = max(greatest, emissions[k]) }
            likelihood += greatest
            for k in row..<row + classCount {
                logEmissions[k] = emissions[k]
                // A hair above 0, so that no allowed sequence is impossible.
                emissions[k] = max(exp(emissions[k] - greatest), 1e-200)
            }
        }
    }

    private mutating func runForward(_ model: HMMCrowdModel) {
        let count = classCount
        forward.withUnsafeMutableBufferPointer { forward in
            emissions.withUnsafeBufferPointer { emissions in
                model.transitions.withUnsafeBufferPointer { transitions in
                    for token in 0..<length {
                        let row = token * count
                        if token == 0 {
                            for k in 0..<count { forward[k] = model.starts[k] }
                        } else {
                            for k in 0..<count { forward[row + k] = 0 }
                            for j in 0..<count {
                                let before = forward[row - count + j]
                                for k in 0..<count { forward[row + k] += before * transitions[j * count + k] }
                            }
                        }
                        var sum = 0.0
                        for k in 0..<count {
                            forward[row + k] *= emissions[row + k]
                            sum += forward[row + k]
                        }
                        for k in 0..<count { forward[row + k] /= sum }
                        scales[token] = sum
                        likelihood += log(sum)
                    }
                }
            }
        }
    }

    private mutating func runBackward(_ model: HMMCrowdModel) {
        let count = classCount
        backward.withUnsafeMutableBufferPointer { backward in
            emissions.withUnsafeBufferPointer { emissions in
                model.transitions.withUnsafeBufferPointer { transitions in
                    for k in 0..<count { backward[(length - 1) * count + k] = 1 }
                    for token in stride(from: length - 2, through: 0, by: -1) {
                        let (row, next) = (token * count, (token + 1) * count)
                        let scale = 1 / scales[token + 1]
                        for j in 0..<count {
                            var sum = 0.0
                            for k in 0..<count { sum += transitions[j * count + k] * emissions[next + k] * backward[next + k] }
                            backward[row + j] = sum * scale
                        }
                    }
                }
            }
        }
    }

    func addTransitions(_ model: HMMCrowdModel, to counts: inout HMMCrowdCounts) {
        let count = classCount
        counts.likelihood += likelihood
        for k in 0..<count { counts.starts[k] += posteriors[k] }
        counts.transitions.withUnsafeMutableBufferPointer { sums in
            model.transitions.withUnsafeBufferPointer { transitions in
                forward.withUnsafeBufferPointer { forward in
                    for token in 1..<max(length, 1) {
                        let (row, before) = (token * count, (token - 1) * count)
                        let scale = 1 / scales[token]
                        for j in 0..<count {
                            let from = forward[before + j] * scale
                            for k in 0..<count {
                                sums[j * count + k] += from * transitions[j * count + k] * emissions[row + k] * backward[row + k]
                            }
                        }
                    }
                }
            }
        }
    }

    /// The likeliest sequence as a whole; of equal ones the lower tags, decided from the end.
    func bestPath(_ model: HMMCrowdModel) -> [Int] {
        let count = classCount
        let logTransitions = model.transitions.map { log($0) }
        var scores = (0..<count).map { log(model.starts[$0]) + logEmissions[$0] }
        var from = [Int32](repeating: 0, count: length * count)
        for token in 1..<max(length, 1) {
            var next = [Double](repeating: -.infinity, count: count)
            for k in 0..<count {
                for j in 0..<count where scores[j] + logTransitions[j * count + k] > next[k] {
                    next[k] = scores[j] + logTransitions[j * count + k]
                    from[token * count + k] = Int32(j)
                }
                next[k] += logEmissions[token * count + k]
            }
            scores = next
        }
        var tag = 0
        for k in 1..<max(count, 1) where scores[k] > scores[tag] { tag = k }
        var path = [Int](repeating: tag, count: length)
        for token in stride(from: length - 1, to: 0, by: -1) {
            tag = Int(from[token * count + tag])
            path[token - 1] = tag
        }
        return path
    }

    /// Posterior of a tag at a token, and the highest other one.
    func posterior(_ token: Int, _ tag: Int) -> (here: Double, other: Double) {
        let row = token * classCount
        var other = 0.0
        for k in 0..<classCount where k != tag { other = max(other, posteriors[row + k]) }
        return (posteriors[row + tag], other)
    }
}
