/// The class most annotators gave, ties broken by everything else that is known.
///
/// In order: the class the model thinks likelier, the class with fewer votes overall (so that rare classes survive), the
/// class whose voters agree more with the untied majorities, the lower class. The last step is a random draw in
/// cleanlab 2.9 (`get_majority_vote_label`); ours is the same every time.
/// O(N + I K). Votes count 1 each, whatever their weight.
struct MajorityLabels {
    /// -1 for an item without votes.
    private(set) var labels: [Int32]
    private var tied: [(item: Int32, classes: [Int32])] = []

    /// - Parameter model: I x K, row-major; nil skips its step.
    init(_ votes: VoteTable, model: [Double]?) {
        labels = [Int32](repeating: -1, count: votes.itemCount)
        count(votes)
        let isUntied = labels
        guard !tied.isEmpty else { return }
        let classCount = votes.classCount
        if let model {
            narrow { item, k in model[Int(item) * classCount + Int(k)] }
        }
        if !tied.isEmpty {
            var given = [Double](repeating: 0, count: classCount)
            for k in votes.classes { given[Int(k)] += 1 }
            narrow { _, k in -given[Int(k)] }
        }
        if !tied.isEmpty {
            let trust = Self.agreement(votes, with: isUntied)
            narrow(slack: 1e-12) { item, k in Self.meanTrust(votes, trust, item, k) }
        }
        for tie in tied { labels[Int(tie.item)] = tie.classes[0] }
        tied = []
    }

    private mutating func count(_ votes: VoteTable) {
        var counts = [Int32](repeating: 0, count: votes.classCount)
        for item in 0..<votes.itemCount {
            let places = votes.votes(ofItem: Int32(item))
            guard !places.isEmpty else { continue }
            var most: Int32 = 0
            for place in places {
                let k = Int(votes.classes[place])
                counts[k] += 1
                most = max(most, counts[k])
            }
            var leaders: [Int32] = []
            for place in places {
                let k = votes.classes[place]
                if counts[Int(k)] == most { leaders.append(k) }
                counts[Int(k)] = 0
            }
            if leaders.count == 1 { labels[item] = leaders[0] } else { tied.append((Int32(item), leaders.sorted())) }
        }
    }

    /// Keeps the classes of each tie with the highest worth, and settles those of which one is left.
    private mutating func narrow(slack: Double = 0, _ worth: (Int32, Int32) -> Double) {
        var open: [(item: Int32, classes: [Int32])] = []
        for tie in tied {
            let worths = tie.classes.map { worth(tie.item, $0) }
            let bar = (worths.max() ?? 0) - slack
            let left = zip(tie.classes, worths).filter { $0.1 >= bar }.map(\.0)
            if left.count == 1 { labels[Int(tie.item)] = left[0] } else { open.append((tie.item, left)) }
        }
        tied = open
    }

    /// Share of each annotator's votes on untied items that equal the majority; the mean of the others for somebody without.
    private static func agreement(_ votes: VoteTable, with labels: [Int32]) -> [Double] {
        var same = [Double](repeating: 0, count: votes.annotatorCount)
        var all = same
        for place in 0..<votes.count where labels[Int(votes.items[place])] >= 0 {
            all[Int(votes.annotators[place])] += 1
            if votes.classes[place] == labels[Int(votes.items[place])] { same[Int(votes.annotators[place])] += 1 }
        }
        let known = all.indices.filter { all[$0] > 0 }
        let mean = known.isEmpty ? 0 : known.reduce(0) { $0 + same[$1] / all[$1] } / Double(known.count)
        return all.indices.map { all[$0] > 0 ? same[$0] / all[$0] : mean }
    }

    private static func meanTrust(_ votes: VoteTable, _ trust: [Double], _ item: Int32, _ k: Int32) -> Double {
        var sum = 0.0
        var count = 0.0
        for place in votes.votes(ofItem: item) where votes.classes[place] == k {
            sum += trust[Int(votes.annotators[place])]
            count += 1
        }
        return count > 0 ? sum / count : 0
    }
}
