import Kernels

/// What all events of a day looked like, sampled or not: what was predicted, how surely, and in which slices.
///
/// For the monitors of drift. Each event is to be added once: whoever keeps the events knows which are new. Tallies of parts
/// of a day, or of several days, add up.
public struct DayTally: Sendable, Hashable, Codable {
    public static let binCount = 50
    /// Kinds of slices; of more, those of the least hashes are kept.
    public static let maximumKinds = 100

    public private(set) var events = 0
    public private(set) var predictions = ValueCounts()
    /// Confidences in bins of equal width from 0 to 1; the last one holds 1.
    public private(set) var confidences = [Int](repeating: 0, count: binCount)
    /// By kind of slice.
    public private(set) var slices: [String: ValueCounts] = [:]

    public init() {}

    public mutating func add(_ event: StreamEvent) {
        events += 1
        predictions.add(event.prediction)
        if let confidence = event.confidence, (0...1).contains(confidence) {
            confidences[min(Int(confidence * Double(Self.binCount)), Self.binCount - 1)] += 1
        }
        for (kind, value) in event.slices { slices[kind, default: ValueCounts()].add(value) }
        keepKinds()
    }

    public mutating func merge(_ other: DayTally) {
        events += other.events
        predictions.merge(other.predictions)
        for place in confidences.indices { confidences[place] += other.confidences[place] }
        for (kind, values) in other.slices { slices[kind, default: ValueCounts()].merge(values) }
        keepKinds()
    }

    /// The kinds of the least hashes, whichever came first: one that was let go is the greatest again when it comes again.
    private mutating func keepKinds() {
        guard slices.count > Self.maximumKinds else { return }
        let kept = Set(slices.keys.sorted { Hash64.of($0) < Hash64.of($1) }.prefix(Self.maximumKinds))
        slices = slices.filter { kept.contains($0.key) }
    }

    /// The upper edge of the bin up to which at least this share of the confidences lies; nil without any.
    func confidence(below share: Double) -> Double? {
        let total = confidences.reduce(0, +)
        guard total > 0 else { return nil }
        var seen = 0
        for (place, count) in confidences.enumerated() {
            seen += count
            if Double(seen) >= share * Double(total) { return Double(place + 1) / Double(Self.binCount) }
        }
        return 1
    }
}
