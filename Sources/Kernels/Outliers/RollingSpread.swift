/// Median, and median distance from it, of a window that moves along a series.
///
/// The window is centred and shorter at the ends; gaps (NaN) are skipped, and stay gaps. Cost: O(window) a place.
public enum RollingSpread {
    public struct Place: Sendable, Hashable {
        public var median: Double
        /// Median of |x - median| over the window.
        public var deviation: Double
    }

    /// - Parameter reach: how many values before and after are looked at.
    /// - Returns: one a value; nil where the window holds nothing but gaps.
    public static func of(_ series: [Double], reach: Int) -> [Place?] {
        precondition(reach >= 0)
        var window: [Double] = []
        var end = 0
        return series.indices.map { centre in
            while end < series.count, end - reach <= centre {
                if !series[end].isNaN { window.insert(series[end], at: place(of: series[end], window)) }
                end += 1
            }
            let gone = centre - reach - 1
            if gone >= 0, !series[gone].isNaN { window.remove(at: place(of: series[gone], window)) }
            return spread(window)
        }
    }

    private static func place(of value: Double, _ sorted: [Double]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func spread(_ sorted: [Double]) -> Place? {
        guard let median = Percentile.at(0.5, ofSorted: sorted) else { return nil }
        // Distances ascend from the middle outwards on both sides: taken in order, as a merge does.
        var (below, above) = (place(of: median, sorted) - 1, place(of: median, sorted))
        var (last, beforeLast) = (0.0, 0.0)
        for _ in 0...sorted.count / 2 {
            let (down, up) = (below >= 0 ? median - sorted[below] : .infinity, above < sorted.count ? sorted[above] - median : .infinity)
            beforeLast = last
            last = min(down, up)
            if down <= up { below -= 1 } else { above += 1 }
        }
        return Place(median: median, deviation: sorted.count % 2 == 0 ? (beforeLast + last) / 2 : last)
    }
}
