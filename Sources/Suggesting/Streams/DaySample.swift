/// What people are to look at of one day, with the probability each event had of being chosen.
///
/// First `random` events are drawn evenly among all of the day, then `uncertain` among the uncertain ones that are left, then
/// `rare` among the rare ones that are left; what these lack is filled up evenly from the rest, so that a day of enough events
/// always gives the whole number. Events of one stratum are treated alike throughout: given that s of a stratum's N events
/// were chosen in the end, by whichever of the draws, each of them was with the probability s / N. That is the inclusion
/// probability kept here; sums of 1 / inclusion estimate totals without bias (Horvitz and Thompson, 1952, doi
/// 10.1080/01621459.1952.10483446), and since s is known, their variance is that of plain stratified draws.
public struct DaySample: Sendable, Hashable, Codable {
    public let day: StreamDay
    public let plan: StreamPlan
    /// Different events of the day by stratum, chosen or not.
    public let counts: StratumCounts
    /// In the order of the draws.
    public let items: [SampledEvent]
}

/// Which draw chose an event.
public enum StreamDraw: String, Sendable, Codable, CaseIterable {
    case random, uncertain, rare
    /// In place of an uncertain or a rare event that there was not.
    case fill
}

public struct SampledEvent: Sendable, Hashable, Codable {
    public var event: StreamEvent
    public var stratum: StreamStratum
    public var draw: StreamDraw
    /// Above 0, at most 1.
    public var inclusion: Double

    /// Whether people are kept from seeing the prediction, which would sway them.
    public var isBlind: Bool { draw == .random || draw == .fill }
}

/// Different events by stratum: exact, from whoever keeps the events, since a reservoir cannot count what it let go.
public struct StratumCounts: Sendable, Hashable, Codable {
    public var plain: Int
    public var uncertain: Int
    public var rare: Int

    public init(plain: Int = 0, uncertain: Int = 0, rare: Int = 0) { (self.plain, self.uncertain, self.rare) = (plain, uncertain, rare) }

    public var total: Int { plain + uncertain + rare }

    public subscript(stratum: StreamStratum) -> Int {
        get {
            switch stratum {
            case .plain: plain
            case .uncertain: uncertain
            case .rare: rare
            }
        }
        set {
            switch stratum {
            case .plain: plain = newValue
            case .uncertain: uncertain = newValue
            case .rare: rare = newValue
            }
        }
    }
}

extension DayReservoirs {
    /// The sample of the day: `plan.total` events, or all where there are fewer.
    ///
    /// - Throws: where fewer events are counted in a stratum than are chosen of it.
    public func sample(of counts: StratumCounts) throws(StreamError) -> DaySample {
        var chosen: [(event: StreamEvent, draw: StreamDraw)] = []
        var ids: Set<String> = []
        func take(_ count: Int, from reservoir: EventReservoir, _ draw: StreamDraw) {
            var left = count
            for entry in reservoir.entries where left > 0 && ids.insert(entry.event.id).inserted {
                chosen.append((entry.event, draw))
                left -= 1
            }
        }
        take(plan.random, from: all, .random)
        take(plan.uncertain, from: uncertain, .uncertain)
        take(plan.rare, from: rare, .rare)
        take(plan.total - chosen.count, from: all, .fill)
        return DaySample(day: day, plan: plan, counts: counts, items: try weighed(chosen, counts))
    }

    private func weighed(_ chosen: [(event: StreamEvent, draw: StreamDraw)], _ counts: StratumCounts) throws(StreamError) -> [SampledEvent] {
        let strata = chosen.map { plan.stratum(of: $0.event) }
        var held = StratumCounts()
        for stratum in strata { held[stratum] += 1 }
        for stratum in StreamStratum.allCases where counts[stratum] < held[stratum] {
            throw .countTooSmall(stratum, counts[stratum], held: held[stratum], day: day)
        }
        return zip(chosen, strata).map { one, stratum in
            SampledEvent(event: one.event, stratum: stratum, draw: one.draw, inclusion: Double(held[stratum]) / Double(counts[stratum]))
        }
    }
}
