/// How many items to call wrong for each true and given class: the calibrated joint, made safe to act on.
///
/// K x K, row-major, rows the true class, columns the given class. Each class keeps `minimumPerClass` items, the rise
/// taken evenly from the class's other non-zero cells. A `share` below 1 of the estimated errors is removed; what is left
/// goes back to the diagonal. Truncated to integers before rows are rounded: cleanlab's order of steps.
struct PruneCounts {
    let classCount: Int
    let counts: [Int]

    subscript(truth: Int, given: Int) -> Int { counts[truth * classCount + given] }

    init(_ joint: ConfidentJoint, minimumPerClass: Int, share: Double) {
        let classes = joint.classCount
        var table = (0..<classes * classes).map { cell in
            Double(joint.calibrated[(cell % classes) * classes + cell / classes])
        }
        for given in 0..<classes { Self.raiseDiagonal(&table, classes, given, to: Double(minimumPerClass)) }
        for given in 0..<classes { Self.reduceErrors(&table, classes, given, share: share) }
        classCount = classes
        counts = CountRounding.preservingRowSums(table.map { $0.rounded(.towardZero) }, columns: classes)
    }

    private static func raiseDiagonal(_ table: inout [Double], _ classes: Int, _ given: Int, to least: Double) {
        let diagonal = given * classes + given
        let rise = max(table[diagonal], least) - table[diagonal]
        let column = (0..<classes).map { $0 * classes + given }
        let others = max(Double(column.count { table[$0] != 0 }) - 1, 1)
        table[diagonal] += rise
        for cell in column where cell != diagonal { table[cell] = max(table[cell] - rise / others, 0) }
    }

    private static func reduceErrors(_ table: inout [Double], _ classes: Int, _ given: Int, share: Double) {
        for truth in 0..<classes where truth != given {
            let kept = table[truth * classes + given] * share
            table[given * classes + given] += table[truth * classes + given] - kept
            table[truth * classes + given] = kept
        }
    }
}
