/// One annotator's answers beside those of every later annotator on the same items, by who was met.
struct Meetings {
    private let votes: VoteTable
    /// Per annotator: how many meetings, then where the next one goes.
    private var met: [Int]
    private var seconds: [Int32] = []
    private var found: [(second: Int32, key: Int, count: Int)] = []
    private var sorted: [(key: Int, count: Int)] = []

    init(_ votes: VoteTable) {
        self.votes = votes
        met = Array(repeating: 0, count: votes.annotatorCount)
    }

    /// - Parameter times: how often each item counts.
    mutating func gather(_ first: Int32, _ times: [Int]) {
        found.removeAll(keepingCapacity: true)
        seconds.removeAll(keepingCapacity: true)
        for place in votes.votes(ofAnnotator: first).map(Int.init) {
            let item = Int(votes.items[place])
            guard times[item] > 0 else { continue }
            // Votes of an item are by annotator, so later annotators come after.
            for other in place + 1..<max(Int(votes.itemStart[item + 1]), place + 1) {
                let second = votes.annotators[other]
                if met[Int(second)] == 0 { seconds.append(second) }
                met[Int(second)] += 1
                found.append((second, Int(votes.classes[place]) * votes.classCount + Int(votes.classes[other]), times[item]))
            }
        }
        group()
    }

    /// Counting sort by the second annotator.
    private mutating func group() {
        seconds.sort()
        var next = 0
        for second in seconds {
            let count = met[Int(second)]
            met[Int(second)] = next
            next += count
        }
        if sorted.count < found.count { sorted += Array(repeating: (0, 0), count: found.count - sorted.count) }
        for meeting in found {
            sorted[met[Int(meeting.second)]] = (meeting.key, meeting.count)
            met[Int(meeting.second)] += 1
        }
    }

    mutating func each(_ body: (_ second: Int32, _ cells: [ConfusionMatrix.Cell]) -> Void) {
        var start = 0
        for second in seconds {
            let end = met[Int(second)]
            body(second, ConfusionTally.merged(Array(sorted[start..<end]), votes.classCount))
            start = end
            met[Int(second)] = 0
        }
    }
}
