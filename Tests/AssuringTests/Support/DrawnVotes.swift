import Kernels
import Records

@testable import Assuring

extension VoteTable {
    /// One string per item, one letter per annotator, "-" for no answer: `drawn("aab", "-ba")` is two items and three
    /// annotators. Classes are the letters a, b, c ... up to the last one used, or `classes`.
    static func drawn(_ items: String..., classes: String? = nil) -> VoteTable { drawn(items, classes: classes) }

    static func drawn(_ items: [String], classes: String? = nil) -> VoteTable {
        let letters = classes.map { Array($0) } ?? used(items)
        var votes: [(item: Int32, annotator: Int32, label: Int32)] = []
        for (item, answers) in items.enumerated() {
            for (annotator, letter) in answers.enumerated() where letter != "-" {
                votes.append((Int32(item), Int32(annotator), Int32(letters.firstIndex(of: letter)!)))
            }
        }
        return try! VoteTable(
            items: votes.map(\.item), annotators: votes.map(\.annotator), classes: votes.map(\.label),
            itemNames: items.indices.map { "item-\($0)" },
            annotatorNames: (0..<(items.map(\.count).max() ?? 0)).map { "annotator-\($0)" }, classNames: letters.map(String.init))
    }

    private static func used(_ items: [String]) -> [Character] {
        let seen = Set(items.joined()).subtracting("-").sorted()
        guard let last = seen.last, last.isLowercase else { return seen }
        return "abcdefghijklmnopqrstuvwxyz".filter { $0 <= last }
    }

    /// Two annotators with this confusion matrix: rows the first one's answers.
    static func pair(_ matrix: [[Int]]) -> VoteTable {
        let letters = Array("abcdefgh".prefix(matrix.count))
        var items: [String] = []
        for (row, counts) in matrix.enumerated() {
            for (column, count) in counts.enumerated() {
                items += Array(repeating: "\(letters[row])\(letters[column])", count: count)
            }
        }
        return drawn(items, classes: String(letters))
    }

    /// A truth per item and annotators who are right with probability `skill`; some answers missing.
    static func random(
        seed: UInt64, items: Int = 40, annotators: Int = 5, classes: Int = 3, skill: Double = 0.7, answered: Double = 0.8
    ) -> VoteTable {
        var random = SeededRandom(seed: seed)
        var columns: (items: [Int32], annotators: [Int32], classes: [Int32]) = ([], [], [])
        for item in 0..<items {
            let truth = random.below(classes)
            for annotator in 0..<annotators where random.uniform() < answered {
                columns.items.append(Int32(item))
                columns.annotators.append(Int32(annotator))
                columns.classes.append(Int32(random.uniform() < skill ? truth : random.below(classes)))
            }
        }
        return try! VoteTable(
            items: columns.items, annotators: columns.annotators, classes: columns.classes,
            itemNames: (0..<items).map { "item-\($0)" }, annotatorNames: (0..<annotators).map { "annotator-\($0)" },
            classNames: (1...classes).map(String.init))
    }

    /// The same votes with items, annotators and the order of arrival shuffled; what was item i is now `items[i]`.
    func renamed(seed: UInt64) -> (votes: VoteTable, items: [Int], annotators: [Int]) {
        var random = SeededRandom(seed: seed)
        var items = Array(0..<itemCount)
        var annotators = Array(0..<annotatorCount)
        var order = Array(0..<count)
        random.shuffle(&items)
        random.shuffle(&annotators)
        random.shuffle(&order)
        let votes = try! VoteTable(
            items: order.map { Int32(items[Int(self.items[$0])]) },
            annotators: order.map { Int32(annotators[Int(self.annotators[$0])]) },
            classes: order.map { self.classes[$0] }, weights: order.map { self.weights[$0] },
            itemNames: (0..<itemCount).map { "i\($0)" }, annotatorNames: (0..<annotatorCount).map { "a\($0)" },
            classNames: classNames)
        return (votes, items, annotators)
    }

    /// For each item the answers by annotator, nil where there is none: the dense form obvious implementations use.
    var dense: [[Int?]] {
        (0..<Int32(itemCount)).map { item in
            (0..<Int32(annotatorCount)).map { answer(of: $0, on: item).map(Int.init) }
        }
    }
}

func isClose(_ left: Double?, _ right: Double?, _ tolerance: Double = 1e-9) -> Bool {
    switch (left, right) {
    case (nil, nil): true
    case (let left?, let right?): abs(left - right) <= tolerance * max(1, abs(right))
    default: false
    }
}
