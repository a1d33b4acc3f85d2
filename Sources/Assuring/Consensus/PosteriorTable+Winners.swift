extension PosteriorTable {
    /// The class of each item; -1 without votes and on a tie left open. Items of `gold` have their class.
    func winners(_ votes: VoteTable, gold: [Int32] = [], _ ties: TieRule) -> [Int32] {
        [Int32](unsafeUninitializedCapacity: itemCount) { winners, count in
            values.withUnsafeBufferPointer { values in
                votes.itemStart.withUnsafeBufferPointer { start in
                    for item in 0..<itemCount {
                        winners[item] = start[item] < start[item + 1] ? winner(values, item * classCount, ties) : -1
                    }
                }
            }
            for item in gold.indices where gold[item] >= 0 { winners[item] = gold[item] }
            count = itemCount
        }
    }

    @inline(__always)
    private func winner(_ values: UnsafeBufferPointer<Double>, _ row: Int, _ ties: TieRule) -> Int32 {
        var highest = -Double.infinity
        for k in 0..<classCount where values[row + k] > highest { highest = values[row + k] }
        let bar = highest - Consensus.tieSlack
        var first = -1
        for k in 0..<classCount where values[row + k] >= bar {
            if first < 0 {
                first = k
                if ties == .lowerClass { break }
            } else {
                return -1
            }
        }
        return Int32(first)
    }

    /// Highest posterior less the second highest.
    var margins: [Double] {
        [Double](unsafeUninitializedCapacity: itemCount) { margins, count in
            values.withUnsafeBufferPointer { values in
                for item in 0..<itemCount {
                    var first = 0.0
                    var second = 0.0
                    for cell in item * classCount..<(item + 1) * classCount {
                        let value = values[cell]
                        second = max(second, min(first, value))
                        first = max(first, value)
                    }
                    margins[item] = first - second
                }
            }
            count = itemCount
        }
    }
}

extension Consensus {
    /// Winner and margin from the posterior; items without votes get the priors and no winner, gold items their class.
    init(
        _ table: consuming PosteriorTable, _ votes: VoteTable, by method: some ConsensusMethod, priors: [Double],
        annotators: [AnnotatorStanding], iterations: Int = 1, stopReason: StopReason = .singlePass, objective: [Double] = [],
        keepingGold: Bool = true
    ) {
        let gold = keepingGold ? method.gold : []
        table.fix(gold)
        table.fillUnrated(votes, gold: gold, with: priors)
        self.init(
            winner: table.winners(votes, gold: gold, method.ties), posterior: table.values, classCount: table.classCount,
            margin: table.margins, annotators: annotators, priors: priors, method: method.name,
            parameters: method.parameters, iterations: iterations, stopReason: stopReason, objective: objective)
    }
}
