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
        var isDisagreement: Bool { event.prediction != answer }
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

    /// The share of those in which model and person differ among the events of these rows; nil where there is none.
    ///
    /// - Parameter places: of `rows`, ascending. Cost: theirs, so that thousands of slices may be asked for.
    func disagreement(among places: [Int]) -> WeightedShare? {
        let size = places.reduce(0) { $0 + rows[$1].weight }
        guard size > 0 else { return nil }
        let share = min(1, places.reduce(0) { rows[$1].isDisagreement ? $0 + rows[$1].weight : $0 } / size)
        let variance = variance(places, share) / (size * size)
        // At most the number of answered events, so that strata in which nothing was seen do not make it endless.
        let even = size * size / places.reduce(0) { $0 + rows[$1].weight * rows[$1].weight }
        let worth = variance > 0 ? min(share * (1 - share) / variance, Double(places.count)) : even
        return WeightedShare(answered: places.count, share: share, worth: worth, interval: WilsonInterval().of(share: share, worth: worth))
    }

    /// Of the sum of weights times deviations from the share, 0 outside of these rows: N² (1 - a / N) s² / a over the strata; of
    /// a single answer its own square.
    private func variance(_ places: [Int], _ share: Double) -> Double {
        var strata: [Int: (sum: Double, squares: Double)] = [:]
        for place in places {
            let value = (rows[place].isDisagreement ? 1 : 0) - share
            let (sum, squares) = strata[rows[place].stratum] ?? (0, 0)
            strata[rows[place].stratum] = (sum + value, squares + value * value)
        }
        return strata.sorted { $0.key < $1.key }.reduce(0) { result, stratum in
            let (size, n) = (sizes[stratum.key], Double(counts[stratum.key]))
            let (sum, squares) = stratum.value
            let spread = n > 1 ? max(0, squares - sum * sum / n) / (n - 1) : squares
            return result + size * max(0, size - n) * spread / n
        }
    }
}
