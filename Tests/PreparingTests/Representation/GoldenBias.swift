import Foundation

/// What fairlearn, scikit-learn, scipy and statsmodels say of drawn columns, written by `tools/golden/bias.py`.
struct GoldenBias: Decodable {
    struct Wilson: Decodable { var count: Int, total: Int, coverage: Double, interval: [Double] }
    struct Discoveries: Decodable { var values: [Double], adjusted: [Double] }
    struct Welch: Decodable { var first: [Double], second: [Double], t: Double, freedom: Double, twoSided: Double, upper: Double }
    struct Table: Decodable {
        var rows: [Int32], columns: [Int32], shape: [Int]
        var chiSquare: Double, freedom: Int, p: Double, cramer: Double, corrected: Double, information: Double, normalized: Double, adjusted: Double
    }
    struct Areas: Decodable { var classes: [Int32], values: [Double], areas: [Double], distances: [Double], ranks: [Double] }
    struct Goodness: Decodable { var observed: [Int], shares: [Double], statistic: Double, p: Double, standardized: [Double] }
    struct Rates: Decodable { var selection: Double, truePositive: Double, falsePositive: Double, accuracy: Double }
    struct Group: Decodable { var group: [String], selection: Double, truePositive: Double, falsePositive: Double, accuracy: Double }
    struct Case: Decodable {
        var columns: [String], groups: [Group], overall: Rates, difference: Rates, ratio: Rates
        var parityDifference: Double, parityRatio: Double, oddsDifference: Double, oddsRatio: Double, opportunityDifference: Double
    }
    struct Model: Decodable {
        /// A character a row.
        var group: String, region: String, truth: String, answer: String
        var cases: [Case]
        var intervals: [String: [String: [Double]]]
    }

    var wilson: [Wilson], discoveries: [Discoveries], welch: [Welch], tables: [Table]
    var areas: Areas, goodness: Goodness, model: Model

    static func read() throws -> GoldenBias {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-bias.json")
        return try JSONDecoder().decode(GoldenBias.self, from: Data(contentsOf: file))
    }
}

func isNear(_ left: Double?, _ right: Double, _ tolerance: Double = 1e-9) -> Bool {
    left.map { abs($0 - right) <= tolerance * max(1, abs(right)) } ?? false
}
