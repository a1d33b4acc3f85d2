/// After an alarm: from which slices more is to be labelled, and how much of each, within a budget.
///
/// Slices are those of the traffic, and what is predicted alike. One counts as worse when even the low end of its disagreement is above that of the reference; of those the budget is
/// parted by how many more wrong predictions than usual they are estimated to hold (largest remainders, ties by name). Where
/// no slice is known to be worse, the one with the highest low end gets the budget. An event that lies in two of them may be
/// drawn for either. Deterministic.
public struct RelabelPlan: Sendable, Hashable, Codable {
    public struct Part: Sendable, Hashable, Codable {
        public var slice: StreamSlice
        public var disagreement: WeightedShare
        public var count: Int
    }

    public let budget: Int
    /// Most to be labelled first.
    public let parts: [Part]

    /// - Parameters:
    ///   - usual: the disagreement of the reference.
    ///   - tally: of the same days as the estimates.
    public init(_ estimates: StreamEstimates, usual: Double, tally: DayTally, budget: Int) {
        self.budget = max(0, budget)
        let slices = estimates.slices + estimates.labels
        var worse = slices.filter { $0.disagreement.interval.low > usual }
        if worse.isEmpty, let worst = slices.max(by: { $0.disagreement.interval.low < $1.disagreement.interval.low }) { worse = [worst] }
        let counts = Self.parted(self.budget, by: worse.map { max(1e-9, $0.disagreement.share - usual) * Double(Self.events(of: $0.slice, in: tally)) })
        parts = zip(worse, counts).map { Part(slice: $0.slice, disagreement: $0.disagreement, count: $1) }
            .filter { $0.count > 0 }.sorted { ($1.count, $0.slice) < ($0.count, $1.slice) }
    }

    private static func events(of slice: StreamSlice, in tally: DayTally) -> Int {
        let values = slice.kind.map { tally.slices[$0] ?? ValueCounts() } ?? tally.predictions
        return max(1, values.counts[slice.value] ?? 1)
    }

    private static func parted(_ budget: Int, by weights: [Double]) -> [Int] {
        let sum = weights.reduce(0, +)
        guard sum > 0 else { return [] }
        let exact = weights.map { Double(budget) * $0 / sum }
        var counts = exact.map { Int($0) }
        let order = exact.indices.sorted { (exact[$1] - Double(counts[$1]), $0) < (exact[$0] - Double(counts[$0]), $1) }
        for place in order.prefix(max(0, budget - counts.reduce(0, +))) { counts[place] += 1 }
        return counts
    }
}

/// The events of a relabel batch, drawn evenly within each of its slices while they pass by, and evenly from all where the
/// slices have too few: see `EventReservoir`.
public struct RelabelDraw: Sendable, Hashable, Codable {
    public let plan: RelabelPlan
    private var parts: [EventReservoir]
    private var all: EventReservoir

    public init(_ plan: RelabelPlan) {
        self.plan = plan
        // Events of one slice may be taken by another one before it.
        parts = plan.parts.indices.map { place in EventReservoir(capacity: plan.parts[...place].reduce(0) { $0 + $1.count }) }
        all = EventReservoir(capacity: plan.budget)
    }

    /// What people have had already is not to be offered.
    public mutating func add(_ event: StreamEvent, key: [UInt8]) {
        let number = KeyedWords(of: event.id, key: key, use: "relabel")[0]
        all.add(event, number)
        for (place, part) in plan.parts.enumerated() where part.slice.holds(event) { parts[place].add(event, number) }
    }

    /// Of a draw by the same plan.
    public mutating func merge(_ other: RelabelDraw) {
        all.merge(other.all)
        for (place, part) in other.parts.enumerated() where place < parts.count { parts[place].merge(part) }
    }

    /// At most the budget, each event once; what slices ask for first.
    public var batch: [StreamEvent] {
        var (ids, batch): (Set<String>, [StreamEvent]) = ([], [])
        func take(_ count: Int, from reservoir: EventReservoir) {
            var left = count
            for entry in reservoir.entries where left > 0 && ids.insert(entry.event.id).inserted {
                batch.append(entry.event)
                left -= 1
            }
        }
        for (part, reservoir) in zip(plan.parts, parts) { take(part.count, from: reservoir) }
        take(plan.budget - batch.count, from: all)
        return batch
    }
}
