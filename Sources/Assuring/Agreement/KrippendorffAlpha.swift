/// One minus disagreement seen over disagreement expected, for any number of annotators, missing ratings and scales.
///
/// Paper: Krippendorff, Content Analysis (4th edition, 2018), chapter 12. Built from coincidences
/// o_ck = sum over items of r_ic (r_ik - [c = k]) / (r_i - 1), so ratings of items rated once do not count.
/// The ordinal scale is the order of the declared classes; interval and ratio need classes that are numbers. The other
/// forms take 1 - w of Gwet's weights as the distance: identity, quadratic and ratio weights are the nominal, interval and
/// ratio scales; `ordinal-weights` are Gwet's, whose distances, unlike Krippendorff's, do not depend on the ratings.
///
/// Cost: O(cells x classes per item + K^2), and O(cells + K) on the nominal scale; no items-by-annotators matrix and no
/// matrix of coincidences. The standard error is Gwet's linearisation; the ordinal distance depends on the data itself and
/// has none: use `bootstrapped`.
public struct KrippendorffAlpha: AgreementMeasure {
    public enum Level: String, Sendable, CaseIterable {
        case nominal, ordinal, interval, ratio, linear, radical, circular, bipolar
        case ordinalWeights = "ordinal-weights"

        /// nil for Krippendorff's own ordinal scale.
        var weights: AgreementWeights.Scheme? {
            switch self {
            case .nominal: .identity
            case .interval: .quadratic
            case .ratio: .ratio
            case .linear: .linear
            case .radical: .radical
            case .circular: .circular
            case .bipolar: .bipolar
            case .ordinalWeights: .ordinal
            case .ordinal: nil
            }
        }
    }

    public static let name = "krippendorff-alpha"
    public static let summary = "Agreement of any number of annotators with ratings missing; nominal to ratio scales"
    public static let variants = Level.allCases.map(\.rawValue)
    public var level: Level

    public init(level: Level = .nominal) { self.level = level }

    public init?(variant: String?) {
        guard let level = variant.map({ Level(rawValue: $0) }) ?? .nominal else { return nil }
        self.level = level
    }

    public var variant: String? { level == .nominal ? nil : level.rawValue }

    public func agreement(of panel: RatingPanel, items: [Int32]) -> Agreement {
        let items = items.filter { panel.ratings[Int($0)] > 1 }
        guard !items.isEmpty else { return .undefined(fullName, .nothingRatedTwice) }
        let totals = panel.classSums(items) { _ in 1 }
        do {
            let distances = try distances(panel, totals)
            let sums = AlphaSums(panel, items, distances, totals)
            guard let value = sums.value else { return .undefined(fullName, .noVariation, items: items.count) }
            // The same value as a chance-corrected share, distances over the largest: what alpha's error is made of too.
            let chance = 1 - sums.expected * (sums.ratings - 1) / (sums.ratings * sums.ratings) / distances.largest
            var result = Agreement(measure: fullName, value: value, observed: chance + value * (1 - chance), expected: chance, items: items.count)
            if level != .ordinal { result.judge(sums.standardError(panel, items, distances, totals), items: items.count) }
            return result
        } catch { return .undefined(fullName, error, items: items.count) }
    }

    public func resampling(_ panel: RatingPanel) -> @Sendable ([Int32]) -> Double? {
        guard level != .ordinal, let distances = try? distances(panel, []) else { return { self.agreement(of: panel, items: $0).value } }
        let seen = panel.disagreements(panel.votes.allItems, distances)
        return { items in
            let items = items.filter { panel.ratings[Int($0)] > 1 }
            let totals = panel.classSums(items) { _ in 1 }
            return AlphaSums(seen: items.reduce(0) { $0 + seen[Int($1)] }, totals, distances).value
        }
    }

    /// - Parameter totals: what the ordinal scale is made of.
    private func distances(_ panel: RatingPanel, _ totals: [Double]) throws(AgreementUndefined) -> AlphaDistances {
        guard let scheme = level.weights else { return try AlphaDistances.ordinal(totals) }
        return try AlphaDistances(scheme, panel)
    }
}
