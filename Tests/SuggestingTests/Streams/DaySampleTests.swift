import Foundation
import Kernels
import Records
import Testing
@testable import Suggesting

@Suite("Sample of a day")
struct DaySampleTests {
    private let key: [UInt8] = Array("a secret of ours".utf8)

    @Test("has exactly a hundred events every day, and all of a day with fewer")
    func hundred() throws {
        let stream = DrawnStream()
        var random = SeededRandom(seed: 4)
        for number in 0..<60 {
            let count = number == 7 ? 40 : number == 8 ? 100 : 101 + random.below(2000)
            let sample = try DrawnStream.sample(stream.day(number, count: count).events, key: key)
            #expect(sample.items.count == min(100, count))
            #expect(Set(sample.items.map(\.event.id)).count == sample.items.count)
            if count > 700 {
                let draws = Dictionary(grouping: sample.items, by: \.draw).mapValues(\.count)
                #expect(draws == [.random: 70, .uncertain: 20, .rare: 10])
            }
        }
    }

    @Test("what a stratum lacks is filled up evenly, and blind")
    func fills() throws {
        let events = DrawnStream().day(0, count: 800).events.filter { $0.slices["country"] != "LU" && ($0.confidence ?? 0) > 0.6 }
        let sample = try DrawnStream.sample(events, key: key)
        #expect(sample.items.count == 100 && sample.items.count { $0.draw == .fill } == 30)
        #expect(sample.items.allSatisfy { $0.isBlind && abs($0.inclusion - 100 / Double(events.count)) < 1e-12 })
    }

    @Test("is the same in any order, however it is parted, and when all of it comes again")
    func replays() throws {
        let events = DrawnStream().day(3, count: 900).events
        let whole = try DrawnStream.sample(events, key: key)
        var random = SeededRandom(seed: 9)
        for round in 0..<20 {
            var order = Array(events.indices) + (0..<random.below(900)).map { _ in random.below(900) }
            random.shuffle(&order)
            var parts = (0...round % 5).map { _ in DayReservoirs(events[0].day, plan: DrawnStream.plan) }
            for place in order { parts[random.below(parts.count)].add(events[place], key: key) }
            var joined = parts[0]
            for part in parts.dropFirst() { try joined.merge(part) }
            let stored = try JSONDecoder().decode(DayReservoirs.self, from: JSONEncoder().encode(joined))
            try joined.merge(parts[round % parts.count])
            #expect(joined == stored)
            #expect(try stored.sample(of: DrawnStream.counts(events)) == whole)
        }
        #expect(try DrawnStream.sample(events, key: key + [1]) != whole)
    }

    @Test("an id with two contents is one event, the same one whichever came first")
    func conflicts() throws {
        let events = DrawnStream().day(1, count: 50).events
        var others = events
        for place in others.indices { others[place].model = "v2" }
        let both = [events + others, others + events, Array(zip(events, others).flatMap { [$1, $0] }.reversed())]
        let samples = try both.map { list in
            var open = DayReservoirs(events[0].day, plan: DrawnStream.plan)
            for event in list { open.add(event, key: key) }
            return try open.sample(of: DrawnStream.counts(events))
        }
        #expect(samples[0].items.count == 50 && samples[0] == samples[1] && samples[0] == samples[2])
    }

    @Test("each event is chosen as often as its inclusion probability says")
    func inclusion() throws {
        let events = DrawnStream().day(2, count: 400).events
        let rounds = 1500
        var (chosen, said): ([String: Int], [StreamStratum: Double]) = ([:], [:])
        for round in 0..<rounds {
            let sample = try DrawnStream.sample(events, key: Array("key \(round)".utf8))
            var seen: Set<StreamStratum> = []
            for item in sample.items {
                chosen[item.event.id, default: 0] += 1
                if seen.insert(item.stratum).inserted { said[item.stratum, default: 0] += item.inclusion / Double(rounds) }
            }
        }
        for stratum in StreamStratum.allCases {
            let own = events.filter { DrawnStream.plan.stratum(of: $0) == stratum }, expected = said[stratum] ?? 0
            let error = (expected * (1 - expected) / Double(rounds)).squareRoot()
            for event in own {
                let share = Double(chosen[event.id] ?? 0) / Double(rounds)
                #expect(abs(share - expected) < 4.5 * error, "\(event.id) of \(stratum): \(share) for \(expected)")
            }
        }
        #expect(said[.plain] ?? 1 < 0.3 && said[.uncertain] ?? 0 > 0.5 && said[.rare] ?? 0 > 0.5)
    }

    @Test("other days, other plans and counts too small are refused")
    func refused() throws {
        let (one, other) = (StreamDay(number: 1), StreamDay(number: 2))
        var open = DayReservoirs(one, plan: StreamPlan())
        #expect(throws: StreamError.daysDiffer(one, other)) { try open.merge(DayReservoirs(other, plan: StreamPlan())) }
        #expect(throws: StreamError.plansDiffer(one)) { try open.merge(DayReservoirs(one, plan: StreamPlan(random: 7))) }
        let event = StreamEvent(id: "a", time: Timestamp(milliseconds: 86_400_000), prediction: "x")
        let isTaken = open.add(event, key: []), isOther = open.add(StreamEvent(id: "b", time: Timestamp(milliseconds: -1), prediction: "x"), key: [])
        #expect(isTaken && !isOther)
        #expect(throws: StreamError.countTooSmall(.plain, 0, held: 1, day: one)) { try open.sample(of: StratumCounts()) }
    }

    @Test("days are those of UTC, and stay open for those that come late")
    func days() throws {
        let day = StreamDay(of: Timestamp(milliseconds: 1_795_219_199_999))
        #expect(day.description == "2026-11-20" && StreamDay(of: Timestamp(milliseconds: 1_795_219_200_000)).number == day.number + 1)
        #expect(StreamDay(of: Timestamp(milliseconds: -1)).description == "1969-12-31")
        #expect(StreamDay("2026-11-20") == day && StreamDay("2026-02-30") == nil && StreamDay("today") == nil)
        #expect(day.isOpen(at: Timestamp(milliseconds: 1_795_219_200_000), grace: 3_600_000))
        #expect(!day.isOpen(at: Timestamp(milliseconds: 1_795_222_800_000), grace: 3_600_000))
        #expect(StreamDay(of: Timestamp(milliseconds: .max)).isOpen(at: Timestamp(milliseconds: .max), grace: .max))
    }
}
