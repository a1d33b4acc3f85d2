import Kernels
import Testing

@testable import Assuring

@Suite("Underperforming groups")
struct UnderperformingGroupTests {
    /// Six rows a group; the model gives the label of a row the probability of its group.
    private func evidence(_ confidences: [Double]) throws -> DatasetEvidence {
        let rows = confidences.indices.flatMap { [Int32](repeating: Int32($0), count: 6) }
        return try DatasetEvidence(
            probabilities: Matrix(rows.flatMap { [confidences[Int($0)], 1 - confidences[Int($0)]] }, rowCount: rows.count, columnCount: 2),
            labels: [Int32](repeating: 0, count: rows.count), groups: rows)
    }

    /// The mean is 0.3875, so 0.02 has the ratio 0.05 and 0.03 the ratio 0.08. Having met 0.02 the peer's loop takes 0.03 for
    /// worse, because 0.03 is below 0.05.
    @Test("the worst group does not depend on the order of the groups; the peer's does")
    func order() throws {
        let (one, other) = (try evidence([0.03, 0.02, 0.7, 0.8]), try evidence([0.02, 0.03, 0.7, 0.8]))
        let check = UnderperformingGroupCheck()
        #expect(try check.report(one).score == check.report(other).score)
        #expect(try check.report(one).isIssue == (0..<24).map { $0 < 12 })
        var peer = check
        peer.comparison = .runningRatio
        let (right, wrong) = (try peer.report(one), try peer.report(other))
        #expect(right.isIssue == (0..<24).map { 6..<12 ~= $0 })
        #expect(wrong.isIssue == (0..<24).map { 6..<12 ~= $0 })
        #expect(abs(right.score - 0.02 / 0.3875) < 1e-12)
        #expect(abs(wrong.score - 0.03 / 0.3875) < 1e-12)
    }

    @Test("a small group is not judged, and no group at all is said")
    func small() throws {
        let groups: [Int32] = [0, 0, 0, 0, -1, -1, -1, -1, -1]
        let evidence = try DatasetEvidence(
            probabilities: Matrix([Double](repeating: 0.5, count: 18), rowCount: 9, columnCount: 2), labels: [Int32](repeating: 0, count: 9), groups: groups)
        #expect(throws: DatasetIssueUnavailable.noGroups(atLeast: 5)) { try UnderperformingGroupCheck().report(evidence) }
    }

    @Test("clusters of the graph are groups; a row between them belongs to its nearest core's")
    func clusters() throws {
        let values: [Double] = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 50]
        let graph = try NeighbourGraph.of(Matrix(values, rowCount: 15, columnCount: 1), k: 6)
        let expected: [Int32] = [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, -1]
        #expect(RowGroups().groups(graph) == expected)
        #expect(RowGroups().groupsInOrder(graph) == expected)
    }
}
