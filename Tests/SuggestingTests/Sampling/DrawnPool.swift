import Kernels
@testable import Suggesting

/// A pool that has everything a method may need: probabilities, a committee, features in three clumps, seconds.
struct DrawnPool {
    var probabilities: [Double] = []
    var committee: [[Double]] = [[], [], []]
    var features: [Double] = []
    var seconds: [Double] = []
    let rowCount: Int
    static let classes = 4
    static let columns = 20

    init(_ rowCount: Int = 120, seed: UInt64 = 7) {
        self.rowCount = rowCount
        var random = SeededRandom(seed: seed)
        for _ in 0..<rowCount {
            probabilities += Self.row(&random)
            for model in committee.indices { committee[model] += Self.row(&random) }
            let clump = Double(random.below(3)) * 4
            features += (0..<Self.columns).map { $0 < 3 ? clump + random.uniform() : random.uniform() }
            seconds.append(1 + 9 * random.uniform())
        }
    }

    private static func row(_ random: inout SeededRandom) -> [Double] {
        let draws = (0..<classes).map { _ in random.uniform() + 0.01 }
        let sum = draws.reduce(0, +)
        return draws.map { $0 / sum }
    }

    func pool(labelled: [Int] = [3, 50, 80], inFlight: [Int] = [10, 11], excluded: [Int] = [0], threads: Int = 1) -> SelectionPool {
        SelectionPool(
            probabilities: matrix(probabilities), committee: committee.map { matrix($0) }, features: matrix(features), seconds: seconds,
            labelled: labelled, inFlight: inFlight, excluded: excluded, threads: threads)
    }

    /// Row `place` of the result is row `order[place]` of this.
    func reordered(_ order: [Int]) -> DrawnPool {
        var copy = self
        func rows(_ values: [Double]) -> [Double] {
            let columns = values.count / rowCount
            return order.flatMap { values[$0 * columns..<($0 + 1) * columns] }
        }
        copy.probabilities = rows(probabilities)
        copy.committee = committee.map { rows($0) }
        copy.features = rows(features)
        copy.seconds = rows(seconds)
        return copy
    }

    func matrix(_ values: [Double]) -> Matrix { Matrix(values, rowCount: rowCount, columnCount: values.count / max(rowCount, 1)) }

    func feature(_ row: Int) -> [Double] { Array(features[row * Self.columns..<(row + 1) * Self.columns]) }
    func probability(_ row: Int) -> [Double] { Array(probabilities[row * Self.classes..<(row + 1) * Self.classes]) }
}
