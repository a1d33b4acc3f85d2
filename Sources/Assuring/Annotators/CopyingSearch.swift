import Foundation

/// Finds the pairs of `CopiedPair` without looking at every pair of annotators.
///
/// Only annotators who gave the same wrong answer to an item make a pair, up to `AnnotatorBars.copyingPairs` of them; of
/// those with three or more in common that could pass the bar at all, up to `copyingCandidates` have their shared items counted.
/// O(N + P log P + candidates * votes of an annotator).
struct CopyingSearch {
    /// By probability, then by place of the annotators.
    private(set) var pairs: [(first: Int32, second: Int32, figure: CopiedPair)] = []
    /// Items with too many equal wrong answers to look at.
    private(set) var itemsLeftOut = 0
    private(set) var candidatesLeftOut = 0
    /// Per annotator, items whose right answer is known.
    private(set) var judged: [Int]
    let bar: Double

    private let votes: VoteTable
    /// Per place of the table: right answer known, item looked at.
    private var isJudged: [Bool]
    private var isWrong: [Bool]

    init(_ evidence: AnnotatorEvidence) {
        votes = evidence.votes
        judged = Array(repeating: 0, count: votes.annotatorCount)
        isJudged = Array(repeating: false, count: votes.count)
        isWrong = isJudged
        let active = Double(evidence.active)
        bar = evidence.bars.falseAlarms / max(1, active * (active - 1) / 2)
        for place in 0..<Int32(votes.count) {
            let truth = evidence.copyTruth(place)
            isJudged[Int(place)] = truth >= 0
            isWrong[Int(place)] = truth >= 0 && truth != votes.classes[Int(place)]
        }
        let common = equalWrong(limit: evidence.bars.copyingPairs)
        let errors = errorRates()
        let ratio = Double(common.reduce(0) { $0 + $1.count }) / max(expectedInAll(errors), .leastNormalMagnitude)
        count(common, errors, ratio: ratio, limit: evidence.bars.copyingCandidates)
    }

    /// Pairs of annotators with how many equal wrong answers they have.
    private mutating func equalWrong(limit: Int) -> [(first: Int32, second: Int32, count: Int)] {
        var groups: [(item: Int32, pairs: Int)] = []
        for item in 0..<Int32(votes.itemCount) {
            let pairs = wrongPairs(item) { _, _ in }
            if pairs > 0 { groups.append((item, pairs)) }
        }
        groups.sort { ($0.pairs, $0.item) < ($1.pairs, $1.item) }
        var keys: [UInt64] = []
        for group in groups {
            guard keys.count + group.pairs <= limit else {
                itemsLeftOut += 1
                for place in votes.votes(ofItem: group.item) { (isJudged[place], isWrong[place]) = (false, false) }
                continue
            }
            wrongPairs(group.item) { keys.append(UInt64($0) << 32 | UInt64($1)) }
        }
        keys.sort()
        var pairs: [(first: Int32, second: Int32, count: Int)] = []
        var start = 0
        for end in stride(from: 1, through: keys.count, by: 1) where end == keys.count || keys[end] != keys[start] {
            pairs.append((Int32(keys[start] >> 32), Int32(keys[start] & 0xFFFF_FFFF), end - start))
            start = end
        }
        return pairs
    }

    /// Calls for each pair of annotators wrong in the same way on the item, the lower first.
    @discardableResult
    private func wrongPairs(_ item: Int32, _ body: (Int32, Int32) -> Void) -> Int {
        let wrong = votes.votes(ofItem: item).filter { isWrong[$0] }.map { (votes.classes[$0], votes.annotators[$0]) }.sorted { $0 < $1 }
        var pairs = 0
        for place in wrong.indices {
            var other = place + 1
            while other < wrong.count, wrong[other].0 == wrong[place].0 {
                body(wrong[place].1, wrong[other].1)
                pairs += 1
                other += 1
            }
        }
        return pairs
    }

    private mutating func errorRates() -> [Double] {
        var wrong = [Double](repeating: 0, count: votes.annotatorCount)
        for place in 0..<votes.count where isJudged[place] {
            judged[Int(votes.annotators[place])] += 1
            if isWrong[place] { wrong[Int(votes.annotators[place])] += 1 }
        }
        return wrong.indices.map { judged[$0] > 0 ? wrong[$0] / Double(judged[$0]) : 0 }
    }

    /// Sum of e_a e_b over all pairs of votes on an item: half of (sum e)^2 - sum e^2.
    private func expectedInAll(_ errors: [Double]) -> Double {
        var total = 0.0
        for item in 0..<Int32(votes.itemCount) {
            var (sum, squares) = (0.0, 0.0)
            for place in votes.votes(ofItem: item) where isJudged[place] {
                let error = errors[Int(votes.annotators[place])]
                sum += error
                squares += error * error
            }
            total += (sum * sum - squares) / 2
        }
        return total
    }

    private mutating func count(_ common: [(first: Int32, second: Int32, count: Int)], _ errors: [Double], ratio: Double, limit: Int) {
        func rate(_ first: Int32, _ second: Int32) -> Double { errors[Int(first)] * errors[Int(second)] * ratio }
        // They share at least the items they are both wrong on: who cannot pass with those alone cannot pass.
        var candidates = common.filter { $0.count > 2 && Self.poissonTail($0.count, Double($0.count) * rate($0.first, $0.second)) < bar }
        candidates.sort { ($1.count, $0.first, $0.second) < ($0.count, $1.first, $1.second) }
        candidatesLeftOut = max(0, candidates.count - limit)
        for pair in candidates.prefix(limit) {
            let shared = sharedItems(pair.first, pair.second)
            let expected = Double(shared) * rate(pair.first, pair.second)
            pairs.append((pair.first, pair.second, CopiedPair(
                first: votes.annotatorNames[Int(pair.first)], second: votes.annotatorNames[Int(pair.second)], shared: shared,
                sameWrong: pair.count, expected: expected, probability: Self.poissonTail(pair.count, expected))))
        }
        pairs.sort { ($0.figure.probability, $0.first, $0.second) < ($1.figure.probability, $1.first, $1.second) }
    }

    private func sharedItems(_ first: Int32, _ second: Int32) -> Int {
        let (left, right) = (votes.votes(ofAnnotator: first), votes.votes(ofAnnotator: second))
        var (i, j, shared) = (left.startIndex, right.startIndex, 0)
        while i < left.endIndex, j < right.endIndex {
            let (a, b) = (Int(left[i]), Int(right[j]))
            if votes.items[a] == votes.items[b] {
                if isJudged[a], isJudged[b] { shared += 1 }
                i += 1
                j += 1
            } else if votes.items[a] < votes.items[b] {
                i += 1
            } else {
                j += 1
            }
        }
        return shared
    }

    /// P(X >= count) for a Poisson X; 1 where the count is not above the mean, which is far from any bar.
    static func poissonTail(_ count: Int, _ mean: Double) -> Double {
        guard count > 0 else { return 1 }
        guard mean > 0 else { return 0 }
        guard Double(count) > mean else { return 1 }
        var logTerm = -mean
        for k in 1...count { logTerm += log(mean) - log(Double(k)) }
        var term = exp(logTerm)
        var sum = 0.0
        var k = count
        while term > sum * 1e-17 {
            sum += term
            k += 1
            term *= mean / Double(k)
        }
        return min(1, sum)
    }

    /// An annotator's strongest pair.
    func figure(_ annotator: Int32, _ bars: AnnotatorBars) -> Figure<AnswerCopying> {
        guard judged[Int(annotator)] >= bars.minimumSequence else { return Figure(.tooFew(judged[Int(annotator)], bars.minimumSequence)) }
        guard let pair = pairs.first(where: { $0.first == annotator || $0.second == annotator }) else {
            return Figure(AnswerCopying(other: nil, shared: 0, sameWrong: 0, expected: 0, probability: 1))
        }
        return Figure(AnswerCopying(
            other: pair.first == annotator ? pair.figure.second : pair.figure.first, shared: pair.figure.shared,
            sameWrong: pair.figure.sameWrong, expected: pair.figure.expected, probability: pair.figure.probability))
    }
}

extension AnnotatorEvidence {
    /// Gold where there is gold, then the consensus, then the others.
    func copyTruth(_ place: Int32) -> Int32 {
        let item = Int(votes.items[Int(place)])
        if let gold, gold[item] >= 0 { return gold[item] }
        return consensus.map { $0[item] } ?? others[Int(place)]
    }
}
