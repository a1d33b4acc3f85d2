import Foundation
import Records
@testable import Preparing

/// What other libraries make of the same drawn items, written by `tools/golden/splits.py`.
struct GoldenSplits: Decodable {
    struct MultiLabel: Decodable {
        struct Evenness: Decodable {
            var labels: Double
            var pairs: Double
            var sizes: Double
        }
        /// One text an item, `1` for each label it has.
        var rows: [String]
        var shares: [Double]
        /// Mean over ten seeds.
        var peers: [String: Evenness]
    }

    struct Grouped: Decodable {
        var groups: [Int]
        var labels: [Int]
        var folds: Int
        var sizes: Double
        var distance: Double
    }

    struct Windows: Decodable {
        var items: Int
        var folds: Int
        /// Items that teach, first and last that judge.
        var rounds: [[Int]]
    }

    var multilabel: [MultiLabel]
    var grouped: [Grouped]
    var windows: [Windows]

    static func read() throws -> GoldenSplits {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("golden-splits.json")
        return try JSONDecoder().decode(GoldenSplits.self, from: Data(contentsOf: file))
    }
}

extension GoldenSplits.MultiLabel {
    var items: [MultiLabelItem] {
        rows.enumerated().map { place, row in
            MultiLabelItem(key: "item-\(place)", labels: row.enumerated().filter { $0.element == "1" }.map { "label-\($0.offset)" })
        }
    }

    /// The measures of the script, of sides by item.
    func evenness(_ sides: [Int]) -> Evenness {
        let matrix = rows.map { $0.utf8.map { $0 == UInt8(ascii: "1") ? 1 : 0 } }
        let labels = matrix[0].count, all = Double(matrix.count)
        func count(_ rows: [[Int]], _ columns: [Int]) -> Double { Double(rows.count { row in columns.allSatisfy { row[$0] == 1 } }) }
        func odds(_ part: Double, _ size: Double) -> Double { part / max(size - part, 1) }
        var pairs: [[Int]] = []
        for first in 0..<labels { for second in (first + 1)..<max(labels, first + 1) where count(matrix, [first, second]) > 0 { pairs.append([first, second]) } }
        var sums = Evenness(labels: 0, pairs: 0, sizes: 0)
        for (side, share) in shares.enumerated() {
            let part = zip(matrix, sides).filter { $0.1 == side }.map(\.0)
            let size = Double(part.count)
            sums.labels += (0..<labels).reduce(0.0) { $0 + abs(odds(count(part, [$1]), size) - odds(count(matrix, [$1]), all)) } / Double(labels)
            sums.pairs += pairs.reduce(0.0) { $0 + abs(count(part, $1) / max(1, size) - count(matrix, $1) / all) } / Double(pairs.count)
            sums.sizes += abs(size - share * all)
        }
        let folds = Double(shares.count)
        return Evenness(labels: sums.labels / folds, pairs: sums.pairs / folds, sizes: sums.sizes / folds)
    }
}
