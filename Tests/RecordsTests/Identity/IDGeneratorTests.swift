import Records
import Synchronization
import Testing

@Suite("Ids")
struct IDGeneratorTests {
    /// Every id of `clock`'s readings, and how often chance was asked.
    private func ids(at clock: [Int64], random: UInt32 = 5) -> (ids: [Int64], draws: Int) {
        let readings = Mutex(clock[...])
        let draws = Mutex(0)
        let generator = IDGenerator(
            now: { Timestamp(milliseconds: IDGenerator.epochMilliseconds + readings.withLock { $0.removeFirst() }) },
            random: { draws.withLock { $0 += 1 }; return random })
        let ids: [ItemID] = clock.map { _ in generator.next() }
        return (ids.map(\.raw), draws.withLock { $0 })
    }

    @Test("grow, also when the clock stands still or goes back", arguments: [[1, 1, 1], [7, 3, 7, 8], [0, 0]] as [[Int64]])
    func grow(clock: [Int64]) {
        let ids = ids(at: clock).ids
        #expect(zip(ids, ids.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test("begin at the millisecond and a random start, then count up")
    func layout() {
        #expect(ids(at: [3, 3, 4]).ids == [3 << 20 | 5, 3 << 20 | 6, 4 << 20 | 5])
    }

    @Test("ask chance once in a millisecond, since each question is a system call")
    func draws() {
        #expect(ids(at: [1, 1, 1, 1, 2, 2, 1]).draws == 2)
    }

    @Test("leave room above the random start")
    func room() {
        #expect(ids(at: [1], random: .max).ids == [1 << 20 | 0x7FFFF])
    }
}
