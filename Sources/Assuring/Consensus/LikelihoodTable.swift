import Foundation

/// Log likelihoods of each item's votes under each class (I x K), and the two things EM does with them.
///
/// Probabilities below 1e-10 count as 1e-10, as in crowd-kit, so that one surprising vote cannot rule out a class.
struct LikelihoodTable {
    static let least = 1e-10

    let classCount: Int
    var values: [Double]

    init(itemCount: Int, classCount: Int) {
        self.classCount = classCount
        values = Array(repeating: 0, count: itemCount * classCount)
    }

    /// values[i][k] = sum over votes of item i of weight * logErrors[annotator][answer][k].
    mutating func sum(_ votes: VoteTable, logErrors: [Double]) {
        let classCount = classCount
        values.withUnsafeMutableBufferPointer { values in
            logErrors.withUnsafeBufferPointer { logErrors in
                votes.withColumns { columns in
                    for cell in values.indices { values[cell] = 0 }
                    for place in 0..<columns.count {
                        let row = Int(columns.items[place]) * classCount
                        let source = (Int(columns.annotators[place]) * classCount + Int(columns.classes[place])) * classCount
                        let weight = columns.weights[place]
                        for k in 0..<classCount { values[row + k] += weight * logErrors[source + k] }
                    }
                }
            }
        }
    }

    /// Softmax of likelihood and prior into `posterior`, for items with votes.
    func posteriors(_ votes: VoteTable, priors: [Double], into posterior: inout PosteriorTable) {
        let classCount = classCount
        let logPriors = priors.map { log(max($0, Self.least)) }
        values.withUnsafeBufferPointer { values in
            posterior.values.withUnsafeMutableBufferPointer { posterior in
                logPriors.withUnsafeBufferPointer { logPriors in
                    for item in 0..<votes.itemCount where votes.itemStart[item] < votes.itemStart[item + 1] {
                        let row = item * classCount
                        var highest = -Double.infinity
                        for k in 0..<classCount { highest = max(highest, values[row + k] + logPriors[k]) }
                        var sum = 0.0
                        for k in 0..<classCount {
                            let value = exp(values[row + k] + logPriors[k] - highest)
                            posterior[row + k] = value
                            sum += value
                        }
                        for k in 0..<classCount { posterior[row + k] /= sum }
                    }
                }
            }
        }
    }

    /// (expected log of votes and truth + entropy of the posterior) / votes; the prior once per vote, as crowd-kit has it.
    func bound(_ votes: VoteTable, priors: [Double], posterior: PosteriorTable) -> Double {
        let classCount = classCount
        let logPriors = priors.map { log(max($0, Self.least)) }
        var sum = 0.0
        var total = 0.0
        values.withUnsafeBufferPointer { values in
            posterior.values.withUnsafeBufferPointer { posterior in
                votes.weights.withUnsafeBufferPointer { weights in
                    for item in 0..<votes.itemCount {
                        var count = 0.0
                        for place in Int(votes.itemStart[item])..<Int(votes.itemStart[item + 1]) { count += weights[place] }
                        guard count > 0 else { continue }
                        total += count
                        for k in 0..<classCount {
                            let p = max(posterior[item * classCount + k], Self.least)
                            sum += p * (values[item * classCount + k] + count * logPriors[k] - log(p))
                        }
                    }
                }
            }
        }
        return sum / total
    }
}

/// The columns of a vote table as pointers, for loops over all votes.
struct VotePointers {
    let items: UnsafeBufferPointer<Int32>
    let annotators: UnsafeBufferPointer<Int32>
    let classes: UnsafeBufferPointer<Int32>
    let weights: UnsafeBufferPointer<Double>
    var count: Int { classes.count }
}

extension VoteTable {
    func withColumns<Result>(_ body: (VotePointers) -> Result) -> Result {
        items.withUnsafeBufferPointer { items in
            annotators.withUnsafeBufferPointer { annotators in
                classes.withUnsafeBufferPointer { classes in
                    weights.withUnsafeBufferPointer { weights in
                        body(VotePointers(items: items, annotators: annotators, classes: classes, weights: weights))
                    }
                }
            }
        }
    }
}
