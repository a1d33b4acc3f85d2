/// The vectors u and v whose products come nearest to |C|, leaving out the oddest ratios; see `MMSR`.
struct RobustRankOne {
    private let size: Int
    private let magnitudes: [Double]
    /// Partners of each annotator, one after another: those of w are `partners[start[w] ..< start[w + 1]]`.
    private let partners: [Int32]
    private let start: [Int]
    /// How many of the largest and of the smallest ratios are left out.
    private let trim: Int
    private let floor: Double
    private var u: [Double]
    private var v: [Double]

    init(_ agreements: PairAgreements) {
        size = agreements.count
        magnitudes = agreements.values.map(abs)
        var partners: [Int32] = []
        var start = [0]
        for row in 0..<size {
            for column in 0..<size where agreements.isKnown[row * size + column] { partners.append(Int32(column)) }
            start.append(partners.count)
        }
        self.partners = partners
        self.start = start
        trim = max(0, (agreements.partners.filter { $0 > 0 }.min() ?? 0) / 2 - 1)
        floor = 1e-12
        u = Array(repeating: 1, count: size)
        v = u
    }

    /// One round over both sides; how far the product moved (Frobenius norm).
    mutating func advance() -> Double {
        let (before, beforeV) = (u, v)
        for row in 0..<size { v[row] = mean(row, over: u, around: v[row]) }
        for row in 0..<size { u[row] = mean(row, over: v, around: u[row]) }
        return Self.distance(u, v, before, beforeV)
    }

    /// |u| scaled so that both sides have the same length.
    var skills: [Double] {
        let (left, right) = (Self.dot(u, u), Self.dot(v, v))
        guard left > 0, right > 0 else { return u }
        let scale = (right / left).squareRoot().squareRoot()
        return u.map { $0 * scale }
    }

    /// Mean of the ratios |C| / other without the outer ones: at most `trim` of those beyond the present value on each side.
    private func mean(_ row: Int, over other: [Double], around value: Double) -> Double {
        var ratios: [Double] = []
        for place in start[row]..<start[row + 1] {
            let partner = Int(partners[place])
            ratios.append(magnitudes[row * size + partner] / max(other[partner], floor))
        }
        guard !ratios.isEmpty else { return value }
        ratios.sort()
        let low = ratios.firstIndex { $0 >= value } ?? ratios.count
        let first = min(low, trim)
        let above = ratios.count - (ratios.lastIndex { $0 <= value }.map { $0 + 1 } ?? 0)
        let last = ratios.count - min(above, trim)
        guard first < last else { return value }
        return ratios[first..<last].reduce(0, +) / Double(last - first)
    }

    /// |u v' - s t'| from inner products alone: the product moved by (u - s) v' + s (v - t)'.
    private static func distance(_ u: [Double], _ v: [Double], _ s: [Double], _ t: [Double]) -> Double {
        let left = zip(u, s).map { $0 - $1 }
        let right = zip(v, t).map { $0 - $1 }
        let square = dot(left, left) * dot(v, v) + 2 * dot(left, s) * dot(v, right) + dot(s, s) * dot(right, right)
        return max(0, square).squareRoot()
    }

    private static func dot(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for index in left.indices { sum += left[index] * right[index] }
        return sum
    }
}
