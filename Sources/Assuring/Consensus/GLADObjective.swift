import Foundation
import Kernels

/// -Q of GLAD and its gradient, for given posteriors; constant parts left out.
///
/// With z = alpha * exp(beta) and p the posterior of the vote's class, a vote adds log sigmoid(z) - (1 - p)(z + log(K - 1)).
/// The logarithms of an item's votes are taken of one product, which stays below 2^512.
struct GLADObjective: SmoothObjective {
    private let votes: VoteTable
    private let own: [Double]
    private let logOthers: Double
    private let abilityMean: Double
    private let easeMean: Double
    private let threads: Int
    private let isUnweighted: Bool
    /// What each vote adds to the gradient of its annotator.
    private var pull: [Double]

    private static let pieceSize = 256

    init(_ votes: VoteTable, own: [Double], logOthers: Double, method: GLAD, threads: Int) {
        self.votes = votes
        self.own = own
        self.logOthers = logOthers
        abilityMean = method.abilityMean
        easeMean = method.easeMean
        self.threads = threads
        isUnweighted = votes.isUnweighted
        pull = Array(repeating: 0, count: votes.count)
    }

    mutating func value(at point: [Double], gradient: inout [Double]) -> Double {
        let loss = byItem(point, &gradient)
        return loss + byAnnotator(point, &gradient)
    }

    /// The votes' part, the eases' prior and gradient, and the pulls.
    private mutating func byItem(_ point: [Double], _ gradient: inout [Double]) -> Double {
        let (logOthers, easeMean, isUnweighted) = (logOthers, easeMean, isUnweighted)
        let (annotatorCount, itemCount) = (votes.annotatorCount, votes.itemCount)
        let parts: [Double] = gradient.withUnsafeMutableBufferPointer { gradient in
            pull.withUnsafeMutableBufferPointer { pull in
                point.withUnsafeBufferPointer { point in
                    own.withUnsafeBufferPointer { own in
                        votes.withColumns { columns in
                            nonisolated(unsafe) let (gradient, pull, point, own) = (gradient, pull, point, own)
                            return Pieces(itemCount, size: PosteriorTable.pieceSize).map(threads: threads) { items in
                                var loss = 0.0
                                for item in items {
                                    let beta = point[annotatorCount + item]
                                    let ease = exp(beta)
                                    var slope = 0.0
                                    var product = 1.0
                                    for place in columns.votes(ofItem: item) {
                                        let weight = isUnweighted ? 1 : columns.weights[place]
                                        let alpha = point[Int(columns.annotators[place])]
                                        let z = alpha * ease
                                        let tail = exp(-abs(z))
                                        let share = 1 / (1 + tail)
                                        let sigmoid = z >= 0 ? share : tail * share
                                        let rest = (1 - own[place]) * (z + logOthers)
                                        if isUnweighted {
                                            product *= 1 + tail
                                            if product > 0x1p500 {
                                                loss += log(product)
                                                product = 1
                                            }
                                            loss += rest - min(z, 0)
                                        } else {
                                            loss += weight * (log1p(tail) + rest - min(z, 0))
                                        }
                                        let step = weight * (own[place] - sigmoid) * ease
                                        pull[place] = step
                                        slope += step * alpha
                                    }
                                    if product > 1 { loss += log(product) }
                                    gradient[annotatorCount + item] = beta - easeMean - slope
                                    loss += 0.5 * (beta - easeMean) * (beta - easeMean)
                                }
                                return loss
                            }
                        }
                    }
                }
            }
        }
        return parts.reduce(0, +)
    }

    /// The abilities' prior and gradient.
    private func byAnnotator(_ point: [Double], _ gradient: inout [Double]) -> Double {
        let abilityMean = abilityMean
        let annotatorCount = votes.annotatorCount
        let parts: [Double] = gradient.withUnsafeMutableBufferPointer { gradient in
            pull.withUnsafeBufferPointer { pull in
                point.withUnsafeBufferPointer { point in
                    votes.withColumns { columns in
                        nonisolated(unsafe) let (gradient, pull, point) = (gradient, pull, point)
                        return Pieces(annotatorCount, size: Self.pieceSize).map(threads: threads) { annotators in
                            var loss = 0.0
                            for annotator in annotators {
                                var slope = 0.0
                                for order in columns.orders(ofAnnotator: annotator) { slope += pull[Int(columns.annotatorOrder[order])] }
                                let off = point[annotator] - abilityMean
                                gradient[annotator] = off - slope
                                loss += 0.5 * off * off
                            }
                            return loss
                        }
                    }
                }
            }
        }
        return parts.reduce(0, +)
    }
}
