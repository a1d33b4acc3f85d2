import Foundation
import Testing
@testable import Kernels

@Suite("Hash64")
struct Hash64Tests {
    static let sentence = "Winnow raw data into training data, and round it goes again."

    /// Computed by the reference implementation (Python package xxhash 4.1.0, `xxh64`).
    @Test("equals XXH64", arguments: [
        ([UInt8](), 0 as UInt64, 0xef46_db37_51d8_e999 as UInt64),
        (Array("a".utf8), 0, 0xd24e_c4f1_a98c_6e5b),
        (Array("abc".utf8), 0, 0x44bc_2cf5_ad77_0999),
        ([], 1, 0xd5af_ba13_36a3_be4b),
        (Array(sentence.utf8), 0, 0xd103_fdd0_ded4_9100),
        (Array(sentence.utf8), 2_654_435_761, 0x026a_05ed_a08b_dc0a),
        ((0...100).map { UInt8($0) }, 7, 0xe878_e979_1dbc_64fa),
    ])
    func vectors(bytes: [UInt8], seed: UInt64, expected: UInt64) {
        #expect(Hash64.of(bytes, seed: seed) == expected)
    }

    @Test("short pieces of different length or content do not meet")
    func shortPieces() {
        let bytes = [UInt8](repeating: 0, count: 20)
        let hashes = (0...16).map { ShortHash.of(bytes, 0, $0, seed: 0) } + (0...16).map { ShortHash.of(bytes, 0, $0, seed: 1) }
        #expect(Set(hashes).count == hashes.count)
        #expect(Hash64.combine(1, 2) != Hash64.combine(2, 1))
    }
}

@Suite("MinHash")
struct MinHashTests {
    /// Two sets of 300 with a given number in common.
    private func sets(common: Int, seed: UInt64) -> ([UInt64], [UInt64]) {
        var random = SeededRandom(seed: seed)
        let shared = (0..<common).map { _ in random.next() }
        func rest() -> [UInt64] { (0..<300 - common).map { _ in random.next() } }
        return (shared + rest(), shared + rest())
    }

    @Test("estimates the Jaccard index without bias and within its standard error", arguments: [30, 150, 247, 300])
    func estimate(common: Int) {
        let minHash = MinHash()
        let true_ = Double(common) / Double(600 - common)
        var sum = 0.0, squares = 0.0
        for seed in 0..<200 as Range<UInt64> {
            let (left, right) = sets(common: common, seed: seed)
            let estimate = MinHash.similarity(minHash.signature(of: left), minHash.signature(of: right))
            sum += estimate - true_
            squares += (estimate - true_) * (estimate - true_)
        }
        let error = (true_ * (1 - true_) / 128).squareRoot()
        #expect(abs(sum / 200) <= 4 * error / 200.0.squareRoot() + 1e-12)
        #expect((squares / 200).squareRoot() <= 1.25 * error + 1e-12)
    }

    @Test("does not depend on the order of the shingles")
    func order() {
        let (set, _) = sets(common: 10, seed: 3)
        #expect(MinHash().signature(of: set) == MinHash().signature(of: set.reversed()))
        #expect(MinHash().signature(of: []) == [UInt32](repeating: .max, count: 128))
    }

    @Test("bands find what they promise")
    func bands() {
        let cut = SignatureBands.best(threshold: 0.7, count: 128)
        #expect(cut.bands * cut.rows <= 128)
        #expect(cut.recall(at: 1) == 1 && cut.recall(at: 0) == 0)
        #expect(cut.recall(at: 0.3) < 0.05 && cut.recall(at: 0.9) > 0.95)
        let careful = SignatureBands.best(threshold: 0.7, count: 128, falsePositiveWeight: 0.1, falseNegativeWeight: 0.9)
        #expect(careful.recall(at: 0.72) > cut.recall(at: 0.72))
    }

    @Test("no other cut costs less", arguments: [0.5, 0.7, 0.8, 0.9])
    func optimum(threshold: Double) {
        func cost(_ cut: SignatureBands) -> Double {
            (0..<1000).reduce(0.0) { sum, place in
                let s = (Double(place) + 0.5) / 1000
                return sum + 0.5 * (s < threshold ? cut.recall(at: s) : 1 - cut.recall(at: s)) / 1000
            }
        }
        let best = SignatureBands.best(threshold: threshold, count: 64)
        for bands in 1...64 {
            for rows in 1...64 / bands { #expect(cost(best) <= cost(SignatureBands(bands: bands, rows: rows)) + 1e-3) }
        }
    }
}

@Suite("Union-find")
struct UnionFindTests {
    @Test("groups do not depend on the order of the pairs")
    func order() {
        let pairs = [(5, 2), (2, 9), (1, 7), (7, 3), (9, 5)]
        var random = SeededRandom(seed: 1)
        for _ in 0..<20 {
            var order = Array(pairs.indices), groups = UnionFind(count: 10)
            random.shuffle(&order)
            for place in order { groups.join(pairs[place].1, pairs[place].0) }
            #expect(groups.groups() == [[1, 3, 7], [2, 5, 9]])
            #expect(groups.root(of: 9) == 2)
        }
    }
}
