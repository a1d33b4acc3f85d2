/// How often model and people differ, among all events of some days: as a whole, by slice, by predicted label, and in what.
public struct StreamEstimates: Sendable, Hashable, Codable {
    public struct Part: Sendable, Hashable, Codable {
        public var slice: StreamSlice
        public var disagreement: WeightedShare
    }

    public struct Confusion: Sendable, Hashable, Codable {
        public var predicted: String
        public var answered: String
        /// Sampled events of this kind.
        public var seen: Int
        /// The share of all events it is estimated to be.
        public var share: Double
    }

    public var sampled: Int
    public var answered: Int
    /// nil before the first answer.
    public var disagreement: WeightedShare?
    /// By kind and value.
    public var slices: [Part] = []
    /// By name of the predicted label.
    public var labels: [Part] = []
    /// What differs only; most frequent first.
    public var confusions: [Confusion] = []

    public init(_ days: [AnsweredSample]) {
        (sampled, answered) = (days.reduce(0) { $0 + $1.sample.items.count }, days.reduce(0) { $0 + $1.answered })
        let events = WeightedEvents(days)
        disagreement = events.disagreement(among: Array(events.rows.indices))
        slices = Self.parts(events) { event in event.slices.map { StreamSlice(kind: $0.key, value: $0.value) } }
        labels = Self.parts(events) { [StreamSlice(kind: nil, value: $0.prediction)] }
        confusions = Self.confusions(events)
    }

    private static func parts(_ events: WeightedEvents, _ slices: (StreamEvent) -> [StreamSlice]) -> [Part] {
        var places: [StreamSlice: [Int]] = [:]
        for (place, row) in events.rows.enumerated() { for slice in slices(row.event) { places[slice, default: []].append(place) } }
        return places.sorted { $0.key < $1.key }.compactMap { slice, places in events.disagreement(among: places).map { Part(slice: slice, disagreement: $0) } }
    }

    private static func confusions(_ events: WeightedEvents) -> [Confusion] {
        let all = events.rows.reduce(0) { $0 + $1.weight }
        var found: [[String]: (seen: Int, weight: Double)] = [:]
        for row in events.rows where row.isDisagreement {
            let pair = [row.event.prediction, row.answer]
            found[pair] = ((found[pair]?.seen ?? 0) + 1, (found[pair]?.weight ?? 0) + row.weight)
        }
        return found.map { Confusion(predicted: $0.key[0], answered: $0.key[1], seen: $0.value.seen, share: $0.value.weight / all) }
            .sorted { ($1.share, $0.predicted, $0.answered) < ($0.share, $1.predicted, $1.answered) }
    }
}

/// One part of the traffic: a value of a kind of slice, or what is predicted alike.
public struct StreamSlice: Sendable, Hashable, Codable, Comparable {
    /// nil: the value is a predicted label.
    public var kind: String?
    public var value: String

    public init(kind: String?, value: String) { (self.kind, self.value) = (kind, value) }

    public func holds(_ event: StreamEvent) -> Bool { kind.map { event.slices[$0] == value } ?? (event.prediction == value) }

    public static func < (left: Self, right: Self) -> Bool { (left.kind ?? "", left.value) < (right.kind ?? "", right.value) }
}
