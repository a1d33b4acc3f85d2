/// What somebody answers when what is right: the cells that are not 0, and what follows from them.
///
/// Only classes that occur are held, so a million declared classes cost nothing.
public struct AnswerConfusion: Sendable, Hashable, Codable {
    public struct Cell: Sendable, Hashable, Codable {
        public var truth: Int
        public var answer: Int
        public var count: Int
    }

    public var basis: TruthBasis
    /// By truth, then answer.
    public var cells: [Cell]
    public var count: Int
    public var right: Int

    /// nil without an answer whose right one is known.
    init?(_ annotator: Int32, _ evidence: AnnotatorEvidence) {
        basis = evidence.bases[Int(annotator)]
        var keys: [Int] = []
        let classCount = evidence.votes.classCount
        for place in evidence.votes.votes(ofAnnotator: annotator) {
            let truth = evidence.truth(place, basis)
            if truth >= 0 { keys.append(Int(truth) * classCount + Int(evidence.votes.classes[Int(place)])) }
        }
        guard !keys.isEmpty else { return nil }
        keys.sort()
        cells = []
        for key in keys {
            let (truth, answer) = (key / classCount, key % classCount)
            if let last = cells.last, last.truth == truth, last.answer == answer {
                cells[cells.count - 1].count += 1
            } else {
                cells.append(Cell(truth: truth, answer: answer, count: 1))
            }
        }
        count = keys.count
        right = cells.reduce(0) { $0 + ($1.truth == $1.answer ? $1.count : 0) }
    }

    /// Cohen's kappa of the answers against the right ones; nil when both are of one and the same class.
    /// (po - pe) / (1 - pe) with pe from both margins. doi 10.1177/001316446002000104.
    public var kappa: Double? {
        let n = Double(count)
        var answers: [Int: Int] = [:]
        var truths: [Int: Int] = [:]
        for cell in cells {
            answers[cell.answer, default: 0] += cell.count
            truths[cell.truth, default: 0] += cell.count
        }
        let products = truths.keys.sorted().map { Double(truths[$0] ?? 0) * Double(answers[$0] ?? 0) }
        let chance = products.reduce(0, +) / (n * n)
        guard chance < 1 else { return nil }
        return (Double(right) / n - chance) / (1 - chance)
    }

    /// How much the answers depend on what is right: 0 for somebody who answers blindly, 1 for one who is always right or
    /// always wrong in the same way.
    ///
    /// sum over pairs of true classes c < c' and answers k of (e_ck - e_c'k)^2, over K (K - 1), with e_c the shares of the
    /// answers to class c and K the classes seen `minimum` times or more (Raykar & Yu, 2012, JMLR 13, 491-518).
    /// Few answers make it too high by about the mean of (1 - sum e^2) / n_c.
    /// - Returns: nil with fewer than two such classes.
    public func spammerScore(minimum: Int) -> Double? {
        var rows = 0
        var squares = 0.0
        var sums: [Int: Double] = [:]
        for run in runs where run.reduce(0, { $0 + $1.count }) >= minimum {
            let total = Double(run.reduce(0) { $0 + $1.count })
            rows += 1
            for cell in run {
                let share = Double(cell.count) / total
                squares += share * share
                sums[cell.answer, default: 0] += share
            }
        }
        guard rows > 1 else { return nil }
        // The sum over pairs of rows of |e_c - e_c'|^2 is rows * sum |e_c|^2 - |sum e_c|^2.
        let together = sums.keys.sorted().reduce(0.0) { $0 + (sums[$1] ?? 0) * (sums[$1] ?? 0) }
        let count = Double(rows)
        return max(0, (count * squares - together) / (count * (count - 1)))
    }

    /// The cells of each true class.
    private var runs: [ArraySlice<Cell>] {
        guard !cells.isEmpty else { return [] }
        var runs: [ArraySlice<Cell>] = []
        var start = 0
        for end in 1...cells.count where end == cells.count || cells[end].truth != cells[start].truth {
            runs.append(cells[start..<end])
            start = end
        }
        return runs
    }
}
