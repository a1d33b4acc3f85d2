/// Ranks of a list, 1 for the smallest; equal values share the mean of their places.
public enum Ranks {
    /// - Parameter values: without NaN.
    public static func of(_ values: [Double]) -> [Double] {
        let order = values.indices.sorted { values[$0] != values[$1] ? values[$0] < values[$1] : $0 < $1 }
        var ranks = [Double](repeating: 0, count: values.count)
        var first = 0
        while first < order.count {
            var end = first + 1
            while end < order.count, values[order[end]] == values[order[first]] { end += 1 }
            for place in first..<end { ranks[order[place]] = Double(first + end + 1) / 2 }
            first = end
        }
        return ranks
    }

    /// Sizes of the groups of equal values; those of one included.
    public static func ties(_ values: [Double]) -> [Int] {
        var sizes: [Int] = []
        var last: Double?
        for value in values.sorted() {
            if value == last { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
            last = value
        }
        return sizes
    }
}
