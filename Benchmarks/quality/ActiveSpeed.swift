import Foundation
import Kernels
import Records
import Suggesting

/// What to label next, and votes of rules.
let activeSpeed: [SpeedCase] = [
    SpeedCase("uncertainty", size: "1,000,000 x 10", seconds: 1) { scale in
        let rows = scale ?? 1_000_000
        let pool = SelectionPool(probabilities: ActiveData.probabilities(rows, classes: 10))
        return {
            var top = 0
            for method in SelectionCatalog.all.prefix(3) { top += try method.select(100, from: pool, seed: 0).rows[0] }
            return ["methods": .int(3), "check": .int(Int64(top))]
        }
    },
    SpeedCase("k-center", size: "1,000 of 50,000 x 384", seconds: 9, peer: PeerInput { try $0.write(features: ActiveData.features(50_000, columns: 384).values, columns: 384) }) { scale in
        let pool = SelectionPool(features: ActiveData.features(scale ?? 50_000, columns: 384))
        return {
            let chosen = try KCenterGreedy().select(1000, from: pool)
            return ["radius": .double(chosen.radius ?? 0), "last": .int(Int64(chosen.rows.last ?? 0))]
        }
    },
    SpeedCase("k-center-clusters", size: "1,000 of 50,000 x 384 in 300 clusters", seconds: 9) { scale in
        let pool = SelectionPool(features: ActiveData.features(scale ?? 50_000, columns: 384, clusters: 300))
        return {
            let chosen = try KCenterGreedy().select(1000, from: pool)
            return ["radius": .double(chosen.radius ?? 0), "last": .int(Int64(chosen.rows.last ?? 0))]
        }
    },
    SpeedCase("badge", size: "100 of 50,000 x 384, 10 classes") { scale in
        let rows = scale ?? 50_000
        let pool = SelectionPool(probabilities: ActiveData.probabilities(rows, classes: 10), features: ActiveData.features(rows, columns: 384))
        return { ["last": .int(Int64(try BADGE().select(100, from: pool, seed: 0).rows.last ?? 0))] }
    },
    SpeedCase("cal", size: "50,000 x 384, 1,000 labelled") { scale in
        let rows = scale ?? 50_000
        let pool = SelectionPool(
            probabilities: ActiveData.probabilities(rows, classes: 10), features: ActiveData.features(rows, columns: 384), labelled: Array(0..<1000))
        return { ["first": .int(Int64(try ContrastiveActiveLearning().select(100, from: pool, seed: 0).rows.first ?? 0))] }
    },
    SpeedCase("typiclust", size: "100 of 50,000 x 384") { scale in
        let pool = SelectionPool(features: ActiveData.features(scale ?? 50_000, columns: 384, clusters: 300))
        return { ["last": .int(Int64(try TypiClust().select(100, from: pool, seed: 0).rows.last ?? 0))] }
    },
    SpeedCase("label-model", size: "1,000,000 x 20, 3 classes", seconds: 0.5, mebibytes: 100) { scale in
        let (votes, truth) = try ActiveData.votes(scale ?? 1_000_000, rules: 20, classes: 3)
        return {
            let settled = try LabelModel().settle(votes)
            let labels = settled.labels()
            let right = zip(labels, truth).reduce(0) { $0 + ($1.0 == Int($1.1) ? 1 : 0) }
            return ["accuracy": .double((Double(right) / Double(truth.count) * 1e4).rounded() / 1e4)]
        }
    },
    SpeedCase("rule-analysis", size: "1,000,000 x 20, 3 classes", seconds: 0.5) { scale in
        let (votes, _) = try ActiveData.votes(scale ?? 1_000_000, rules: 20, classes: 3)
        return { ["conflict": .double(try RuleAnalysis(votes).conflict)] }
    },
]

/// Drawn inputs, the same each time.
private enum ActiveData {
    static func probabilities(_ rows: Int, classes: Int) -> Matrix {
        var random = SeededRandom(seed: 1)
        var values = [Double](repeating: 0, count: rows * classes)
        for row in 0..<rows {
            var sum = 0.0
            for label in 0..<classes {
                let draw = random.uniform()
                values[row * classes + label] = draw * draw * draw + 1e-6
                sum += values[row * classes + label]
            }
            for label in 0..<classes { values[row * classes + label] /= sum }
        }
        return Matrix(values, rowCount: rows, columnCount: classes)
    }

    /// Normal draws around no centre, or each row around one of some.
    static func features(_ rows: Int, columns: Int, clusters: Int = 0) -> FloatRows {
        var random = SeededRandom(seed: 2)
        func draw() -> Float {
            let (radius, angle) = ((-2 * log(1 - random.uniform())).squareRoot(), 2 * Double.pi * random.uniform())
            return Float(radius * cos(angle))
        }
        let centres = (0..<clusters * columns).map { _ in 2 * draw() }
        var values = [Float](repeating: 0, count: rows * columns)
        for row in 0..<rows {
            let first = clusters > 0 ? random.below(clusters) * columns : 0
            for column in 0..<columns { values[row * columns + column] = draw() + (clusters > 0 ? centres[first + column] : 0) }
        }
        return FloatRows(values, rowCount: rows, columnCount: columns)
    }

    /// Rules that speak 20 to 60 % of the time and are right 50 to 95 %.
    static func votes(_ items: Int, rules: Int, classes: Int) throws -> (RuleVotes, [UInt8]) {
        var random = SeededRandom(seed: 3)
        let quality = (0..<rules).map { _ in (0.2 + 0.4 * random.uniform(), 0.5 + 0.45 * random.uniform()) }
        var votes = try RuleVotes(ruleCount: rules, classCount: classes)
        var truth: [UInt8] = []
        var row = [Int](repeating: -1, count: rules)
        for _ in 0..<items {
            let label = random.below(classes)
            truth.append(UInt8(label))
            for rule in 0..<rules {
                guard random.uniform() < quality[rule].0 else { row[rule] = -1; continue }
                row[rule] = random.uniform() < quality[rule].1 ? label : (label + 1 + random.below(classes - 1)) % classes
            }
            try votes.append(row)
        }
        return (votes, truth)
    }
}

/// Single precision in memory, as a mapped file of float32 would be.
private struct FloatRows: MatrixRows {
    let rowCount: Int
    let columnCount: Int
    let values: [Float]

    init(_ values: [Float], rowCount: Int, columnCount: Int) {
        self.values = values
        self.rowCount = rowCount
        self.columnCount = columnCount
    }

    func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try values.withUnsafeBufferPointer { all throws(MatrixError) in
            try body(UnsafeBufferPointer(rebasing: all[rows.lowerBound * columnCount..<rows.upperBound * columnCount]))
        }
    }

    func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        let doubles = values[rows.lowerBound * columnCount..<rows.upperBound * columnCount].map(Double.init)
        return try doubles.withUnsafeBufferPointer { doubles throws(MatrixError) in try body(doubles) }
    }
}
