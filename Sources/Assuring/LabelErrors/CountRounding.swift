/// Rounding a row of counts without changing what it adds up to.
enum CountRounding {
    /// Up to so many classes equal remainders are ordered as cleanlab's sort leaves them, beyond it by class.
    static let librarySpan = 1024

    /// The cells at `columns` of a row of `count`, the rest of which is 0.
    static func preservingSum(_ values: [Double], at columns: [Int32], of count: Int) -> [Int] {
        guard count <= librarySpan else { return preservingSum(values) { rest in rest.indices.sorted { (rest[$0], $0) < (rest[$1], $1) } } }
        var row = [Double](repeating: 0, count: count)
        for (column, value) in zip(columns, values) { row[Int(column)] = value }
        let rounded = preservingSum(row)
        return columns.map { rounded[Int($0)] }
    }

    /// Each value to the nearest integer (half to even), then the cells that lost most get one more, or those that
    /// gained most one less, until the row's own rounded sum is met. Which of equal remainders is first: `QuickSortOrder`.
    static func preservingSum(_ values: [Double]) -> [Int] { preservingSum(values, QuickSortOrder.ascending) }

    private static func preservingSum(_ values: [Double], _ ascending: ([Double]) -> [Int]) -> [Int] {
        var rounded = values.map { $0.rounded(.toNearestOrEven) }
        let target = values.reduce(0, +).rounded(.toNearestOrEven)
        var missing = Int(target - rounded.reduce(0, +))
        while missing != 0 {
            let step = missing < 0 ? -1.0 : 1.0
            let order = ascending(zip(values, rounded).map { $0 - $1 })
            for cell in (missing < 0 ? order : order.reversed()).prefix(abs(missing)) { rounded[cell] += step }
            missing = Int(target - rounded.reduce(0, +))
        }
        return rounded.map(Int.init)
    }
}
