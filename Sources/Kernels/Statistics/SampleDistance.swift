/// How far apart two samples of numbers lie, in the unit of the numbers. Both ascending, finite and not empty; O(n + m).
public enum SampleDistance {
    /// The first Wasserstein distance: the area between the two cumulative shares; how far a value has to be moved on average
    /// to make one sample the other.
    public static func wasserstein(_ first: [Double], _ second: [Double]) -> Double {
        area(first, second) { abs($0) }
    }

    /// The energy distance of Székely and Rizzo (2013, doi 10.1016/j.jspi.2013.03.018): the root of twice the area between the
    /// cumulative shares squared.
    public static func energy(_ first: [Double], _ second: [Double]) -> Double {
        (2 * area(first, second) { $0 * $0 }).squareRoot()
    }

    private static func area(_ first: [Double], _ second: [Double], _ height: (Double) -> Double) -> Double {
        precondition(!first.isEmpty && !second.isEmpty, "an empty sample")
        var (a, b, sum) = (0, 0, 0.0)
        var last = min(first[0], second[0])
        while a < first.count || b < second.count {
            let value = b == second.count || (a < first.count && first[a] <= second[b]) ? first[a] : second[b]
            if value > last {
                sum += (value - last) * height(Double(a) / Double(first.count) - Double(b) / Double(second.count))
                last = value
            }
            if a < first.count, first[a] == value { a += 1 } else { b += 1 }
        }
        return sum
    }
}
