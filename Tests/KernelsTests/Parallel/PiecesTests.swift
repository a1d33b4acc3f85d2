import Kernels
import Testing

@Suite("Pieces")
struct PiecesTests {
    @Test("the other work is done once beside the pieces, whose results stay in order", arguments: [
        (0, 1), (0, 2), (1, 2), (5, 1), (5, 2), (100, 2), (100, 7),
    ])
    func beside(count: Int, threads: Int) {
        var others = 0
        let sums = Pieces(count, size: 3).map(threads: threads, beside: { others += 1 }) { piece in piece.reduce(0, +) }
        #expect(others == 1)
        #expect(sums == Pieces(count, size: 3).map(threads: 1) { piece in piece.reduce(0, +) })
        #expect(sums.count == (count + 2) / 3 && sums.reduce(0, +) == count * (count - 1) / 2)
    }
}
