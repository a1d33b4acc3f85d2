import Foundation
import Kernels

/// How probable the votes on an item are under each class, for the annotators as they stand.
protocol VoteLikelihood: Sendable {
    /// row[k] = sum over the votes at `places` of weight * log P(answer | truth k).
    func sum(_ places: Range<Int>, into row: UnsafeMutablePointer<Double>)
}

/// The E step of Dawid-Skene and one-coin, and the bound, in one pass over the votes.
///
/// While the bound of the current posteriors is added up, the likelihoods it needs give the next posteriors at once; they
/// wait in a second table until `advance`. Probabilities below 1e-10 count as 1e-10 in the bound and as priors, as in
/// crowd-kit.
struct PosteriorStep {
    static let least = 1e-10

    let votes: VoteTable
    let gold: [Int32]
    let threads: Int
    /// All votes count 1.
    let isUnweighted: Bool
    private let totalWeight: Double
    private(set) var current: PosteriorTable
    private var next: PosteriorTable
    /// Sums of the current and the next posteriors over items, and their entropies.
    private var sums: [Double]
    private var nextSums: [Double]
    private var entropy = 0.0
    private var nextEntropy = 0.0
    private let ratedCount: Double

    /// What one piece of items adds.
    private struct Tally {
        var joint = 0.0
        var entropy = 0.0
        var sums: [Double]
    }

    init(_ votes: VoteTable, gold: [Int32], threads: Int) {
        self.votes = votes
        self.gold = gold
        self.threads = threads
        isUnweighted = votes.isUnweighted
        totalWeight = votes.weights.reduce(0, +)
        current = PosteriorTable.shares(votes, threads: threads)
        current.fix(gold)
        next = PosteriorTable(itemCount: votes.itemCount, classCount: votes.classCount)
        ratedCount = Double((0..<votes.itemCount).count { votes.itemStart[$0] < votes.itemStart[$0 + 1] })
        sums = current.priors(votes).map { [ratedCount] in $0 * ratedCount }
        nextSums = sums
    }

    /// Mean posterior of the items with votes.
    var priors: [Double] { sums.map { $0 / ratedCount } }

    mutating func advance() {
        swap(&current, &next)
        swap(&sums, &nextSums)
        swap(&entropy, &nextEntropy)
    }

    /// (expected log of votes and truth + entropy) per vote; the prior once per vote, as crowd-kit has it.
    mutating func expect(_ likelihood: some VoteLikelihood) -> Double {
        let tallies = sweep(likelihood)
        var whole = Tally(sums: Array(repeating: 0, count: votes.classCount))
        for tally in tallies {
            whole.joint += tally.joint
            whole.entropy += tally.entropy
            for k in whole.sums.indices { whole.sums[k] += tally.sums[k] }
        }
        nextSums = whole.sums
        nextEntropy = whole.entropy
        return (whole.joint + entropy) / totalWeight
    }

    private mutating func sweep(_ likelihood: some VoteLikelihood) -> [Tally] {
        let classCount = votes.classCount
        let logPriors = priors.map { log(max($0, Self.least)) }
        let (gold, isUnweighted) = (gold, isUnweighted)
        return current.values.withUnsafeBufferPointer { current in
            next.values.withUnsafeMutableBufferPointer { next in
                votes.withColumns { columns in
                    nonisolated(unsafe) let (current, next) = (current, next)
                    return Pieces(votes.itemCount, size: PosteriorTable.pieceSize).map(threads: threads) { items in
                        var tally = Tally(sums: Array(repeating: 0, count: classCount))
                        tally.sums.withUnsafeMutableBufferPointer { sums in
                            logPriors.withUnsafeBufferPointer { logPriors in
                                withUnsafeTemporaryAllocation(of: Double.self, capacity: classCount) { row in
                                    guard let row = row.baseAddress, let logPriors = logPriors.baseAddress, let sums = sums.baseAddress,
                                        let current = current.baseAddress, let next = next.baseAddress
                                    else { return }
                                    for item in items {
                                        let places = columns.votes(ofItem: item)
                                        guard !places.isEmpty else { continue }
                                        likelihood.sum(places, into: row)
                                        let count = isUnweighted ? Double(places.count) : Self.weight(columns, places)
                                        tally.joint += Self.joint(row, current + item * classCount, logPriors, count, classCount)
                                        let target = next + item * classCount
                                        if !gold.isEmpty, gold[item] >= 0 {
                                            Self.settle(target, on: Int(gold[item]), classCount)
                                            tally.entropy -= Double(classCount - 1) * Self.least * log(Self.least)
                                        } else {
                                            tally.entropy += Self.softmax(row, logPriors, into: target, classCount)
                                        }
                                        RowSums.add(target, times: 1, classCount, to: sums)
                                    }
                                }
                            }
                        }
                        return tally
                    }
                }
            }
        }
    }

    private static func weight(_ columns: VotePointers, _ places: Range<Int>) -> Double {
        var sum = 0.0
        for place in places { sum += columns.weights[place] }
        return sum
    }

    private static func settle(_ row: UnsafeMutablePointer<Double>, on truth: Int, _ classCount: Int) {
        for k in 0..<classCount { row[k] = k == truth ? 1 : 0 }
    }

    /// Expected log of the item's votes and truth under `posterior`.
    @inline(__always)
    private static func joint(
        _ row: UnsafeMutablePointer<Double>, _ posterior: UnsafePointer<Double>, _ logPriors: UnsafePointer<Double>, _ count: Double,
        _ classCount: Int
    ) -> Double {
        let least = 1e-10
        var (even, odd) = (0.0, 0.0)
        var k = 0
        while k + 1 < classCount {
            even += max(posterior[k], least) * (row[k] + count * logPriors[k])
            odd += max(posterior[k + 1], least) * (row[k + 1] + count * logPriors[k + 1])
            k += 2
        }
        if k < classCount { even += max(posterior[k], least) * (row[k] + count * logPriors[k]) }
        return even + odd
    }

    /// Posteriors of log likelihoods and log priors, and their entropy.
    @inline(__always)
    private static func softmax(
        _ row: UnsafeMutablePointer<Double>, _ logPriors: UnsafePointer<Double>, into target: UnsafeMutablePointer<Double>, _ classCount: Int
    ) -> Double {
        var highest = -Double.infinity
        for k in 0..<classCount {
            row[k] += logPriors[k]
            highest = max(highest, row[k])
        }
        var k = 0
        var sums = SIMD2<Double>.zero
        while k + 1 < classCount {
            let pair = PairedExponential.of(SIMD2(row[k] - highest, row[k + 1] - highest))
            target[k] = pair.x
            target[k + 1] = pair.y
            sums += pair
            k += 2
        }
        if k < classCount {
            target[k] = PairedExponential.of(row[k] - highest)
            sums.x += target[k]
        }
        let sum = sums.x + sums.y
        return scale(target, row, by: 1 / sum, highest + log(sum), classCount)
    }

    /// Shares from exponentials; their entropy, each counting as 1e-10 at least.
    @inline(__always)
    private static func scale(
        _ target: UnsafeMutablePointer<Double>, _ row: UnsafeMutablePointer<Double>, by scale: Double, _ logTotal: Double, _ classCount: Int
    ) -> Double {
        let (least, logLeast) = (1e-10, -23.025850929940457)
        var (even, odd) = (0.0, 0.0)
        var k = 0
        while k + 1 < classCount {
            let (p, q) = (target[k] * scale, target[k + 1] * scale)
            target[k] = p
            target[k + 1] = q
            even -= max(p, least) * max(row[k] - logTotal, logLeast)
            odd -= max(q, least) * max(row[k + 1] - logTotal, logLeast)
            k += 2
        }
        if k < classCount {
            target[k] *= scale
            even -= max(target[k], least) * max(row[k] - logTotal, logLeast)
        }
        return even + odd
    }
}
