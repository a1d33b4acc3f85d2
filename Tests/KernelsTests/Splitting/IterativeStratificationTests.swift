import Kernels
import Testing

@Suite("Iterative stratification")
struct IterativeStratificationTests {
    private func units(_ held: [[(label: Int32, amount: Int32)]], sizes: [Int]? = nil, labels: Int) -> LabelledUnits {
        var units = LabelledUnits(labelCount: labels)
        for (place, each) in held.enumerated() { units.add(each, size: sizes?[place] ?? 1, hash: Hash64.finalise(UInt64(place))) }
        return units
    }

    @Test("rare labels go first, so each side gets one of two")
    func rare() {
        let held = (0..<20).map { place -> [(label: Int32, amount: Int32)] in place < 2 ? [(0, 1), (1, 1)] : [(1, 1)] }
        for seed in 0..<5 {
            let sides = IterativeStratification.sides(units(Array(held[seed...] + held[..<seed]), labels: 2), shares: [0.5, 0.5])
            let rare = sides.enumerated().filter { ($0.offset + seed) % 20 < 2 }.map(\.element)
            #expect(Set(rare) == [0, 1])
            #expect(sides.count { $0 == 0 } == 10)
        }
    }

    @Test("units of several members are weighed by how many hold the label")
    func weighed() {
        let held: [[(label: Int32, amount: Int32)]] = [[(0, 4)], [(0, 2)], [(0, 2)], [], [], [], []]
        let sides = IterativeStratification.sides(units(held, sizes: [4, 2, 2, 1, 1, 1, 1], labels: 1), shares: [0.5, 0.5])
        #expect(sides[1] == sides[2] && sides[0] != sides[1])
        #expect(sides[3...].count { $0 == 0 } == 2)
    }

    @Test("nothing to deal, and labels nobody holds")
    func edges() {
        #expect(IterativeStratification.sides(units([], labels: 3), shares: [1]).isEmpty)
        #expect(IterativeStratification.sides(units([[], []], labels: 0), shares: [0.5, 0.5]).sorted() == [0, 1])
    }
}
