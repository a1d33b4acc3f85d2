import Kernels
@testable import Suggesting

/// Rules of known quality on items of known label.
struct DrawnRules {
    let votes: RuleVotes
    let table: [Int]
    let truth: [Int]
    static let classes = 3
    /// How often each is right when it speaks; the last one guesses.
    static let quality = [0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 1.0 / 3]

    init(_ items: Int = 3000, seed: UInt64 = 11) throws {
        var random = SeededRandom(seed: seed)
        var table: [Int] = []
        var truth: [Int] = []
        for _ in 0..<items {
            let label = random.below(Self.classes)
            truth.append(label)
            for right in Self.quality {
                if random.uniform() < 0.4 { table.append(-1); continue }
                table.append(random.uniform() < right ? label : (label + 1 + random.below(Self.classes - 1)) % Self.classes)
            }
        }
        self.table = table
        self.truth = truth
        votes = try RuleVotes(table: table, ruleCount: Self.quality.count, classCount: Self.classes)
    }

    /// Columns and items of the table in another order, classes under another number.
    func changed(rules: [Int], items: [Int], classes: [Int]) throws -> RuleVotes {
        let m = Self.quality.count
        let cells = items.flatMap { item in rules.map { rule in table[item * m + rule] < 0 ? -1 : classes[table[item * m + rule]] } }
        return try RuleVotes(table: cells, ruleCount: m, classCount: Self.classes)
    }
}
