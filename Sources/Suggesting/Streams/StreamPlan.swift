/// How a day is sampled: how many of what, and which events count as uncertain or rare.
///
/// Fixed before the day begins and kept with its sample, so that a replay draws the same. `following` makes the next plan
/// out of what was seen before.
public struct StreamPlan: Sendable, Hashable, Codable {
    /// Drawn evenly among all events of the day.
    public var random: Int
    /// Drawn among those left that the model is unsure of.
    public var uncertain: Int
    /// Drawn among those left that belong to a rare slice, or to one never seen before.
    public var rare: Int
    /// A confidence below it is uncertain.
    public var uncertainBelow: Double
    /// The usual values of each kind of slice, sorted; an event with any other value is rare. Of kinds that are not named, every value is usual.
    public var usualSlices: [String: [String]]

    public var total: Int { random + uncertain + rare }

    public init(random: Int = 70, uncertain: Int = 20, rare: Int = 10, uncertainBelow: Double = 0.6, usualSlices: [String: [String]] = [:]) {
        precondition(random >= 0 && uncertain >= 0 && rare >= 0, "a quota below 0")
        (self.random, self.uncertain, self.rare) = (random, uncertain, rare)
        (self.uncertainBelow, self.usualSlices) = (uncertainBelow, usualSlices)
    }

    /// The part of the day an event belongs to: rare before uncertain, so that each event has one.
    public func stratum(of event: StreamEvent) -> StreamStratum {
        if rare > 0, event.slices.contains(where: { isRare($0.key, $0.value) }) { return .rare }
        if uncertain > 0, let confidence = event.confidence, confidence < uncertainBelow { return .uncertain }
        return .plain
    }

    private func isRare(_ kind: String, _ value: String) -> Bool { usualSlices[kind].map { !$0.contains(value) } ?? false }

    /// The same quotas; uncertain is what the least sure `uncertainShare` of those events were, rare what fewer than `rareShare`
    /// of them had. A kind of slice without any usual value is left out: all of its values are rare.
    public func following(_ seen: DayTally, uncertainShare: Double = 0.1, rareShare: Double = 0.05) -> StreamPlan {
        var plan = self
        if let bar = seen.confidence(below: uncertainShare) { plan.uncertainBelow = bar }
        plan.usualSlices = seen.slices.mapValues { values in
            values.counts.filter { Double($0.value) >= rareShare * Double(values.total) }.keys.sorted()
        }.filter { !$0.value.isEmpty }
        return plan
    }
}

/// The parts a day's events fall into; what is drawn of each is known exactly.
public enum StreamStratum: String, Sendable, Codable, CaseIterable, CodingKeyRepresentable {
    case plain, uncertain, rare
}
