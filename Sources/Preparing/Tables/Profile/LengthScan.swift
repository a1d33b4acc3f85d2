import Kernels

/// Lengths of texts in scalars: counted one by one below 4096, in buckets above.
struct LengthScan: Sendable {
    private static let bound = 4096
    private var counts: [Int] = []
    private var long = NumberScan(bound: 0)
    private var longCount = 0

    @inline(__always)
    mutating func add(_ length: Int) {
        if length < counts.count { counts[length] += 1 } else { addFar(length) }
    }

    private mutating func addFar(_ length: Int) {
        if length < Self.bound {
            counts.append(contentsOf: repeatElement(0, count: min(Self.bound, max(64, length * 2)) - counts.count))
            counts[length] += 1
        } else {
            long.add(Double(length))
            longCount += 1
        }
    }

    /// Lengths as numbers; moments and quantiles from the counts, exact where all are below 4096.
    func report(bins: Int) -> ColumnReport.Numbers? {
        guard let far = longCount > 0 ? long.report(bins: bins) : .some(ColumnReport.Numbers.none) else { return nil }
        let near = counts.reduce(0, +), total = near + far.count
        guard total > 0 else { return nil }
        var sum = far.mean * Double(far.count)
        for (length, count) in counts.enumerated() { sum += Double(length) * Double(count) }
        let mean = sum / Double(total)
        var squares = far.deviation * far.deviation * Double(max(0, far.count - 1)) + Double(far.count) * (far.mean - mean) * (far.mean - mean)
        for (length, count) in counts.enumerated() { squares += (Double(length) - mean) * (Double(length) - mean) * Double(count) }
        let least = counts.firstIndex { $0 > 0 }.map(Double.init) ?? far.minimum
        let most = far.count > 0 ? far.maximum : Double(counts.lastIndex { $0 > 0 } ?? 0)
        let quantiles = ColumnReport.quantileShares.map { share in quantile(share * Double(total - 1), far) }
        return ColumnReport.Numbers(
            count: total, minimum: least, maximum: most, mean: mean, deviation: total > 1 ? (squares / Double(total - 1)).squareRoot() : 0,
            quantiles: quantiles, quantilesAreExact: longCount == 0, histogram: histogram(least, most, far, bins))
    }

    private func quantile(_ rank: Double, _ far: ColumnReport.Numbers) -> Double {
        var seen = 0
        for (length, count) in counts.enumerated() where count > 0 {
            seen += count
            if Double(seen) > rank { return Double(length) }
        }
        return far.quantiles.isEmpty ? far.maximum : far.quantiles[2]
    }

    private func histogram(_ least: Double, _ most: Double, _ far: ColumnReport.Numbers, _ bins: Int) -> [ColumnReport.Bin] {
        guard most > least else { return [ColumnReport.Bin(from: least, to: most, count: counts.reduce(0, +) + far.count)] }
        var result = (0..<bins).map { bin in
            ColumnReport.Bin(from: least + (most - least) * Double(bin) / Double(bins), to: least + (most - least) * Double(bin + 1) / Double(bins), count: 0)
        }
        func put(_ length: Double, _ count: Int) { result[min(bins - 1, Int((length - least) / (most - least) * Double(bins)))].count += count }
        for (length, count) in counts.enumerated() where count > 0 { put(Double(length), count) }
        for bin in far.histogram where bin.count > 0 { put((bin.from + bin.to) / 2, bin.count) }
        return result
    }
}
