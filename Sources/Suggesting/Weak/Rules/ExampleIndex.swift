import Kernels

/// How like a text is to each of a few examples: the cosine of their hashed n-grams.
///
/// Features as `TextFeatures` makes them, without weights of terms: a rule must not change with the file it is asked of.
/// Cost: the hashes of the text, and a look-up of each in a table of the examples' columns.
struct ExampleIndex: Sendable {
    let features = TextFeatures()
    /// 1 + the place in `postings` of each column; 0 for none.
    private var columns: [Int32]
    private var postings: [[(example: Int32, value: Float)]] = []
    private(set) var count = 0

    init() { columns = [Int32](repeating: 0, count: 1 << features.bits) }

    mutating func add(_ text: String) -> Int {
        let row = features.hashed([text])
        let length = Self.length(row, 0)
        for place in row.starts[0]..<row.starts[1] where length > 0 {
            let column = Int(row.columns[place])
            if columns[column] == 0 {
                postings.append([])
                columns[column] = Int32(postings.count)
            }
            postings[Int(columns[column]) - 1].append((Int32(count), row.values[place] / length))
        }
        count += 1
        return count - 1
    }

    /// One cosine an example, of row `row`.
    func similarities(_ rows: SparseRows, _ row: Int, _ result: inout [Float]) {
        for place in result.indices { result[place] = 0 }
        let length = Self.length(rows, row)
        guard length > 0 else { return }
        for place in rows.starts[row]..<rows.starts[row + 1] {
            let list = columns[Int(rows.columns[place])]
            guard list > 0 else { continue }
            for posting in postings[Int(list) - 1] { result[Int(posting.example)] += posting.value * rows.values[place] / length }
        }
    }

    private static func length(_ rows: SparseRows, _ row: Int) -> Float {
        var sum: Float = 0
        for place in rows.starts[row]..<rows.starts[row + 1] { sum += rows.values[place] * rows.values[place] }
        return sum.squareRoot()
    }
}
