import Kernels

/// Posteriors under construction: I x K, row-major, and what every method derives from them at the end.
struct PosteriorTable {
    let itemCount: Int
    let classCount: Int
    var values: [Double]

    /// Items a thread works on at a time. The cuts do not depend on the number of threads.
    static let pieceSize = 4096

    init(itemCount: Int, classCount: Int) {
        self.itemCount = itemCount
        self.classCount = classCount
        values = Array(repeating: 0, count: itemCount * classCount)
    }

    /// Each item's share of votes per class, a vote counting its own weight times its annotator's.
    ///
    /// Where all weights of an item are 0 its votes count equally. Rows of items without votes stay 0.
    static func shares(_ votes: VoteTable, annotatorWeights: [Double]? = nil, threads: Int = 1) -> PosteriorTable {
        var table = PosteriorTable(itemCount: votes.itemCount, classCount: votes.classCount)
        table.fillShares(votes, annotatorWeights, threads)
        return table
    }

    /// The same over what was there.
    mutating func countShares(_ votes: VoteTable, _ annotatorWeights: [Double]?, _ threads: Int) {
        values.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
        fillShares(votes, annotatorWeights, threads)
    }

    private mutating func fillShares(_ votes: VoteTable, _ annotatorWeights: [Double]?, _ threads: Int) {
        let classCount = classCount
        values.withUnsafeMutableBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            nonisolated(unsafe) let rows = start
            _ = Pieces(itemCount, size: Self.pieceSize).map(threads: threads) { items in
                votes.withColumns { columns in
                    for item in items {
                        let places = columns.votes(ofItem: item)
                        Self.fillRow(columns, places, annotatorWeights, rows + item * classCount, classCount)
                    }
                }
            }
        }
    }

    @inline(__always)
    private static func fillRow(
        _ columns: VotePointers, _ places: Range<Int>, _ annotatorWeights: [Double]?, _ row: UnsafeMutablePointer<Double>,
        _ classCount: Int
    ) {
        var sum = 0.0
        if let annotatorWeights {
            for place in places {
                let weight = columns.weights[place] * annotatorWeights[Int(columns.annotators[place])]
                row[Int(columns.classes[place])] += weight
                sum += weight
            }
        }
        if sum <= 0 {
            for place in places {
                row[Int(columns.classes[place])] += columns.weights[place]
                sum += columns.weights[place]
            }
        }
        guard sum > 0 else { return }
        for k in 0..<classCount { row[k] /= sum }
    }

    /// Mean of the rows that have votes.
    func priors(_ votes: VoteTable) -> [Double] {
        var sums = [Double](repeating: 0, count: classCount)
        var rated = 0.0
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                votes.itemStart.withUnsafeBufferPointer { start in
                    for item in 0..<itemCount where start[item] < start[item + 1] {
                        rated += 1
                        for k in 0..<classCount { sums[k] += values[item * classCount + k] }
                    }
                }
            }
        }
        return sums.map { rated > 0 ? $0 / rated : 0 }
    }

    /// Weighted mean posterior of each annotator's own answers: how often they are thought to be right. 0 without votes.
    func estimateSkills(_ votes: VoteTable, into skills: inout [Double]) {
        var totals = [Double](repeating: 0, count: skills.count)
        values.withUnsafeBufferPointer { values in
            skills.withUnsafeMutableBufferPointer { skills in
                totals.withUnsafeMutableBufferPointer { totals in
                    for annotator in skills.indices { skills[annotator] = 0 }
                    votes.withColumns { columns in
                        for place in 0..<columns.count {
                            let annotator = Int(columns.annotators[place])
                            let weight = columns.weights[place]
                            skills[annotator] += weight * values[Int(columns.items[place]) * classCount + Int(columns.classes[place])]
                            totals[annotator] += weight
                        }
                    }
                    for annotator in skills.indices where totals[annotator] > 0 { skills[annotator] /= totals[annotator] }
                }
            }
        }
    }

    /// Certainty for the items whose class is known.
    mutating func fix(_ gold: [Int32]) {
        for item in gold.indices where gold[item] >= 0 {
            for k in 0..<classCount { values[item * classCount + k] = k == Int(gold[item]) ? 1 : 0 }
        }
    }

    mutating func fillUnrated(_ votes: VoteTable, gold: [Int32], with priors: [Double]) {
        for item in 0..<itemCount where votes.itemStart[item] == votes.itemStart[item + 1] {
            if !gold.isEmpty, gold[item] >= 0 { continue }
            for k in 0..<classCount { values[item * classCount + k] = priors[k] }
        }
    }
}
