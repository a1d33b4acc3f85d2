import Kernels

/// All pairs of drawings of all items, matched once and tallied by item, by label, by pair and by person.
///
/// What agreement on shapes has to say: how far two people agree, on which labels, and who stands apart.
public struct PartTallies: Sendable {
    public struct Pair: Sendable, Hashable {
        public var first: Int32
        public var second: Int32
        /// Items both drew.
        public var items: Int
        public var tally: OverlapTally
    }

    public struct Person: Sendable, Hashable {
        public var annotator: Int32
        /// Items drawn, and those somebody else drew too.
        public var items: Int
        public var shared: Int
        public var parts: Int
        /// With everybody else.
        public var tally: OverlapTally
    }

    public struct OfLabel: Sendable, Hashable {
        public var label: Int32
        /// Parts with it over all drawings.
        public var parts: Int
        public var tally: OverlapTally
    }

    public let labels: PartMatching.Labels
    /// By item; empty tallies where fewer than two people drew.
    public let items: [OverlapTally]
    public let overall: OverlapTally
    /// In the order of the table's labels; matched within the label only.
    public let byLabel: [OfLabel]
    /// Those with items in common, by (first, second).
    public let pairs: [Pair]
    public let people: [Person]

    /// Items that at least two people drew.
    public var comparedItems: Int { items.count { $0.comparisons > 0 } }

    public init(_ table: PartTable, labels: PartMatching.Labels = .equal) {
        var work = TallyWork(table, labels: labels)
        for item in 0..<Int32(table.itemCount) { work.add(item) }
        self.labels = labels
        items = work.items
        overall = work.items.reduce(into: OverlapTally()) { $0.add($1) }
        byLabel = work.labelParts.indices.map { OfLabel(label: Int32($0), parts: work.labelParts[$0], tally: work.byLabel[$0]) }
        pairs = work.sortedPairs()
        people = work.people
    }

    /// Mean over items of each item's own F1: every item counts the same, however many parts it has.
    public func itemMeanF1(at threshold: Double) -> Double? {
        let values = items.compactMap { $0.f1(at: threshold) }
        return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
}

private struct TallyWork {
    let table: PartTable
    let labels: PartMatching.Labels
    var items: [OverlapTally]
    var byLabel: [OverlapTally]
    var labelParts: [Int]
    var people: [PartTallies.Person]
    private var pairs: [Int64: PartTallies.Pair] = [:]

    init(_ table: PartTable, labels: PartMatching.Labels) {
        self.table = table
        self.labels = labels
        items = Array(repeating: OverlapTally(), count: table.itemCount)
        byLabel = Array(repeating: OverlapTally(), count: table.labelNames.count)
        labelParts = Array(repeating: 0, count: table.labelNames.count)
        people = (0..<Int32(table.annotatorCount)).map { PartTallies.Person(annotator: $0, items: 0, shared: 0, parts: 0, tally: OverlapTally()) }
    }

    mutating func add(_ item: Int32) {
        let drawings = Array(table.drawings(ofItem: item))
        for drawing in drawings {
            let person = Int(drawing.annotator)
            people[person].items += 1
            people[person].shared += drawings.count > 1 ? 1 : 0
            people[person].parts += drawing.parts.count
            for set in drawing.labelSets { for label in table.labelSets[Int(set)] { labelParts[Int(label)] += 1 } }
        }
        for first in drawings.indices {
            for second in first + 1..<max(drawings.count, first + 1) { compare(drawings[first], drawings[second]) }
        }
    }

    private mutating func compare(_ first: PartTable.Drawing, _ second: PartTable.Drawing) {
        let overlaps = PartMatching.overlaps(first, second)
        let allowed = overlaps.filter { labels == .ignored || first.labelSets[$0.first] == second.labelSets[$0.second] }
        let matches = PartMatching.assigned(allowed, first.parts.count, second.parts.count)
        var tally = OverlapTally()
        tally.add(matches: matches.lazy.map(\.iou), first: first.parts.count, second: second.parts.count)
        items[Int(first.item)].add(tally)
        people[Int(first.annotator)].tally.add(tally)
        people[Int(second.annotator)].tally.add(tally)
        let key = Int64(first.annotator) << 32 | Int64(second.annotator)
        var pair = pairs[key] ?? PartTallies.Pair(first: first.annotator, second: second.annotator, items: 0, tally: OverlapTally())
        pair.items += 1
        pair.tally.add(tally)
        pairs[key] = pair
        tallyLabels(first, second, overlaps)
    }

    /// Each label by itself: parts that have it against parts that have it.
    private mutating func tallyLabels(_ first: PartTable.Drawing, _ second: PartTable.Drawing, _ overlaps: [PartMatching.Match]) {
        var present = Set<Int32>()
        for set in first.labelSets + second.labelSets { present.formUnion(table.labelSets[Int(set)]) }
        for label in present.sorted() {
            let has = table.labelSets.map { $0.contains(label) }
            let counts = (first.labelSets.count { has[Int($0)] }, second.labelSets.count { has[Int($0)] })
            let among = overlaps.filter { has[Int(first.labelSets[$0.first])] && has[Int(second.labelSets[$0.second])] }
            let matches = PartMatching.assigned(among, first.parts.count, second.parts.count)
            byLabel[Int(label)].add(matches: matches.lazy.map(\.iou), first: counts.0, second: counts.1)
        }
    }

    func sortedPairs() -> [PartTallies.Pair] { pairs.values.sorted { ($0.first, $0.second) < ($1.first, $1.second) } }
}
