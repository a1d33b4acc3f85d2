import Kernels

/// A share among all events, told from the sampled ones.
public struct WeightedShare: Sendable, Hashable, Codable {
    /// Sampled and answered events it rests on.
    public var answered: Int
    public var share: Double
    /// So many evenly drawn events would tell it as precisely.
    public var worth: Double
    public var interval: ShareInterval
}

/// Answered events in strata with known sizes: what every estimate of a stream is made of.
///
/// Of a stratum of N events with a answered ones each of these stands for N / a: those not yet answered are taken to be like
/// the answered ones of their stratum. A stratum without an answer joins the largest of its day that has one. A share among
/// all events is the Horvitz-Thompson estimate and without bias; among a part of them, such as a slice, whose size is itself
/// estimated, it is Hájek's ratio, whose bias is of the order 1 / a. The variance is that of stratified draws, for ratios by
/// linearisation (Särndal, Swensson and Wretman, 1992, Model Assisted Survey Sampling, 5.5); the interval is Wilson's at the
/// number of evenly drawn events of the same precision (Kish, 1965), so it stays inside 0...1 and does not vanish at 0.
struct WeightedEvents {
    struct Row {
        var event: StreamEvent
        var answer: String
        /// For so many events this one stands.
        var weight: Double
        var stratum: Int
    }

    private(set) var rows: [Row] = []
    /// By stratum: all events, and answered ones.
    private var sizes: [Double] = []
    private var counts: [Int] = []

    init(_ days: [AnsweredSample]) { for day in days { add(day) } }

    private mutating func add(_ day: AnsweredSample) {
        var answered = StratumCounts()
        for (item, answer) in zip(day.sample.items, day.answers) where answer != nil { answered[item.stratum] += 1 }
        guard let largest = StreamStratum.allCases.filter({ answered[$0] > 0 }).max(by: { day.sample.counts[$0] < day.sample.counts[$1] }) else { return }
        var (places, size): ([StreamStratum: Int], [StreamStratum: Int]) = ([:], [:])
        for stratum in StreamStratum.allCases { size[answered[stratum] > 0 ? stratum : largest, default: 0] += day.sample.counts[stratum] }
        for stratum in StreamStratum.allCases where answered[stratum] > 0 {
            places[stratum] = sizes.count
            sizes.append(Double(size[stratum] ?? 0))
            counts.append(answered[stratum])
        }
        for (item, answer) in zip(day.sample.items, day.answers) {
            guard let answer, let place = places[item.stratum] else { continue }
            rows.append(Row(event: item.event, answer: answer, weight: sizes[place] / Double(counts[place]), stratum: place))
        }
    }

    /// Estimated number of events with it.
    func total(where isCounted: (Row) -> Bool) -> Double { rows.reduce(0) { isCounted($1) ? $0 + $1.weight : $0 } }

    /// The share of `isHit` among the events of `domain`; nil where none was answered.
    func share(of isHit: (Row) -> Bool, among domain: (Row) -> Bool = { _ in true }) -> WeightedShare? {
        let inside = rows.map(domain)
        let size = zip(rows, inside).reduce(0) { $1.1 ? $0 + $1.0.weight : $0 }
        guard size > 0 else { return nil }
        let hits = rows.map(isHit)
        let share = min(1, rows.indices.reduce(0) { inside[$1] && hits[$1] ? $0 + rows[$1].weight : $0 } / size)
        let answered = inside.count { $0 }
        let worth = worth(rows.indices.map { inside[$0] ? ((hits[$0] ? 1 : 0) - share) / size : 0 }, share, inside, answered)
        return WeightedShare(answered: answered, share: share, worth: worth, interval: WilsonInterval().of(share: share, worth: worth))
    }

    /// At most the number of answered events, so that strata in which nothing was seen do not make it endless.
    private func worth(_ deviations: [Double], _ share: Double, _ inside: [Bool], _ answered: Int) -> Double {
        let variance = variance(deviations)
        let weights = zip(rows, inside).filter(\.1).map(\.0.weight)
        let sum = weights.reduce(0, +)
        let even = sum * sum / weights.reduce(0) { $0 + $1 * $1 }
        return variance > 0 ? min(share * (1 - share) / variance, Double(answered)) : even
    }

    /// Of the sum of weights times values: N² (1 - a / N) s² / a over the strata; of a single answer its own square.
    private func variance(_ values: [Double]) -> Double {
        var (sums, squares) = ([Double](repeating: 0, count: sizes.count), [Double](repeating: 0, count: sizes.count))
        for (row, value) in zip(rows, values) {
            sums[row.stratum] += value
            squares[row.stratum] += value * value
        }
        return sizes.indices.reduce(0) { result, place in
            let n = Double(counts[place])
            let spread = n > 1 ? max(0, squares[place] - sums[place] * sums[place] / n) / (n - 1) : squares[place]
            return result + sizes[place] * max(0, sizes[place] - n) * spread / n
        }
    }
}
