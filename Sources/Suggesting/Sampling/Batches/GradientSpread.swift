import Kernels

/// Squared distances of all gradients to the nearest of a growing set of centres, and draws by them.
///
/// A row is not measured against a new centre z when it cannot come nearer: when the lengths alone differ by more than its
/// distance, or when z is more than twice as far from the row's nearest centre as the row is. Both with a margin of 1e-4
/// for rounding, so that what is left out could not have been less.
struct GradientSpread {
    private static let margin = 1.0001

    private let space: GradientSpace
    private var open: [Bool]
    /// By row; 0 for a centre, infinite while there is none.
    private var least: [Double]
    private var nearest: [Int32]
    private var centres: [Int] = []
    private var factors: [(short: [Double], long: [Double])] = []

    init(_ space: GradientSpace, open: [Bool]) {
        self.space = space
        self.open = open
        least = Array(repeating: .infinity, count: open.count)
        nearest = Array(repeating: 0, count: open.count)
    }

    var hasCentres: Bool { !centres.isEmpty }

    /// The open row with the longest gradient, the lower one on a tie.
    var longest: (row: Int, squared: Double)? {
        var best: (row: Int, squared: Double)?
        for row in 0..<open.count where open[row] && space.squares[row] > best?.squared ?? -1 { best = (row, space.squares[row]) }
        return best
    }

    /// Drawn by squared distance; the lowest open row when all are at distance 0. nil when none is open.
    func drawn(_ uniform: () -> Double) -> (row: Int, squared: Double)? {
        var total = 0.0
        for row in 0..<open.count where open[row] { total += least[row] }
        guard let first = open.firstIndex(of: true) else { return nil }
        guard total > 0 else { return (first, 0) }
        let mark = uniform() * total
        var sum = 0.0
        var last = first
        for row in 0..<open.count where open[row] && least[row] > 0 {
            sum += least[row]
            last = row
            if sum > mark { break }
        }
        return (last, least[last])
    }

    mutating func add(_ row: Int) throws(SelectionError) {
        let own = try space.factors(row)
        let apart = factors.enumerated().map { squared(own, space.squares[row], $0.element, space.squares[centres[$0.offset]]) }
        try measure(own, space.squares[row], centre: Int32(centres.count), apart: apart)
        centres.append(row)
        factors.append(own)
        open[row] = false
        least[row] = 0
    }

    private func squared(_ left: (short: [Double], long: [Double]), _ leftSquare: Double, _ right: (short: [Double], long: [Double]), _ rightSquare: Double) -> Double {
        max(leftSquare + rightSquare - 2 * Vector.dot(left.short, right.short) * Vector.dot(left.long, right.long), 0)
    }

    private mutating func measure(_ own: (short: [Double], long: [Double]), _ ownSquare: Double, centre: Int32, apart: [Double]) throws(SelectionError) {
        let (space, least, nearest, open) = (space, least, nearest, open)
        let length = ownSquare.squareRoot()
        let (classes, columns) = (space.classCount, space.features.columnCount)
        let nearer = try space.features.blocks { rows, block -> [(row: Int, squared: Double)] in
            var found: [(row: Int, squared: Double)] = []
            for row in rows where open[row] {
                let now = least[row]
                let gap = space.squares[row].squareRoot() - length
                if gap * gap > now * Self.margin || (!apart.isEmpty && apart[Int(nearest[row])] > 4 * Self.margin * now) { continue }
                var short = 0.0
                for label in 0..<classes { short += space.residuals[row * classes + label] * own.short[label] }
                let long = own.long.withUnsafeBufferPointer {
                    Vector.dot(UnsafeBufferPointer(rebasing: block[(row - rows.lowerBound) * columns..<(row - rows.lowerBound + 1) * columns]), $0)
                }
                let squared = max(space.squares[row] + ownSquare - 2 * short * long, 0)
                if squared < now { found.append((row, squared)) }
            }
            return found
        }
        for (row, squared) in nearer.joined() { (self.least[row], self.nearest[row]) = (squared, centre) }
    }
}
