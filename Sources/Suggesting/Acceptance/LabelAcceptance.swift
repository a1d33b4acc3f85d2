import Glibc
import Kernels

/// From which confidence on one label is accepted, on what evidence; or why it is not.
public struct LabelAcceptance: Sendable, Hashable, Codable {
    public enum Refusal: String, Sendable, Codable {
        /// Too few judged rows for any statement of this kind, were they all right.
        case tooFew = "too-few"
        /// Enough rows, and none of the lists is right often enough.
        case notAccurate = "not-accurate"
        /// People found too many wrong ones among those accepted.
        case withdrawn
    }

    public var label: String
    /// Judged rows the model gives this label, and those of them that are right.
    public var judged: Int
    public var right: Int
    /// How many thresholds were looked at; the risk is parted among them.
    public var looks: Int
    /// Accepted is strictly above; nil: nothing is.
    public private(set) var threshold: Double?
    /// Judged rows above the threshold, and those of them that are wrong.
    public var accepted = 0
    public var wrong = 0
    /// Where the error of what is accepted lies; its upper end is the statement.
    public var error: ShareInterval?
    public private(set) var refusal: Refusal?
    /// Of a label that is refused: how many more judged rows it would take, at the best accuracy seen. nil: no number helps.
    public var moreNeeded: Int?

    mutating func withdraw() { (threshold, refusal, moreNeeded) = (nil, .withdrawn, nil) }

    static func fit(_ label: String, _ rows: [JudgedSuggestion], target: Double, risk: Double) -> LabelAcceptance {
        let sorted = rows.sorted { $0.confidence > $1.confidence }
        let right = rows.count { $0.isRight }
        let lengths = Self.lengths(rows.count, target: target, risk: risk)
        var rule = LabelAcceptance(label: label, judged: rows.count, right: right, looks: lengths.count)
        guard !lengths.isEmpty else {
            (rule.refusal, rule.moreNeeded) = (.tooFew, Self.least(target, risk) - rows.count)
            return rule
        }
        let each = risk / Double(lengths.count)
        let lists = lengths.map { List(of: sorted, length: $0, risk: each) }
        if let passed = lists.first(where: { $0.accuracyAtLeast >= target }) { rule.accept(passed, risk: each) } else { rule.refuse(lists, target, each) }
        return rule
    }

    private mutating func accept(_ list: List, risk: Double) {
        (threshold, accepted, wrong) = (list.threshold, list.count, list.wrong)
        error = ShareInterval(low: ExactInterval.lower(list.wrong, among: list.count, risk: risk), high: 1 - list.accuracyAtLeast)
    }

    private mutating func refuse(_ lists: [List], _ target: Double, _ risk: Double) {
        refusal = .notAccurate
        guard let best = lists.filter({ $0.count > 0 }).min(by: { $0.error < $1.error }), 1 - best.error > target else { return }
        // At an equal share of wrong ones, a list this long would have passed.
        var (low, high) = (best.count, best.count)
        repeat { (low, high) = (high, high * 2) } while !Self.passes(high, best.error, target, risk) && high < 1 << 24
        while high - low > 1 {
            let tried = (low + high) / 2
            if Self.passes(tried, best.error, target, risk) { high = tried } else { low = tried }
        }
        moreNeeded = Int((Double(high - best.count) * Double(judged) / Double(best.count)).rounded(.up))
    }

    private static func passes(_ count: Int, _ error: Double, _ target: Double, _ risk: Double) -> Bool {
        ExactInterval.lower(count - Int((error * Double(count)).rounded(.up)), among: count, risk: risk) >= target
    }

    /// Rows that pass when all of them are right.
    static func least(_ target: Double, _ risk: Double) -> Int { Int((log(risk) / log(target)).rounded(.up)) }

    /// The lists to be looked at, longest first: as many as can still be judged at their part of the risk.
    static func lengths(_ count: Int, target: Double, risk: Double) -> [Int] {
        var lengths: [Int] = []
        var next = count
        while next >= least(target, risk / Double(lengths.count + 1)), next > 0 {
            lengths.append(next)
            next /= 2
        }
        return lengths
    }
}

extension LabelAcceptance {
    /// The rows above one confidence.
    private struct List {
        var threshold: Double
        var count: Int
        var wrong: Int
        var accuracyAtLeast: Double
        var error: Double { count == 0 ? 1 : Double(wrong) / Double(count) }

        /// The row behind the list gives the threshold; rows equal to it are no part of the list.
        init(of sorted: [JudgedSuggestion], length: Int, risk: Double) {
            let threshold = length < sorted.count ? sorted[length].confidence : 0
            let rows = sorted.prefix { $0.confidence > threshold }
            let right = rows.count { $0.isRight }
            (self.threshold, count, wrong) = (threshold, rows.count, rows.count - right)
            accuracyAtLeast = ExactInterval.lower(right, among: rows.count, risk: risk)
        }
    }
}
