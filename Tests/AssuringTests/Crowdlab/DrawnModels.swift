import Kernels

@testable import Assuring

extension ModelProbabilities {
    /// One row of digits per item: `drawn("91", "46")` says 0.9 and 0.1, then 0.4 and 0.6.
    static func drawn(_ rows: String...) -> ModelProbabilities {
        let values = rows.flatMap { row -> [Double] in
            let digits = row.map { Double(String($0))! }
            return digits.map { $0 / digits.reduce(0, +) }
        }
        return try! ModelProbabilities(values, classCount: rows[0].count)
    }

    static func random(seed: UInt64, items: Int, classes: Int, models: Int = 1) -> ModelProbabilities {
        var random = SeededRandom(seed: seed)
        let drawn = (0..<models).map { _ in
            (0..<items).flatMap { _ -> [Double] in
                let row = (0..<classes).map { _ in random.uniform() + 0.01 }
                return row.map { $0 / row.reduce(0, +) }
            }
        }
        return try! ModelProbabilities(models: drawn, classCount: classes)
    }

    /// Row i of the new one is row `from[i]`, column k column `columns[k]`.
    func rearranged(rows from: [Int]? = nil, columns: [Int]? = nil) -> ModelProbabilities {
        let from = from ?? Array(0..<itemCount)
        let columns = columns ?? Array(0..<classCount)
        return try! ModelProbabilities(
            models: models.map { model in from.flatMap { row in columns.map { model[row * classCount + $0] } } }, classCount: classCount)
    }
}

extension VoteTable {
    /// Class k becomes `to[k]`.
    func withClasses(_ to: [Int]) -> VoteTable {
        try! VoteTable(
            items: items, annotators: annotators, classes: classes.map { Int32(to[Int($0)]) }, weights: weights, itemNames: itemNames,
            annotatorNames: annotatorNames, classNames: classNames)
    }
}
