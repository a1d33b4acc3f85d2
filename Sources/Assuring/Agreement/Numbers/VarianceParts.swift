import Kernels

/// The mean squares of an analysis of variance: between items, between raters, and the rest.
struct VarianceParts {
    let items: Int
    /// Per item; a mean when they differ.
    let raters: Double
    let rows: Double
    /// 0 when each item has raters of its own.
    let columns: Double
    /// Within items when each has raters of its own.
    let rest: Double
    let restFreedom: Double

    init(oneWay table: NumberTable, items drawn: [Int32]) throws(AgreementUndefined) {
        let places = drawn.map { table.ratings(ofItem: $0) }.filter { $0.count > 1 }
        guard !places.isEmpty else { throw .nothingRatedTwice }
        guard places.count > 1 else { throw .tooFewItems }
        let all = Double(places.reduce(0) { $0 + $1.count })
        let numbers = places.map { range in table.values[range].map { $0 - table.origin } }
        let sum = numbers.reduce(0) { $0 + $1.reduce(0, +) }
        let squares = places.reduce(0.0) { $0 + Double($1.count * $1.count) }
        var (between, within) = (0.0, 0.0)
        for own in numbers {
            let mean = own.reduce(0, +) / Double(own.count)
            between += Double(own.count) * (mean - sum / all) * (mean - sum / all)
            within += own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        let noise = Self.noise(numbers.joined())
        items = places.count
        let n = Double(places.count)
        raters = (all - squares / all) / (n - 1)
        rows = between > noise ? between / (n - 1) : 0
        columns = 0
        restFreedom = all - n
        rest = within > noise ? within / restFreedom : 0
        guard rows > 0 || rest > 0 else { throw .noSpread }
    }

    init(twoWay given: NumberTable.Complete) throws(AgreementUndefined) {
        guard given.items > 1 else { throw .tooFewItems }
        let table = given.less(given.values[0])
        let (n, k) = (Double(table.items), Double(table.annotators))
        let mean = table.values.reduce(0, +) / (n * k)
        let itemMeans = (0..<table.items).map { item in (0..<table.annotators).reduce(0) { $0 + table[item, $1] } / k }
        let raterMeans = (0..<table.annotators).map { table.column($0).reduce(0, +) / n }
        var squares = 0.0
        for item in 0..<table.items {
            for annotator in 0..<table.annotators {
                let left = table[item, annotator] - itemMeans[item] - raterMeans[annotator] + mean
                squares += left * left
            }
        }
        let noise = Self.noise(table.values)
        let between = k * itemMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let raterBias = n * raterMeans.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        items = table.items
        raters = k
        rows = between > noise ? between / (n - 1) : 0
        columns = raterBias > noise ? raterBias / (k - 1) : 0
        restFreedom = (n - 1) * (k - 1)
        rest = squares > noise ? squares / restFreedom : 0
        guard rows > 0 || columns > 0 || rest > 0 else { throw .noSpread }
    }

    /// Sums of squares below this are rounding.
    private static func noise(_ numbers: some Sequence<Double>) -> Double {
        numbers.reduce(0) { $0 + $1 * $1 } * 1e-28
    }

    /// Of one rating by raters drawn from many: Satterthwaite's degrees of freedom, as Shrout and Fleiss give them.
    var randomInterval: Agreement.Interval? {
        let (n, k) = (Double(items), raters)
        let value = (rows - rest) / (rows + (k - 1) * rest + k * (columns - rest) / n)
        let a = k * value * columns / rest
        let b = n * (1 + (k - 1) * value) - k * value
        let freedom = (k - 1) * (n - 1) * (a + b) * (a + b) / ((n - 1) * a * a + b * b)
        guard freedom > 0, freedom.isFinite else { return nil }
        let upper = FDistribution(n - 1, freedom).quantile(0.975)
        let lower = FDistribution(freedom, n - 1).quantile(0.975)
        let others = k * columns + (k * n - k - n) * rest
        let low = n * (rows - upper * rest) / (upper * others + n * rows)
        let high = n * (lower * rows - rest) / (others + n * lower * rows)
        return low.isFinite && high.isFinite ? .init(low: low, high: high) : nil
    }
}
