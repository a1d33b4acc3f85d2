import Records

/// What the quality rules would do to a set of documents: the dry run.
public struct TextQualityReport: Sendable, Hashable, Codable {
    public var seen = 0
    /// No rule drops them.
    public var kept = 0
    /// By the order of the catalogue.
    public var rules: [TextRuleReport]
    /// Lines by what C4's rules would do to them, by the order of `CleanedLines.Outcome`.
    public var lines: [LineCount]

    public struct LineCount: Sendable, Hashable, Codable {
        public var outcome: String
        public var count: Int
    }

    init(rules: [TextRuleReport]) {
        self.rules = rules
        lines = CleanedLines.Outcome.allCases.map { LineCount(outcome: $0.rawValue, count: 0) }
    }

    mutating func addLines(_ counts: CleanedLines.Counts) {
        for place in lines.indices { lines[place].count += counts.lines[place] }
    }

    /// `other` comes after this one; both are of the same rules.
    mutating func merge(_ other: TextQualityReport, examples: Int) {
        seen += other.seen
        kept += other.kept
        for place in lines.indices { lines[place].count += other.lines[place].count }
        for place in rules.indices { rules[place].merge(other.rules[place], examples: examples) }
    }
}

/// What one rule would do.
public struct TextRuleReport: Sendable, Hashable, Codable {
    public struct Example: Sendable, Hashable, Codable {
        public var key: String
        public var value: Double
    }

    public var rule: String
    public var family: TextRule.Family
    public var threshold: Double
    public var drops: TextRule.Side
    /// Documents it drops, whatever other rules say.
    public var dropped = 0
    /// Documents it is the first to drop: what a pipeline that stops at the first reason would count.
    public var droppedFirst = 0
    /// The first ones it dropped.
    public var examples: [Example] = []
    /// Documents per bin of `scale`.
    public var histogram = [Int](repeating: 0, count: HistogramScale.binCount)
    public var scale: HistogramScale

    init(_ rule: TextRule) {
        self.rule = rule.name
        family = rule.family
        threshold = rule.threshold
        drops = rule.drops
        scale = rule.scale
    }

    mutating func merge(_ other: TextRuleReport, examples limit: Int) {
        dropped += other.dropped
        droppedFirst += other.droppedFirst
        examples += other.examples.prefix(max(0, limit - examples.count))
        for bin in histogram.indices { histogram[bin] += other.histogram[bin] }
    }
}
