/// Rounding a table of counts without changing what its rows add up to.
enum CountRounding {
    /// Each value to the nearest integer (half to even), then the cells that lost most get one more, or those that
    /// gained most one less, until the row's own rounded sum is met. Which of equal remainders is first: `QuickSortOrder`.
    static func preservingRowSums(_ values: [Double], columns: Int) -> [Int] {
        stride(from: 0, to: values.count, by: columns).flatMap { preservingSum(Array(values[$0..<$0 + columns])) }
    }

    static func preservingSum(_ values: [Double]) -> [Int] {
        var rounded = values.map { $0.rounded(.toNearestOrEven) }
        let target = values.reduce(0, +).rounded(.toNearestOrEven)
        var missing = Int(target - rounded.reduce(0, +))
        while missing != 0 {
            let step = missing < 0 ? -1.0 : 1.0
            let order = QuickSortOrder.ascending(zip(values, rounded).map { $0 - $1 })
            for cell in (missing < 0 ? order : order.reversed()).prefix(abs(missing)) { rounded[cell] += step }
            missing = Int(target - rounded.reduce(0, +))
        }
        return rounded.map(Int.init)
    }
}
