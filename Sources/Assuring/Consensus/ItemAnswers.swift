import Foundation

/// The different answers each item got: for models in which all classes nobody gave are equally likely.
///
/// Under such a model (GLAD, MACE) the log likelihood of class k is one number of the item plus a lift for k, and the lift of
/// a class nobody gave is 0. So a round costs O(N) and not O(I K): D different answers are at most N.
struct ItemAnswers {
    /// Slots of item i are `start[i] ..< start[i + 1]`, one for each different answer, in order of first vote.
    let start: [Int32]
    /// The class of each slot.
    let classes: [Int32]
    /// The slot of each vote.
    let slotOfVote: [Int32]
    let classCount: Int

    var count: Int { classes.count }

    init(_ votes: VoteTable) {
        classCount = votes.classCount
        var start: [Int32] = [0]
        var classes: [Int32] = []
        var slotOfVote = [Int32](repeating: 0, count: votes.count)
        var slotOfClass = [Int32](repeating: -1, count: votes.classCount)
        start.reserveCapacity(votes.itemCount + 1)
        votes.withColumns { columns in
            for item in 0..<votes.itemCount {
                let first = classes.count
                for place in columns.votes(ofItem: item) {
                    let answer = Int(columns.classes[place])
                    if slotOfClass[answer] < first {
                        slotOfClass[answer] = Int32(classes.count)
                        classes.append(columns.classes[place])
                    }
                    slotOfVote[place] = slotOfClass[answer]
                }
                start.append(Int32(classes.count))
            }
        }
        self.start = start
        self.classes = classes
        self.slotOfVote = slotOfVote
    }

    /// The parts of an item's likelihood beside the item's own number.
    struct Sum {
        /// Posterior of each class nobody gave.
        var unseen: Double
        /// Log of the sum over classes of exp(lift).
        var logSum: Double
    }

    /// Turns the lifts of one item's slots into posteriors, in place.
    ///
    /// - Parameter gold: the known class, or -1.
    @inline(__always)
    func normalise(_ lifts: UnsafeMutablePointer<Double>, _ slots: Range<Int>, _ classes: UnsafePointer<Int32>, gold: Int32) -> Sum {
        if gold >= 0 { return settle(lifts, slots, classes, gold) }
        let unseenCount = Double(classCount - slots.count)
        var highest = unseenCount > 0 ? 0 : -Double.infinity
        for slot in slots where lifts[slot] > highest { highest = lifts[slot] }
        var sum = 0.0
        var slot = slots.lowerBound
        while slot + 1 < slots.upperBound {
            let pair = PairedExponential.of(SIMD2(lifts[slot] - highest, lifts[slot + 1] - highest))
            lifts[slot] = pair.x
            lifts[slot + 1] = pair.y
            sum += pair.x + pair.y
            slot += 2
        }
        let last = PairedExponential.of(SIMD2(slot < slots.upperBound ? lifts[slot] - highest : 0, -highest))
        if slot < slots.upperBound {
            lifts[slot] = last.x
            sum += last.x
        }
        let unseen = unseenCount > 0 ? last.y : 0
        sum += unseenCount * unseen
        let scale = 1 / sum
        for slot in slots { lifts[slot] *= scale }
        return Sum(unseen: unseen * scale, logSum: highest + log(sum))
    }

    private func settle(_ lifts: UnsafeMutablePointer<Double>, _ slots: Range<Int>, _ classes: UnsafePointer<Int32>, _ gold: Int32) -> Sum {
        var lift = 0.0
        for slot in slots {
            if classes[slot] == gold { lift = lifts[slot] }
            lifts[slot] = classes[slot] == gold ? 1 : 0
        }
        return Sum(unseen: 0, logSum: lift)
    }

    /// All classes of all items from the slots and what is left for each of the others.
    func table(_ posteriors: [Double], unseen: [Double]) -> PosteriorTable {
        let itemCount = start.count - 1
        var table = PosteriorTable(itemCount: itemCount, classCount: classCount)
        for item in 0..<itemCount where start[item] < start[item + 1] {
            for k in 0..<classCount { table.values[item * classCount + k] = unseen[item] }
            for slot in Int(start[item])..<Int(start[item + 1]) {
                table.values[item * classCount + Int(classes[slot])] = posteriors[slot]
            }
        }
        return table
    }
}
