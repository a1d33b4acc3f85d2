/// How often each annotator gives each class, and what two of them would agree on by those habits alone.
///
/// Kept by annotator with the classes used only: O(votes) memory. `reach` of a cell (g, k) is (W (sum of all others' p))_k,
/// which is what chance agreement gains per rating of class k by g.
struct AnnotatorShares: Sendable {
    private let votes: VoteTable
    /// Mean over ordered pairs of different annotators of p_g' W p_h.
    private(set) var expected = 0.0
    /// Per annotator: rated items over own ratings (0 without any), and p_g' W (sum of the others' p).
    private var scale: [Double]
    private var mean: [Double]
    /// Cells of annotator g are `start[g] ..< start[g + 1]`, by class.
    private var start: [Int] = [0]
    private var label: [Int32] = []
    private var share: [Double] = []
    private var reach: [Double] = []
    private var pairs = 0.0

    /// - Parameter items: rated ones; may repeat.
    init(_ votes: VoteTable, items: [Int32], _ weights: AgreementWeights) {
        self.votes = votes
        scale = Array(repeating: 0, count: votes.annotatorCount)
        mean = scale
        var times = [Int32](repeating: 0, count: votes.itemCount)
        for item in items { times[Int(item)] += 1 }
        for annotator in 0..<votes.annotatorCount { count(Int32(annotator), times, items.count) }
        let raters = Double(scale.count { $0 > 0 })
        pairs = raters * (raters - 1)
        guard pairs > 0 else { return }
        addReach(weights)
        expected = mean.reduce(0, +) / pairs
    }

    /// pe_i - pe.
    func moved(_ item: Int32) -> Double {
        guard pairs > 0 else { return 0 }
        var sum = 0.0
        for place in votes.votes(ofItem: item) {
            let annotator = Int(votes.annotators[place])
            sum += scale[annotator] * (reach[cell(annotator, votes.classes[place])] - mean[annotator])
        }
        return sum / pairs
    }

    /// Cells are few and sorted; the class is one of them.
    private func cell(_ annotator: Int, _ wanted: Int32) -> Int {
        var (low, high) = (start[annotator], start[annotator + 1])
        while high - low > 1 {
            let middle = (low + high) / 2
            if label[middle] <= wanted { low = middle } else { high = middle }
        }
        return low
    }

    private mutating func count(_ annotator: Int32, _ times: [Int32], _ rated: Int) {
        var own: [(label: Int32, times: Int32)] = []
        for place in votes.votes(ofAnnotator: annotator).map(Int.init) where times[Int(votes.items[place])] > 0 {
            own.append((votes.classes[place], times[Int(votes.items[place])]))
        }
        own.sort { $0.label < $1.label }
        let all = Double(own.reduce(0) { $0 + Int($1.times) })
        let first = label.count
        for vote in own {
            if label.count > first, label[label.count - 1] == vote.label {
                share[share.count - 1] += Double(vote.times) / all
            } else {
                label.append(vote.label)
                share.append(Double(vote.times) / all)
            }
        }
        start.append(label.count)
        scale[Int(annotator)] = all > 0 ? Double(rated) / all : 0
    }

    private mutating func addReach(_ weights: AgreementWeights) {
        var sums = [Double](repeating: 0, count: votes.classCount)
        for place in label.indices { sums[Int(label[place])] += share[place] }
        let all = weights.applied(to: sums)
        reach = Array(repeating: 0, count: label.count)
        for annotator in mean.indices {
            let cells = start[annotator]..<start[annotator + 1]
            for place in cells {
                let row = Int(label[place])
                let own = weights.table == nil ? share[place] : cells.reduce(0) { $0 + weights[row, Int(label[$1])] * share[$1] }
                reach[place] = all[row] - own
                mean[annotator] += share[place] * reach[place]
            }
        }
    }
}
