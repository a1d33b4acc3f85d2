import Glibc

/// The likeliest labels of the words of a line, and how likely each is: a linear-chain conditional random field.
///
/// Paper: Lafferty, McCallum & Pereira (2001), "Conditional random fields". The path is Viterbi's, the lower label on a
/// tie; probabilities are those of forward and backward sums, scaled at each word, and computed only where the path holds a
/// name.
/// Cost: O(N * 49) for N words. A model of wild numbers gives a probability of 0, never a trap.
struct NamePath {
    /// N x 7, row-major.
    private var scores: [Double]
    private let steps: [Double]
    private(set) var labels: [Int]

    /// What may not be first.
    private static let forbidden = -1e4

    init(scores: [Double], steps: [Double]) {
        self.scores = scores
        self.steps = steps
        labels = []
        labels = bestPath()
    }

    private func bestPath() -> [Int] {
        let size = NameLabel.count, count = scores.count / size
        guard count > 0 else { return [] }
        var best = (0..<size).map { NameLabel.goesOn($0) ? Self.forbidden : scores[$0] }, next = best
        var origins = [UInt8](repeating: 0, count: count * size)
        for word in 1..<max(count, 1) {
            for label in 0..<size {
                var from = 0, value = best[0] + steps[label]
                for other in 1..<size where best[other] + steps[other * size + label] > value {
                    (from, value) = (other, best[other] + steps[other * size + label])
                }
                origins[word * size + label] = UInt8(from)
                next[label] = value + scores[word * size + label]
            }
            swap(&best, &next)
        }
        var label = 0
        for other in 1..<size where best[other] > best[label] { label = other }
        var path = [Int](repeating: 0, count: count)
        for word in stride(from: count - 1, through: 0, by: -1) {
            path[word] = label
            label = Int(origins[word * size + label])
        }
        return path
    }

    /// Per word the probability of its label on the path.
    func probabilities() -> [Double] {
        let size = NameLabel.count, count = scores.count / size
        let steps = steps.map(exp), own = scaled()
        var forward = [Double](repeating: 0, count: count * size), backward = forward
        for word in 0..<count {
            for label in 0..<size {
                var sum = word == 0 ? (NameLabel.goesOn(label) ? 0 : 1) : 0.0
                if word > 0 { for other in 0..<size { sum += forward[(word - 1) * size + other] * steps[other * size + label] } }
                forward[word * size + label] = sum * own[word * size + label]
            }
            Self.scale(&forward, word * size)
        }
        for label in 0..<size { backward[(count - 1) * size + label] = 1 }
        for word in stride(from: count - 2, through: 0, by: -1) {
            for label in 0..<size {
                var sum = 0.0
                for other in 0..<size { sum += steps[label * size + other] * own[(word + 1) * size + other] * backward[(word + 1) * size + other] }
                backward[word * size + label] = sum
            }
            Self.scale(&backward, word * size)
        }
        return (0..<count).map { word in
            let all = (0..<size).map { forward[word * size + $0] * backward[word * size + $0] }
            let share = all[labels[word]] / all.reduce(0, +)
            return share >= 0 && share <= 1 ? share : 0
        }
    }

    /// exp of the scores, the largest of each word as 1.
    private func scaled() -> [Double] {
        let size = NameLabel.count
        var result = scores
        for start in stride(from: 0, to: scores.count, by: size) {
            let largest = scores[start..<start + size].reduce(-Double.infinity, max)
            for place in start..<start + size { result[place] = exp(scores[place] - largest) }
        }
        return result
    }

    private static func scale(_ values: inout [Double], _ start: Int) {
        var sum = 0.0
        for place in start..<start + NameLabel.count { sum += values[place] }
        for place in start..<start + NameLabel.count { values[place] /= sum }
    }
}
