import Kernels

/// Moments, quantiles and histogram of a stream of numbers.
///
/// Quantiles from the numbers themselves up to a bound, then from buckets. Moments by blocks of 1024 numbers of the stream,
/// whatever pieces it comes in.
struct NumberScan: Sendable {
    private let bound: Int
    private var minimum = Double.infinity
    private var maximum = -Double.infinity
    private var zeros = 0
    private var negatives = 0
    private var infinite = 0
    private var moments = CentralMoments()
    private var block: [Double] = []
    private var kept: [Double] = []
    private var buckets: QuantileBuckets?

    init(bound: Int) { self.bound = bound }

    @inline(__always)
    mutating func add(_ value: Double) {
        guard value.isFinite else {
            if value.isInfinite { infinite += 1 }
            return
        }
        block.append(value)
        if block.count == 1024 { flush() }
    }

    private mutating func flush() {
        block.withUnsafeBufferPointer { block in
            moments.add(block)
            for value in block {
                minimum = min(minimum, value)
                maximum = max(maximum, value)
                zeros += value == 0 ? 1 : 0
                negatives += value < 0 ? 1 : 0
            }
            if buckets == nil, kept.count + block.count <= bound {
                kept.append(contentsOf: block)
            } else {
                startBuckets()
                for value in block { buckets?.add(value) }
            }
        }
        block.removeAll(keepingCapacity: true)
    }

    private mutating func startBuckets() {
        guard buckets == nil else { return }
        var buckets = QuantileBuckets()
        for number in kept { buckets.add(number) }
        self.buckets = buckets
        kept = []
    }

    /// - Parameter counts: every number with its count, ascending, where somebody has them: then quantiles are exact.
    func report(bins: Int, counts: [NumberCount]? = nil) -> ColumnReport.Numbers? {
        var scan = self
        scan.flush()
        guard scan.moments.count > 0 || infinite > 0 else { return nil }
        if scan.buckets != nil, let counts, counts.reduce(0, { $0 + $1.count }) == scan.moments.count {
            return scan.settled(SortedNumbers(counts), bins)
        }
        return scan.settled(scan.buckets == nil ? SortedNumbers(scan.kept.sorted().map { NumberCount(value: $0, count: 1) }) : nil, bins)
    }

    /// - Parameter sorted: all numbers; nil where only the buckets have them.
    private func settled(_ sorted: SortedNumbers?, _ bins: Int) -> ColumnReport.Numbers {
        let isEmpty = moments.count == 0
        let quantiles = ColumnReport.quantileShares.map { share in
            sorted?.quantile(share) ?? buckets?.quantile(share).map { min(maximum, max(minimum, $0)) } ?? 0
        }
        var numbers = ColumnReport.Numbers(
            count: moments.count, minimum: isEmpty ? 0 : minimum, maximum: isEmpty ? 0 : maximum, mean: moments.mean.isFinite ? moments.mean : 0,
            deviation: moments.deviation ?? (moments.count > 1 ? .greatestFiniteMagnitude : 0), quantiles: quantiles,
            quantilesAreExact: sorted != nil, histogram: isEmpty ? [] : histogram(sorted, bins))
        (numbers.skewness, numbers.kurtosis) = (moments.skewness, moments.kurtosis)
        (numbers.zeros, numbers.negatives, numbers.infinite) = (zeros, negatives, infinite)
        numbers.quantileError = sorted == nil ? QuantileBuckets.relativeError : nil
        numbers.momentsOverflow = !moments.mean.isFinite || moments.count > 1 && moments.deviation == nil
        return numbers
    }

    private func histogram(_ sorted: SortedNumbers?, _ bins: Int) -> [ColumnReport.Bin] {
        guard maximum > minimum else { return [ColumnReport.Bin(from: minimum, to: maximum, count: moments.count)] }
        func edge(_ bin: Int) -> Double {
            let share = Double(bin) / Double(bins)
            let width = maximum - minimum
            return width.isFinite ? minimum + Double(bin) * (width / Double(bins)) : minimum * (1 - share) + maximum * share
        }
        var below = 0
        return (0..<bins).map { bin in
            let to = bin == bins - 1 ? maximum : edge(bin + 1)
            let upTo = bin == bins - 1 ? moments.count : min(moments.count, max(below, sorted?.count(below: to) ?? buckets?.count(below: to) ?? 0))
            defer { below = upTo }
            return ColumnReport.Bin(from: edge(bin), to: to, count: upTo - below)
        }
    }
}

/// A number and how often it occurs.
struct NumberCount: Sendable {
    var value: Double
    var count: Int
}

/// All numbers of a column, ascending, equal ones together.
struct SortedNumbers {
    private let values: [Double]
    /// How many numbers come up to and with each value.
    private let upTo: [Int]

    init(_ counts: [NumberCount]) {
        values = counts.map(\.value)
        var sum = 0
        upTo = counts.map { sum += $0.count; return sum }
    }

    /// Linear between ranks (numpy's default, type 7); nil without numbers.
    func quantile(_ share: Double) -> Double? {
        guard let total = upTo.last else { return nil }
        let rank = share * Double(total - 1), low = Int(rank)
        let below = values[place(of: low)], above = values[place(of: min(low + 1, total - 1))]
        return below + (above - below) * (rank - Double(low))
    }

    func count(below edge: Double) -> Int {
        var (low, high) = (0, values.count)
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < edge { low = middle + 1 } else { high = middle }
        }
        return low == 0 ? 0 : upTo[low - 1]
    }

    /// The first value that more than `rank` numbers come up to.
    private func place(of rank: Int) -> Int {
        var (low, high) = (0, upTo.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if upTo[middle] > rank { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
