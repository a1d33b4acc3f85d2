/// What the figures of all annotators are made of, computed once: right answers per vote, seconds per vote.
///
/// The right answer to a vote is the gold answer of its item where the annotator has enough gold votes; else the given
/// consensus; else the majority of the others on the item, which a tie leaves open. O(N + I K').
struct AnnotatorEvidence {
    let history: VoteHistory
    let votes: VoteTable
    let bars: AnnotatorBars
    /// Per item, -1 without.
    let gold: [Int32]?
    let consensus: [Int32]?
    /// Majority of the other annotators, per place of the table; -1 without or on a tie.
    let others: [Int32]
    /// Where each vote of the history stands in the table; a vote replaced by a later one has that one's place.
    let placeOfVote: [Int32]
    let bases: [TruthBasis]
    /// Seconds of each vote of the history, NaN where not known; nil without any.
    let seconds: [Double]?
    /// The answers of all votes of the table, as shares.
    let classShares: [Double]
    /// Annotators with at least one vote.
    let active: Int

    init(_ history: VoteHistory, gold: [Int32]?, consensus: [Int32]?, bars: AnnotatorBars) {
        let votes = history.votes
        self.history = history
        self.votes = votes
        self.bars = bars
        self.gold = gold
        self.consensus = consensus
        others = Self.majorityOfOthers(votes)
        placeOfVote = Self.places(history)
        seconds = Self.seconds(history, sessionGap: bars.sessionGap)
        var counts = [Double](repeating: 0, count: votes.classCount)
        for k in votes.classes { counts[Int(k)] += 1 }
        classShares = counts.map { $0 / Double(max(votes.count, 1)) }
        active = (0..<votes.annotatorCount).count { votes.annotatorStart[$0] < votes.annotatorStart[$0 + 1] }
        bases = (0..<Int32(votes.annotatorCount)).map { annotator in
            let judged = gold.map { gold in votes.votes(ofAnnotator: annotator).count { gold[Int(votes.items[Int($0)])] >= 0 } } ?? 0
            return judged >= bars.minimumVotes ? .gold : consensus == nil ? .others : .consensus
        }
    }

    /// The right answer to the vote at a place of the table; -1 where it is not known.
    func truth(_ place: Int32, _ basis: TruthBasis) -> Int32 {
        switch basis {
        case .gold: gold?[Int(votes.items[Int(place)])] ?? -1
        case .consensus: consensus?[Int(votes.items[Int(place)])] ?? -1
        case .others: others[Int(place)]
        }
    }

    /// Bar of a probability asked of every annotator.
    var chanceBar: Double { bars.falseAlarms / Double(max(active, 1)) }

    private static func majorityOfOthers(_ votes: VoteTable) -> [Int32] {
        var winners = [Int32](repeating: -1, count: votes.count)
        var weights = [Double](repeating: 0, count: votes.classCount)
        var seen: [Int32] = []
        for item in 0..<Int32(votes.itemCount) {
            let places = votes.votes(ofItem: item)
            guard places.count > 1 else { continue }
            for place in places {
                let k = votes.classes[place]
                if weights[Int(k)] == 0 { seen.append(k) }
                weights[Int(k)] += votes.weights[place]
            }
            for place in places {
                let own = Int(votes.classes[place])
                let left = weights[own] - votes.weights[place]
                winners[place] = winner(seen, weights, own: Int32(own), left: left)
            }
            for k in seen { weights[Int(k)] = 0 }
            seen.removeAll(keepingCapacity: true)
        }
        return winners
    }

    private static func winner(_ seen: [Int32], _ weights: [Double], own: Int32, left: Double) -> Int32 {
        let slack = Consensus.tieSlack
        var best: Int32 = -1
        var most = slack
        var isTied = true
        for k in seen {
            let weight = k == own ? left : weights[Int(k)]
            if weight > most + slack {
                (best, most, isTied) = (k, weight, false)
            } else if weight >= most - slack {
                isTied = true
            }
        }
        return isTied ? -1 : best
    }

    private static func places(_ history: VoteHistory) -> [Int32] {
        let votes = history.votes
        return (0..<history.count).map { vote in
            let run = votes.votes(ofItem: history.items[vote])
            var (low, high) = (run.lowerBound, run.upperBound - 1)
            while low < high {
                let middle = (low + high) / 2
                if votes.annotators[middle] < history.annotators[vote] { low = middle + 1 } else { high = middle }
            }
            return Int32(low)
        }
    }

    /// Seconds spent; where only times are known, the time since the annotator's vote before, within a session.
    private static func seconds(_ history: VoteHistory, sessionGap: Double) -> [Double]? {
        if let seconds = history.seconds { return seconds }
        guard let times = history.times else { return nil }
        var gaps = [Double](repeating: .nan, count: times.count)
        for annotator in 0..<Int32(history.votes.annotatorCount) {
            let own = history.votes(ofAnnotator: annotator)
            for (before, vote) in zip(own, own.dropFirst()) {
                let gap = times[Int(vote)] - times[Int(before)]
                if gap > 0, gap <= sessionGap { gaps[Int(vote)] = gap }
            }
        }
        return gaps.contains { !$0.isNaN } ? gaps : nil
    }
}

/// What answers are held against.
public enum TruthBasis: String, Sendable, Hashable, Codable {
    case gold, consensus
    /// The majority of the other annotators on the item.
    case others
}
