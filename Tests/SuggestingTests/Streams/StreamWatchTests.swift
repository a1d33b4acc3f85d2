import Foundation
import Kernels
import Testing
@testable import Suggesting

@Suite("Watch over a stream")
struct StreamWatchTests {
    private func report(_ stream: DrawnStream, _ number: Int, _ watch: inout StreamWatch, answered: Bool = true) throws -> StreamDayReport {
        let day = stream.day(number)
        var tally = DayTally()
        for event in day.events { tally.add(event) }
        return watch.add(AnsweredSample(try DrawnStream.sample(day.events, key: [9, 9]), answers: answered ? day.answers : [:]), tally)
    }

    @Test("alarms within seven days of the model erring fifteen in a hundred more", arguments: 0..<12)
    func shifted(seed: Int) throws {
        let stream = DrawnStream(seed: UInt64(seed), shift: (day: 20, by: 0.15))
        var watch = StreamWatch()
        let reports = try (0..<27).map { try report(stream, $0, &watch) }
        #expect(reports.prefix(7).allSatisfy { $0.isReference } && reports.dropFirst(7).allSatisfy { !$0.isReference })
        #expect(!reports.prefix(20).contains { $0.isAlarm })
        #expect(reports.dropFirst(20).contains { $0.isAlarm })
    }

    @Test("of three thousand quiet days no more alarm than was said", arguments: [1, 2, 3])
    func quiet(seed: Int) throws {
        let stream = DrawnStream(seed: UInt64(seed * 100), eventsPerDay: 160)
        var watch = StreamWatch()
        let alarms = try (0..<1007).count { try report(stream, $0, &watch).isAlarm }
        // Once in 365 days at most, on average.
        #expect(alarms <= 2, "\(alarms) in 1,000 days")
    }

    @Test("goes on from where it was stored, and days without answers move nothing")
    func stored() throws {
        let stream = DrawnStream(seed: 5, shift: (day: 12, by: 0.06))
        var (one, other) = (StreamWatch(), StreamWatch())
        for number in 0..<20 {
            #expect(try report(stream, number, &one) == report(stream, number, &other))
            other = try JSONDecoder().decode(StreamWatch.self, from: JSONEncoder().encode(other))
            let sum = one.sum
            let silent = try report(stream, 1000 + number, &one, answered: false)
            #expect(one.sum == sum && silent.disagreement == nil && !silent.isAlarm)
            one = other
        }
    }

    @Test("tells drift of predictions, confidence and slices beyond chance, and none where nothing changed")
    func drift() throws {
        var (usual, same, other) = (DayTally(), DayTally(), DayTally())
        for number in 0..<7 { for event in DrawnStream(seed: 1).day(number).events { usual.add(event) } }
        for event in DrawnStream(seed: 1).day(30).events {
            same.add(event)
            var moved = event
            moved.slices["country"] = event.slices["country"] == "FR" ? "IT" : event.slices["country"]
            moved.probabilities = moved.probabilities.mapValues { $0 * $0 }
            other.add(moved)
        }
        #expect(TallyDrift.all(usual, same, bar: 0.2).map(\.name) == ["prediction", "confidence", "country"])
        #expect(TallyDrift.all(usual, same, bar: 0.2).allSatisfy { !$0.hasDrifted && $0.probability > 0.001 })
        #expect(TallyDrift.all(usual, other, bar: 0.2).filter(\.hasDrifted).map(\.name) == ["confidence", "country"])
    }

    @Test("tallies of parts add up, whatever they are parted by, beyond the values that are counted singly")
    func tallies() {
        var random = SeededRandom(seed: 3)
        let values = (0..<6000).map { _ in "value \(random.below(3000))" }
        var whole = ValueCounts()
        for value in values { whole.add(value) }
        for round in 0..<4 {
            var parts = (0..<3).map { _ in ValueCounts() }
            var order = Array(values.indices)
            random.shuffle(&order)
            for place in order { parts[round == 0 ? place % 3 : random.below(3)].add(values[place]) }
            var joined = parts[2]
            joined.merge(parts[0])
            joined.merge(parts[1])
            #expect(joined == whole)
        }
        #expect(whole.counts.count == ValueCounts.capacity && whole.others + whole.counts.values.reduce(0, +) == 6000)
    }

    @Test("the plan of later days takes what was seen for usual")
    func following() {
        var usual = DayTally()
        for number in 0..<7 { for event in DrawnStream(seed: 1).day(number).events { usual.add(event) } }
        let plan = StreamPlan().following(usual)
        #expect(plan.usualSlices == ["country": ["DE", "FR"]])
        #expect((0.58...0.64).contains(plan.uncertainBelow))
    }

    @Test("after an alarm the batch comes from where the model is worse, within the budget, the same in any order")
    func relabel() throws {
        let stream = DrawnStream(seed: 6, eventsPerDay: 600, error: (0.02, 0.1, 0.7))
        let days = try (0..<7).map { number in
            let day = stream.day(number)
            return (day, AnsweredSample(try DrawnStream.sample(day.events, key: [1]), answers: day.answers))
        }
        var tally = DayTally()
        for (day, _) in days { for event in day.events { tally.add(event) } }
        let plan = RelabelPlan(StreamEstimates(days.map(\.1)), usual: 0.06, tally: tally, budget: 50)
        #expect(plan.parts.first?.slice == StreamSlice(kind: "country", value: "LU"))
        #expect(plan.parts.reduce(0) { $0 + $1.count } == 50)
        var (forth, back) = (RelabelDraw(plan), RelabelDraw(plan))
        let events = days.flatMap(\.0.events)
        for event in events { forth.add(event, key: [2]) }
        for event in events.reversed() { back.add(event, key: [2]) }
        #expect(forth == back && forth.batch.count == 50 && Set(forth.batch.map(\.id)).count == 50)
        var few = RelabelDraw(plan)
        let rare = events.filter { $0.slices["country"] == "LU" }.prefix(5), others = events.filter { $0.slices["country"] == "DE" }
        for event in rare + others { few.add(event, key: [2]) }
        #expect(few.batch.count == 50 && few.batch.count { $0.slices["country"] == "LU" } == 5)
    }
}
