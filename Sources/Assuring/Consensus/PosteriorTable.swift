/// Posteriors under construction: I x K, row-major, and what every method derives from them at the end.
struct PosteriorTable {
    let itemCount: Int
    let classCount: Int
    var values: [Double]

    init(itemCount: Int, classCount: Int) {
        self.itemCount = itemCount
        self.classCount = classCount
        values = Array(repeating: 0, count: itemCount * classCount)
    }

    /// Each item's share of votes per class, a vote counting its own weight times its annotator's.
    ///
    /// Where all weights of an item are 0 its votes count equally. Rows of items without votes stay 0.
    static func shares(_ votes: VoteTable, annotatorWeights: [Double]? = nil) -> PosteriorTable {
        var table = PosteriorTable(itemCount: votes.itemCount, classCount: votes.classCount)
        let classCount = votes.classCount
        table.values.withUnsafeMutableBufferPointer { values in
            for item in 0..<votes.itemCount {
                let places = votes.votes(ofItem: Int32(item))
                let row = item * classCount
                var sum = 0.0
                for place in places {
                    let weight = votes.weights[place] * (annotatorWeights?[Int(votes.annotators[place])] ?? 1)
                    values[row + Int(votes.classes[place])] += weight
                    sum += weight
                }
                if sum <= 0 {
                    for place in places { values[row + Int(votes.classes[place])] += votes.weights[place] }
                    for place in places { sum += votes.weights[place] }
                }
                guard sum > 0 else { continue }
                for cell in row..<row + classCount { values[cell] /= sum }
            }
        }
        return table
    }

    /// Mean of the rows that have votes.
    func priors(_ votes: VoteTable) -> [Double] {
        var sums = [Double](repeating: 0, count: classCount)
        var rated = 0.0
        for item in 0..<itemCount where votes.itemStart[item] < votes.itemStart[item + 1] {
            rated += 1
            for k in 0..<classCount { sums[k] += values[item * classCount + k] }
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

    mutating func fillUnrated(_ votes: VoteTable, with priors: [Double]) {
        for item in 0..<itemCount where votes.itemStart[item] == votes.itemStart[item + 1] {
            for k in 0..<classCount { values[item * classCount + k] = priors[k] }
        }
    }

    func winners(_ votes: VoteTable, _ ties: TieRule) -> [Int32] {
        (0..<itemCount).map { item in
            guard votes.itemStart[item] < votes.itemStart[item + 1] else { return -1 }
            return winner(ofItem: item, ties)
        }
    }

    private func winner(ofItem item: Int, _ ties: TieRule) -> Int32 {
        let row = item * classCount
        var best = 0
        for k in 1..<max(classCount, 1) where values[row + k] > values[row + best] { best = k }
        let bar = values[row + best] - Consensus.tieSlack
        for k in 0..<classCount where k != best && values[row + k] >= bar {
            if ties == .unresolved { return -1 }
            best = min(best, k)
        }
        return Int32(best)
    }

    var margins: [Double] {
        (0..<itemCount).map { item in
            var first = 0.0
            var second = 0.0
            for value in values[item * classCount..<(item + 1) * classCount] {
                if value > first {
                    second = first
                    first = value
                } else if value > second {
                    second = value
                }
            }
            return first - second
        }
    }
}

extension Consensus {
    /// Winner and margin from the posterior; items without votes get the priors and no winner.
    init(
        _ table: PosteriorTable, _ votes: VoteTable, by method: some ConsensusMethod, priors: [Double],
        annotators: [AnnotatorStanding], iterations: Int = 1, stopReason: StopReason = .singlePass, objective: [Double] = []
    ) {
        var table = table
        table.fillUnrated(votes, with: priors)
        self.init(
            winner: table.winners(votes, method.ties), posterior: table.values, classCount: table.classCount,
            margin: table.margins, annotators: annotators, priors: priors, method: method.name,
            parameters: method.parameters, iterations: iterations, stopReason: stopReason, objective: objective)
    }
}
