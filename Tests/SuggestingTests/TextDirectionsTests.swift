import Testing

@testable import Suggesting

@Suite("Texts as short rows")
struct TextDirectionsTests {
    private let texts = ["the owl hoots in the barn", "the owl hoots in the old barn", "dives at pigeons in bright sun", ""]

    private func distance(_ rows: [Float], _ left: Int, _ right: Int) -> Float {
        let columns = TextDirections.columnCount
        return (0..<columns).reduce(0) { sum, column in
            let gap = rows[left * columns + column] - rows[right * columns + column]
            return sum + gap * gap
        }
    }

    @Test("alike texts are near, others far, equal ones equal, and nothing is a row of zeros")
    func distances() {
        let rows = TextDirections(sample: texts).rows(texts + [texts[0]])
        #expect(distance(rows, 0, 1) < distance(rows, 0, 2) / 2)
        #expect(distance(rows, 0, 4) == 0)
        #expect(rows[3 * TextDirections.columnCount..<4 * TextDirections.columnCount].allSatisfy { $0 == 0 })
    }

    @Test("pieces give the same rows as the whole")
    func pieces() {
        let directions = TextDirections(sample: texts)
        #expect(texts.flatMap { directions.rows([$0]) } == directions.rows(texts))
    }
}
