import Kernels
import Records

/// Rates by group, and the gaps between groups.
public struct GroupRatesReport: Sendable, Hashable, Codable {
    public struct Group: Sendable, Hashable, Codable {
        /// In the order of the columns.
        public var values: [String]
        /// Rows of which it is known.
        public var count: Int
        public var hits: Int
        public var rate: Double
        /// Wilson's, 95 %.
        public var interval: ShareInterval
    }

    public struct Rate: Sendable, Hashable, Codable {
        /// The label, or the column that is missing.
        public var name: String
        public var kind: RowFlags.Kind
        /// Over the groups shown.
        public var overall: Double?
        /// In the order of their values; small ones left out.
        public var groups: [Group]
        /// Largest less smallest rate; nil with fewer than two groups.
        public var difference: Double?
        /// Smallest over largest rate.
        public var ratio: Double?
        /// Of rates as different by chance, adjusted for the number of rates.
        public var probability: Double?
        /// The gap is large, and no chance.
        public var isGap: Bool
    }

    public var columns: [String]
    public var rows: Int
    public var missing: Int
    public var hidden: SmallGroups
    public var rates: [Rate]

    public var findings: [Finding] {
        rates.filter(\.isGap).compactMap { rate in
            guard let most = rate.groups.max(by: { ($0.rate, $1.values.joined()) < ($1.rate, $0.values.joined()) }),
                let least = rate.groups.min(by: { ($0.rate, $0.values.joined()) < ($1.rate, $1.values.joined()) })
            else { return nil }
            let what = switch rate.kind {
            case .label: "label `\(rate.name)`"
            case .missing: "missing `\(rate.name)`"
            case .duplicate: "copies"
            }
            return Finding(
                .warning, "bias.\(rate.kind.rawValue)-rate",
                "\(what): \(Figure.percent(most.rate)) of `\(most.values.joined(separator: ", "))`, \(Figure.percent(least.rate)) of `\(least.values.joined(separator: ", "))`",
                at: Place(record: rate.name), hint: "find out whether the world is so or the collection made it so")
        }
    }

    /// A few lines for people.
    public var words: [String] {
        let shown = rates.first?.groups.count ?? 0
        return ["\(Figure.list(columns)): \(rates.count) rates over \(shown) groups of \(rows) rows, \(missing) without a value; \(rates.count { $0.isGap }) gaps"]
            + findings.map(\.message) + hidden.words
    }
}
