import Testing
@testable import Kernels

@Suite("Names as numbers")
struct NameTableTests {
    @Test("are given in order of first sight, the same for the same name")
    func order() {
        var table = NameTable()
        let given = ["b", "a", "", "b", "ä", "a", "ab", ""].map { table.index(of: $0) }
        #expect(given == [0, 1, 2, 0, 3, 1, 4, 2])
        #expect(table.names == ["b", "a", "", "ä", "ab"])
    }

    @Test("stay right while the table grows, as a dictionary has them")
    func growth() {
        var table = NameTable()
        var dictionary: [String: Int32] = [:]
        var random = SeededRandom(seed: 9)
        for _ in 0..<50_000 {
            let name = String(random.below(20_000), radix: 7)
            let number = table.index(of: name)
            #expect(dictionary[name, default: number] == number)
            dictionary[name] = number
        }
        #expect(table.count == dictionary.count)
        #expect(table.names.enumerated().allSatisfy { dictionary[$0.element] == Int32($0.offset) })
    }
}
