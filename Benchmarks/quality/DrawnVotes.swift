import Assuring
import Kernels

/// Votes whose truth is known, drawn the same on every machine: what speed and growth are measured on.
///
/// Each item has a true class, all equally likely, and `votesPerItem` different annotators. An annotator is right with a
/// probability of their own, `accuracy` give or take `spread`, and else gives any other class equally often. Classes are
/// named 0, 1, 2 ..., so scales of numbers can be measured too. O(votes) time and memory.
struct DrawnVotes {
    let table: VoteTable
    /// Per item.
    let truth: [Int32]
    /// Per annotator, the probability of the true class.
    let skills: [Double]

    init(table: VoteTable, truth: [Int32], skills: [Double]) {
        (self.table, self.truth, self.skills) = (table, truth, skills)
    }

    init(
        items: Int, votesPerItem: Int = 10, annotators: Int = 1_000, classes: Int = 10, accuracy: Double = 0.7, spread: Double = 0.2,
        seed: UInt64 = 1
    ) throws {
        precondition(votesPerItem <= annotators && classes > 0)
        var random = SeededRandom(seed: seed)
        let skills = (0..<annotators).map { _ in min(max(accuracy + spread * (2 * random.uniform() - 1), 0), 1) }
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        columns.items.reserveCapacity(items * votesPerItem)
        columns.annotators.reserveCapacity(items * votesPerItem)
        columns.classes.reserveCapacity(items * votesPerItem)
        var truth = [Int32](repeating: 0, count: items)
        for item in 0..<items {
            truth[item] = Int32(random.below(classes))
            let first = columns.annotators.count
            while columns.annotators.count < first + votesPerItem {
                let annotator = Int32(random.below(annotators))
                guard !columns.annotators[first...].contains(annotator) else { continue }
                columns.items.append(Int32(item))
                columns.annotators.append(annotator)
                columns.classes.append(Self.answer(truth[item], classes, skills[Int(annotator)], &random))
            }
        }
        table = try VoteTable(
            items: columns.items, annotators: columns.annotators, classes: columns.classes,
            itemNames: (0..<items).map { "i\($0)" }, annotatorNames: (0..<annotators).map { "a\($0)" }, classNames: (0..<classes).map { "\($0)" })
        self.truth = truth
        self.skills = skills
    }

    /// As many items as make about so many votes.
    init(votes: Int, votesPerItem: Int = 10, annotators: Int = 1_000, classes: Int = 10, accuracy: Double = 0.7, seed: UInt64 = 1) throws {
        try self.init(
            items: max(1, votes / votesPerItem), votesPerItem: votesPerItem, annotators: max(votesPerItem, annotators), classes: classes,
            accuracy: accuracy, seed: seed)
    }

    private static func answer(_ truth: Int32, _ classes: Int, _ skill: Double, _ random: inout SeededRandom) -> Int32 {
        guard classes > 1, random.uniform() >= skill else { return truth }
        let other = Int32(random.below(classes - 1))
        return other < truth ? other : other + 1
    }
}
