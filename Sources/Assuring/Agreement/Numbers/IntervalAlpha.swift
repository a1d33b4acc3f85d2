/// Krippendorff's alpha on the interval scale for numbers, however many different ones there are.
///
/// Squared distances need no table of pairs: sums of squares around item means and around the overall mean give
/// D_o = (2/N) sum_i r_i SS_i / (r_i - 1) and D_e = 2 N SS / (N (N - 1)), alpha = 1 - D_o / D_e. Equals
/// `KrippendorffAlpha(level: .interval)` on the same ratings. O(numbers). Missing ratings allowed; items rated once do not count.
public struct IntervalAlpha: NumberAgreementMeasure {
    public static let name = "interval-alpha"
    public static let summary = "Krippendorff's alpha of numbers with ratings missing, on the interval scale"

    public init() {}
    public init?(variant: String?) { if variant != nil { return nil } }

    public func agreement(of table: NumberTable, items: [Int32]) -> Agreement {
        let places = items.map { table.ratings(ofItem: $0) }.filter { $0.count > 1 }
        guard !places.isEmpty else { return .undefined(name, .nothingRatedTwice) }
        let all = Double(places.reduce(0) { $0 + $1.count })
        let origin = table.values[places[0].lowerBound]
        let mean = places.reduce(0) { $0 + table.values[$1].reduce(0) { $0 + ($1 - origin) } } / all
        var (seen, total) = (0.0, 0.0)
        for range in places {
            let count = Double(range.count)
            let numbers = table.values[range].map { $0 - origin }
            let own = numbers.reduce(0, +) / count
            let within = numbers.reduce(0) { $0 + ($1 - own) * ($1 - own) }
            seen += count * within / (count - 1)
            total += numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        }
        guard total > 0 else { return .undefined(name, .noSpread, items: places.count) }
        return Agreement(measure: name, value: 1 - seen / all / (total / (all - 1)), items: places.count)
    }
}
