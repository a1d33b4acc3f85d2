import Kernels
import Records
@testable import Suggesting

/// A stream whose true answers are known: traffic of three countries, one of them rare, with a model that errs more where it
/// is unsure, and, if that is wanted, more from some day on.
struct DrawnStream {
    var seed: UInt64 = 1
    var eventsPerDay = 400
    /// How often the model errs where it is sure, where it is not, and in the rare country.
    var error = (sure: 0.03, unsure: 0.4, rare: 0.2)
    /// From this day on the model errs so much more where it is sure.
    var shift: (day: Int, by: Double)?
    static let first = 20_000

    struct Day {
        var events: [StreamEvent]
        var answers: [String: String]

        /// The share of all events in which model and people differ.
        var truth: Double { Double(events.count { answers[$0.id] != $0.prediction }) / Double(events.count) }
    }

    func day(_ number: Int, count: Int? = nil) -> Day {
        var random = SeededRandom.derive(seed, number)
        var day = Day(events: [], answers: [:])
        for place in 0..<(count ?? eventsPerDay) {
            let draw = random.uniform(), isUnsure = random.uniform() < 0.1
            let country = draw < 0.04 ? "LU" : draw < 0.4 ? "FR" : "DE"
            let prediction = random.uniform() < 0.3 ? "spam" : "ham"
            let confidence = isUnsure ? 0.5 + random.uniform() * 0.1 : 0.62 + random.uniform() * 0.38
            let more = shift.map { number >= $0.day ? $0.by : 0 } ?? 0
            let chance = country == "LU" ? error.rare : isUnsure ? error.unsure : error.sure + more
            let id = "\(number)-\(place)"
            day.events.append(StreamEvent(
                id: id, time: Timestamp(milliseconds: Int64(Self.first + number) * 86_400_000 + Int64(place) * 1000), payload: "mail/\(id)", prediction: prediction,
                probabilities: [prediction: confidence], model: "v1", slices: ["country": country]))
            let other = prediction == "spam" ? "ham" : "spam"
            day.answers[id] = random.uniform() < chance ? other : prediction
        }
        return day
    }

    static let plan = StreamPlan(uncertainBelow: 0.61, usualSlices: ["country": ["DE", "FR"]])

    static func counts(_ events: [StreamEvent], _ plan: StreamPlan = plan) -> StratumCounts {
        var counts = StratumCounts()
        for event in events { counts[plan.stratum(of: event)] += 1 }
        return counts
    }

    static func sample(_ events: [StreamEvent], key: [UInt8], _ plan: StreamPlan = plan) throws -> DaySample {
        var open = DayReservoirs(events.first?.day ?? StreamDay(number: first), plan: plan)
        for event in events { open.add(event, key: key) }
        return try open.sample(of: counts(events, plan))
    }
}
