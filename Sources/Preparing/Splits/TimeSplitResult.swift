import Records

/// Sides by time, from when to when each reaches, and what was left out.
public struct TimeSplitResult: Sendable, Hashable, Codable {
    public struct Side: Sendable, Hashable, Codable {
        public var name: String
        public var asked: Double
        public var count: Int
        /// Of the items that have a time.
        public var share: Double
        /// Times of its first and last item; nil where the gap left none.
        public var first: Double?
        public var last: Double?
        /// Items less than the gap before the next side.
        public var leftOut: Int
    }

    /// Of each item, a place in `report`; nil is left out.
    public var places: [Int?]
    public var sides: [Side]
    public var gap: Double
    /// Items without a time, or with one that is not finite.
    public var withoutTime: Int
    public var findings: [Finding]

    /// - Parameters:
    ///   - ends: where each side ends in the order of the times.
    ///   - begins: when each side but the first begins: what the gap is measured from.
    init(shares: [SplitShare], gap: Double, runs: TimeRuns, ends: [Int], begins: [Double], itemCount: Int) {
        (self.gap, withoutTime) = (gap, itemCount - runs.order.count)
        var places = [Int?](repeating: nil, count: itemCount)
        sides = shares.indices.map { side in
            let range = (side == 0 ? 0 : ends[side - 1])..<ends[side]
            let next = side < begins.count ? begins[side] : .infinity
            let kept = range.prefix { gap == 0 || next - runs.times[$0] >= gap }
            for place in kept { places[runs.order[place]] = side }
            return Side(
                name: shares[side].name, asked: shares[side].share, count: kept.count,
                share: Double(kept.count) / Double(max(1, runs.order.count)), first: kept.first.map { runs.times[$0] },
                last: kept.last.map { runs.times[$0] }, leftOut: range.count - kept.count)
        }
        self.places = places
        findings = []
        findings = Self.findings(sides, withoutTime: withoutTime, items: itemCount)
    }

    private static func findings(_ sides: [Side], withoutTime: Int, items: Int) -> [Finding] {
        var findings: [Finding] = []
        if withoutTime > 0 {
            findings.append(Finding(.warning, "split.no-time", "\(withoutTime) of \(items) items have no time and are on no side"))
        }
        for side in sides where side.count == 0 {
            findings.append(side.leftOut > 0
                ? Finding(.error, "split.side-empty", "the gap leaves nothing of `\(side.name)`", hint: "ask for a smaller gap")
                : Finding(.error, "split.side-empty", "`\(side.name)` got none of \(items) items: none has a time in its span", hint: "cut at other times"))
        }
        for side in sides where side.count > 0 && abs(side.share + Double(side.leftOut) / Double(max(1, items)) - side.asked) > max(0.01, 1.5 / Double(items)) {
            findings.append(Finding(
                .warning, "split.share-missed", "`\(side.name)` holds \(Figure.percent(side.share)) of the items instead of \(Figure.percent(side.asked))",
                hint: "items of equal time stay together"))
        }
        return findings
    }

    /// A few lines for people.
    public var words: [String] {
        sides.map { side in
            let span = side.first.flatMap { first in side.last.map { ", from \(Figure.rounded(first, 3)) to \(Figure.rounded($0, 3))" } } ?? ""
            return "\(side.name): \(side.count) items\(span)" + (side.leftOut > 0 ? "; \(side.leftOut) left out by the gap" : "")
        } + (withoutTime > 0 ? ["\(withoutTime) items have no time and are on no side"] : [])
    }
}
