import Kernels

/// How many rows of each predicted class a batch holds at least and at most.
///
/// The predicted class is the most probable, the lower one on a tie. First every class, in order, gets its least number by
/// the method among its own rows; then the method fills the batch, and classes that are full are left out of it. A class
/// with too few rows gives all it has. When all classes are full the batch stays short, and says so.
public struct ClassQuota: Sendable, Hashable, Codable {
    public var atLeast: Int
    public var atMost: Int?

    public init(atLeast: Int = 0, atMost: Int? = nil) {
        self.atLeast = atLeast
        self.atMost = atMost
    }

    var isEmpty: Bool { atLeast == 0 && atMost == nil }

    func check() throws(SelectionError) {
        guard atLeast >= 0 else { throw .badSetting("the least number of a class", Double(atLeast), allowed: "0 or more") }
        if let atMost, atMost < max(atLeast, 1) { throw .badSetting("the greatest number of a class", Double(atMost), allowed: "\(max(atLeast, 1)) or more") }
    }

    func fill(_ budget: Int, by method: any SelectionMethod, from pool: SelectionPool, seed: UInt64) throws(SelectionError) -> [Selection.Choice] {
        guard let matrix = pool.probabilities else { throw .missing(.probabilities, method: method.name) }
        let probabilities = PoolProbabilities(matrix, threads: pool.threads)
        let predicted = try probabilities.rowNumbers { own in
            var best = 0
            for label in 1..<max(own.count, 1) where own[label] > own[best] { best = label }
            return Double(best)
        }.map { Int($0) }
        var batch = Batch(predicted, classCount: probabilities.classCount, pool)
        for label in 0..<probabilities.classCount where atLeast > 0 {
            let wanted = min(atLeast, budget - batch.choices.count)
            let own = try method.select(wanted, from: batch.pool { $0 == label }, seed: seed)
            for choice in own.choices { batch.add(choice, .quota) }
        }
        while batch.choices.count < budget {
            let full = batch.counts.map { count in atMost.map { count >= $0 } ?? false }
            let next = try method.select(budget - batch.choices.count, from: batch.pool { !full[$0] }, seed: seed)
            if next.choices.isEmpty { break }
            for choice in next.choices where batch.counts[predicted[choice.row]] < atMost ?? .max { batch.add(choice, .method) }
        }
        return batch.choices
    }

    /// What is picked so far, and the pool as it then is.
    private struct Batch {
        let predicted: [Int]
        let whole: SelectionPool
        var choices: [Selection.Choice] = []
        var counts: [Int]

        init(_ predicted: [Int], classCount: Int, _ pool: SelectionPool) {
            self.predicted = predicted
            whole = pool
            counts = Array(repeating: 0, count: classCount)
        }

        mutating func add(_ choice: Selection.Choice, _ origin: Selection.Origin) {
            choices.append(Selection.Choice(row: choice.row, score: choice.score, origin: origin))
            counts[predicted[choice.row]] += 1
        }

        func pool(where isWanted: (Int) -> Bool) -> SelectionPool {
            var pool = whole
            pool.inFlight += choices.map(\.row)
            pool.excluded += predicted.indices.filter { !isWanted(predicted[$0]) }
            return pool
        }
    }
}
