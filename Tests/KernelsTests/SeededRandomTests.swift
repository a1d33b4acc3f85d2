import Testing
@testable import Kernels

@Suite("Seeded random")
struct SeededRandomTests {
    /// The three numbers were computed from the authors' C code (xoshiro256starstar.c, splitmix64.c) for seed 42.
    @Test("gives the published sequence")
    func reference() {
        var random = SeededRandom(seed: 42)
        #expect([random.next(), random.next(), random.next()] == [0x1578_0b2e_0c2e_c716, 0x6104_d986_6d11_3a7e, 0xae17_5332_39e4_99a1])
        #expect(Hash64.finalise(0x9E37_79B9_7F4A_7C15) == 0xe220_a839_7b1d_cdaf)
    }

    @Test("draws below a bound evenly and never at it", arguments: [1, 2, 3, 7, 1000])
    func below(bound: Int) {
        var random = SeededRandom(seed: 1)
        var counts = [Int](repeating: 0, count: bound)
        for _ in 0..<bound * 1000 { counts[random.below(bound)] += 1 }
        #expect(counts.allSatisfy { abs($0 - 1000) < 200 })
    }

    @Test("derived streams differ by name and by number, and repeat")
    func streams() {
        func first(_ random: SeededRandom) -> UInt64 {
            var random = random
            return random.next()
        }
        let all = [first(.derive(7, "folds")), first(.derive(7, "split")), first(.derive(8, "folds")), first(.derive(7, 0)), first(.derive(7, 1))]
        #expect(Set(all).count == all.count)
        #expect(first(.derive(7, "folds")) == all[0])
    }

    @Test("a shuffle is a permutation and every place is as likely")
    func shuffle() {
        var counts = [Int](repeating: 0, count: 5)
        for seed in 0..<5000 as Range<UInt64> {
            var random = SeededRandom(seed: seed), values = [0, 1, 2, 3, 4]
            random.shuffle(&values)
            #expect(values.sorted() == [0, 1, 2, 3, 4])
            counts[values[0]] += 1
        }
        #expect(counts.allSatisfy { abs($0 - 1000) < 150 })
    }
}
