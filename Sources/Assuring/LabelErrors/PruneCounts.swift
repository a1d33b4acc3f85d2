/// How many items to call wrong for each given and true class: the calibrated joint, made safe to act on.
///
/// Rows the given class, columns the true class. Each class keeps `minimumPerClass` items, the rise taken evenly from the
/// class's other non-zero cells. A `share` below 1 of the estimated errors is removed; what is left goes back to the
/// diagonal. Truncated to integers at the end: cleanlab's order of steps.
struct PruneCounts {
    private(set) var pairs: ClassPairs

    subscript(given: Int, truth: Int) -> Int { pairs[given, truth] }

    init(_ joint: ConfidentJoint, minimumPerClass: Int, share: Double) {
        let calibrated = joint.calibratedPairs
        pairs = ClassPairs(rows: (0..<calibrated.classCount).map { given in
            let cells = calibrated.cells(given)
            var row = calibrated.columns[cells].enumerated().map { ($1, Double(calibrated.values[cells.lowerBound + $0])) }
            if !row.contains(where: { Int($0.0) == given }) { row.append((Int32(given), 0)) }
            row.sort { $0.0 < $1.0 }
            Self.raiseDiagonal(&row, given, to: Double(minimumPerClass))
            Self.reduceErrors(&row, given, share: share)
            return row.map { ($0.0, Int($0.1)) }
        })
    }

    private static func raiseDiagonal(_ row: inout [(Int32, Double)], _ given: Int, to least: Double) {
        guard let diagonal = row.firstIndex(where: { Int($0.0) == given }) else { return }
        let rise = max(row[diagonal].1, least) - row[diagonal].1
        let others = max(Double(row.count { $0.1 != 0 }) - 1, 1)
        row[diagonal].1 += rise
        for cell in row.indices where cell != diagonal { row[cell].1 = max(row[cell].1 - rise / others, 0) }
    }

    private static func reduceErrors(_ row: inout [(Int32, Double)], _ given: Int, share: Double) {
        guard let diagonal = row.firstIndex(where: { Int($0.0) == given }) else { return }
        for cell in row.indices where cell != diagonal {
            let kept = row[cell].1 * share
            row[diagonal].1 += row[cell].1 - kept
            row[cell].1 = kept
        }
    }
}
