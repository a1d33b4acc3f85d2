import Kernels
import Testing

@testable import Assuring

@Suite("Models weighed together")
struct WeightedRowsTests {
    @Test("any block is the weighted mean of the members'")
    func mean() throws {
        let first = Matrix([0.2, 0.8, 0.5, 0.5, 1, 0], rowCount: 3, columnCount: 2)
        let second = Matrix([0.6, 0.4, 0.1, 0.9, 0, 1], rowCount: 3, columnCount: 2)
        let mixed = WeightedRows(members: [first, second], weights: [0.25, 0.75])
        #expect((mixed.rowCount, mixed.columnCount) == (3, 2))
        let block = try mixed.withRows(1..<3) { (block) throws(MatrixError) in Array(block) }
        #expect(zip(block, [0.2, 0.8, 0.25, 0.75]).allSatisfy { abs($0 - $1) < 1e-15 })
        #expect(try mixed.withFloatRows(1..<3) { (block) throws(MatrixError) in Array(block) } == block.map(Float.init))
    }

    @Test("the self-confidence of the mean is the ensemble's score")
    func scores() throws {
        let labels: [Int32] = [0, 1, 1]
        let members = try [[0.2, 0.8, 0.5, 0.5, 1, 0], [0.6, 0.4, 0.1, 0.9, 0, 1]].map { try LabelEvidence(labels: labels, probabilities: $0, classCount: 2) }
        let ensemble = LabelEnsemble(.accuracy)
        let weights = try ensemble.weights(members)
        let mixed = try LabelEvidence(labels: labels, rows: WeightedRows(members: members.map(\.rows), weights: weights))
        #expect(zip(SelfConfidence().scores(mixed), try ensemble.scores(members)).allSatisfy { abs($0 - $1) < 1e-15 })
    }

    @Test("a data set whose probabilities cannot be read says so, and does not judge an empty matrix")
    func unreadable() throws {
        struct Broken: MatrixRows {
            let rowCount = 4
            let columnCount = 2
            func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result { throw .unreadable("`p.csv` ends there") }
            func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result { throw .unreadable("`p.csv` ends there") }
        }
        #expect(throws: DatasetEvidenceError.probabilities(.matrix(.unreadable("`p.csv` ends there")))) { try DatasetEvidence(probabilities: Broken(), labels: [0, 1, 0, 1]) }
    }
}
