import Foundation

/// Makes a model as sure as the annotators are: probabilities p^(1/T), normalised, T by search.
///
/// T is the one with the lowest cross-entropy between the annotators' shares of the classes on an item and the scaled
/// probabilities, on the grid 0.1, 0.2, 0.5, 0.8, 1, 2, 3, 5, 8 and then at 4 points on the way from the lower neighbour
/// and 5 on the way to the upper one, both ends included (the grid of cleanlab 2.9). The first of equals wins.
/// T below 1 sharpens, above 1 softens. O(I K) for each of at most 18 temperatures.
struct TemperatureSearch {
    static let grid = [0.1, 0.2, 0.5, 0.8, 1, 2, 3, 5, 8]
    /// Below this a probability counts as this much.
    static let floor = 1e-30

    private let logs: [Double]
    private let shares: [Double]
    private let rated: [Int32]
    private let classCount: Int

    /// - Parameter shares: I x K, each annotated item's share of votes per class.
    init(model: [Double], shares: [Double], rated: [Int32], classCount: Int) {
        self.rated = rated
        self.shares = shares
        self.classCount = classCount
        logs = model.map { $0 > 0 ? log($0) : -.infinity }
    }

    var best: Double {
        let coarse = Self.grid
        let place = Self.lowest(coarse.map(crossEntropy))
        var fine: [Double] = []
        if place > 0 { fine += Self.steps(from: coarse[place - 1], to: coarse[place], 4) }
        if place < coarse.count - 1 { fine += Self.steps(from: coarse[place], to: coarse[place + 1], 4) + [coarse[place + 1]] }
        return fine[Self.lowest(fine.map(crossEntropy))]
    }

    private static func steps(from low: Double, to high: Double, _ count: Int) -> [Double] {
        (0..<count).map { low + Double($0) * ((high - low) / Double(count)) }
    }

    private static func lowest(_ values: [Double]) -> Int {
        values.indices.reduce(0) { values[$1] < values[$0] ? $1 : $0 }
    }

    private func crossEntropy(_ temperature: Double) -> Double {
        let least = log(Self.floor)
        var sum = 0.0
        logs.withUnsafeBufferPointer { logs in
            shares.withUnsafeBufferPointer { shares in
                for item in rated {
                    let row = Int(item) * classCount
                    var total = 0.0
                    for k in row..<row + classCount { total += exp(logs[k] / temperature) }
                    let whole = log(total)
                    for k in row..<row + classCount where shares[k] > 0 {
                        sum -= shares[k] * max(logs[k] / temperature - whole, least)
                    }
                }
            }
        }
        return sum
    }

    static func scaled(_ model: [Double], classCount: Int, temperature: Double) -> [Double] {
        var values = model
        values.withUnsafeMutableBufferPointer { values in
            for row in stride(from: 0, to: values.count, by: classCount) {
                var sum = 0.0
                for k in row..<row + classCount {
                    values[k] = max(values[k], floor)
                    sum += values[k]
                }
                var whole = 0.0
                for k in row..<row + classCount {
                    values[k] = exp(log(values[k] / sum) / temperature)
                    whole += values[k]
                }
                for k in row..<row + classCount { values[k] /= whole }
            }
        }
        return values
    }
}
