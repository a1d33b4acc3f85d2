import Foundation

/// Scores of all taggings of one text after the other: forward and backward sums, the best tagging, and how probable its
/// stretches are.
///
/// A linear-chain conditional random field (Lafferty et al., 2001): a tagging scores the sum of its words' tag scores and of its
/// transitions. Sums run over exponentials scaled at each word to a sum of 1 (Rabiner, 1989, doi 10.1109/5.18626), so nothing
/// overflows and no logarithm is taken inside. Cost: T L^2 for T words and L tags. Keep one value: its arrays are reused.
struct ChainLattice {
    let tagCount: Int
    /// exp of the score of `next` behind `previous`: L x L, row-major by `previous`.
    private let transitions: [Double]
    private(set) var length = 0
    /// T x L: scores, later their exponentials less the word's greatest.
    var scores: [Double] = []
    private var forward: [Double] = []
    private var backward: [Double] = []
    /// What each word's forward sums were multiplied by.
    private var scales: [Double] = []

    init(transitions: [Double], tagCount: Int) {
        self.tagCount = tagCount
        self.transitions = transitions.map { exp($0) }
    }

    /// Makes room for a text of `length` words; `scores` are zero then.
    mutating func begin(_ length: Int) {
        self.length = length
        scores.removeAll(keepingCapacity: true)
        scores.append(contentsOf: repeatElement(0, count: length * tagCount))
    }

    /// Turns scores into forward and backward sums. Returns the logarithm of the sum over all taggings.
    mutating func sum() -> Double {
        let (length, tags) = (length, tagCount)
        for array in [\ChainLattice.forward, \.backward] {
            self[keyPath: array].removeAll(keepingCapacity: true)
            self[keyPath: array].append(contentsOf: repeatElement(0, count: length * tags))
        }
        scales.removeAll(keepingCapacity: true)
        scales.append(contentsOf: repeatElement(1, count: length))
        var total = 0.0
        transitions.withUnsafeBufferPointer { transitions in
            scores.withUnsafeMutableBufferPointer { scores in
                forward.withUnsafeMutableBufferPointer { forward in
                    backward.withUnsafeMutableBufferPointer { backward in
                        scales.withUnsafeMutableBufferPointer { scales in
                            total = Self.ahead(length, tags, transitions, scores, forward, scales)
                            Self.back(length, tags, transitions, scores, backward, scales)
                        }
                    }
                }
            }
        }
        return total
    }

    private static func ahead(
        _ length: Int, _ tags: Int, _ transitions: UnsafeBufferPointer<Double>, _ scores: UnsafeMutableBufferPointer<Double>,
        _ forward: UnsafeMutableBufferPointer<Double>, _ scales: UnsafeMutableBufferPointer<Double>
    ) -> Double {
        var total = 0.0
        for word in 0..<length {
            let first = word * tags
            var greatest = -Double.infinity
            for tag in 0..<tags { greatest = max(greatest, scores[first + tag]) }
            for tag in 0..<tags { scores[first + tag] = exp(scores[first + tag] - greatest) }
            if word == 0 {
                for tag in 0..<tags { forward[tag] = scores[tag] }
            } else {
                for previous in 0..<tags {
                    let mass = forward[first - tags + previous]
                    for tag in 0..<tags { forward[first + tag] += mass * transitions[previous * tags + tag] }
                }
                for tag in 0..<tags { forward[first + tag] *= scores[first + tag] }
            }
            var sum = 0.0
            for tag in 0..<tags { sum += forward[first + tag] }
            scales[word] = 1 / sum
            for tag in 0..<tags { forward[first + tag] /= sum }
            total += greatest + log(sum)
        }
        return total
    }

    private static func back(
        _ length: Int, _ tags: Int, _ transitions: UnsafeBufferPointer<Double>, _ scores: UnsafeMutableBufferPointer<Double>,
        _ backward: UnsafeMutableBufferPointer<Double>, _ scales: UnsafeMutableBufferPointer<Double>
    ) {
        guard length > 0 else { return }
        for tag in 0..<tags { backward[(length - 1) * tags + tag] = 1 }
        withUnsafeTemporaryAllocation(of: Double.self, capacity: tags) { ahead in
            for word in stride(from: length - 2, through: 0, by: -1) {
                let next = (word + 1) * tags
                for tag in 0..<tags { ahead[tag] = scores[next + tag] * backward[next + tag] * scales[word + 1] }
                for previous in 0..<tags {
                    var sum = 0.0
                    for tag in 0..<tags { sum += transitions[previous * tags + tag] * ahead[tag] }
                    backward[word * tags + previous] = sum
                }
            }
        }
    }

    /// After `sum()`: how probable a tag is at a word.
    @inline(__always)
    func probability(_ word: Int, _ tag: Int) -> Double { forward[word * tagCount + tag] * backward[word * tagCount + tag] }

    /// After `sum()`: how probable two tags are at a word and the next.
    @inline(__always)
    func probability(_ word: Int, _ tag: Int, then next: Int) -> Double {
        let place = (word + 1) * tagCount + next
        return forward[word * tagCount + tag] * transitions[tag * tagCount + next] * scores[place] * backward[place] * scales[word + 1]
    }

    /// After `sum()`: adds to L x L how often each transition is to be expected.
    func addTransitions(to expected: UnsafeMutableBufferPointer<Double>) {
        guard length > 1 else { return }
        let tags = tagCount
        withUnsafeTemporaryAllocation(of: Double.self, capacity: tags) { ahead in
            for word in 0..<length - 1 {
                let next = (word + 1) * tags
                for tag in 0..<tags { ahead[tag] = scores[next + tag] * backward[next + tag] * scales[word + 1] }
                for previous in 0..<tags {
                    let mass = forward[word * tags + previous]
                    for tag in 0..<tags { expected[previous * tags + tag] += mass * transitions[previous * tags + tag] * ahead[tag] }
                }
            }
        }
    }

    /// After `sum()`: the best tagging in which an entity goes on only behind its own kind (Viterbi).
    func best() -> [Int] {
        guard length > 0 else { return [] }
        let tags = tagCount
        var values = (0..<tags).map { EntityTags.mayFollow($0, nil) ? log(scores[$0]) : -.infinity }
        var origins = [Int](repeating: 0, count: length * tags)
        for word in 1..<max(1, length) {
            var next = [Double](repeating: -.infinity, count: tags)
            for tag in 0..<tags {
                for previous in 0..<tags where EntityTags.mayFollow(tag, previous) {
                    let value = values[previous] + log(transitions[previous * tags + tag])
                    if value > next[tag] { (next[tag], origins[word * tags + tag]) = (value, previous) }
                }
                next[tag] += log(scores[word * tags + tag])
            }
            values = next
        }
        var result = [Int](repeating: 0, count: length)
        for tag in 1..<max(1, tags) where values[tag] > values[result[length - 1]] { result[length - 1] = tag }
        for word in stride(from: length - 1, to: 0, by: -1) { result[word - 1] = origins[word * tags + result[word]] }
        return result
    }

    /// After `sum()`: how probable it is that exactly these words have these tags and the entity does not go on.
    func confidence(first: Int, last: Int, kind: Int) -> Double {
        let (begin, inside) = (2 * kind + 1, 2 * kind + 2)
        var (result, tag) = (probability(first, begin), begin)
        for word in first..<last {
            result *= share(word, tag, then: inside)
            tag = inside
        }
        if last + 1 < length { result *= 1 - share(last, tag, then: inside) }
        return min(1, max(0, result))
    }

    private func share(_ word: Int, _ tag: Int, then next: Int) -> Double {
        let mass = probability(word, tag)
        return mass > 0 ? min(1, probability(word, tag, then: next) / mass) : 0
    }
}
