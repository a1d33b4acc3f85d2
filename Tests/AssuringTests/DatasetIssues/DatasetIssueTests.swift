import Kernels
import Testing

@testable import Assuring

@Suite("Dataset checks")
struct DatasetIssueTests {
    @Test("planted copies, a far row and a wrong label are found")
    func planted() throws {
        var data = DrawnDataset(200, seed: 4)
        data.setRow(11, data.row(90))
        data.setRow(30, data.row(31).map { $0 + 1e-5 })
        data.setRow(60, [-50, 0, 0, 80, 0, -70])
        // The model is sure of it: a doubtful one would not be over its class's threshold.
        data.probabilities.replaceSubrange(120..<123, with: (0..<3).map { $0 == data.labels[40] ? 0.9 : 0.05 })
        data.labels[40] = (data.labels[40] + 1) % 3
        for metric in NeighbourMetric.allCases {
            let evidence = try data.evidence(metric: metric)
            let copies = try NearDuplicateCheck().report(evidence)
            guard case .sets(let sets) = copies.details else { throw TestFailure() }
            #expect(sets[11].contains(90) && sets[90].contains(11) && sets[30].contains(31) && sets[31].contains(30))
            #expect(copies.scores[11] == 0 && copies.scores[90] == 0)
            #expect(try OutlierCheck().report(evidence).worstFirst.first == 60)
            #expect(try LabelCheck().report(evidence).isIssue[40])
            #expect(try DataValueCheck().report(evidence).isIssue[40])
        }
    }

    struct TestFailure: Error {}

    @Test("without probabilities the neighbours judge the labels")
    func labelsByNeighbours() throws {
        var data = DrawnDataset(200, seed: 6)
        data.labels[40] = (data.labels[40] + 1) % 3
        let evidence = try DatasetEvidence(features: Matrix(data.features, rowCount: 200, columnCount: 6), labels: data.labels)
        let report = try LabelCheck().report(evidence)
        #expect(report.isIssue[40] && report.scores[40] == 0)
        #expect(report.issueCount < 5)
    }

    @Test("rows sorted by their features are no order of chance; drawn ones are")
    func order() throws {
        var random = SeededRandom(seed: 8)
        let drawn = (0..<300).map { _ in random.uniform() }
        func report(_ values: [Double]) throws -> DatasetIssueReport {
            try OrderCheck().report(try DatasetEvidence(features: Matrix(values, rowCount: 300, columnCount: 1)))
        }
        #expect(try report(drawn.sorted()).score < 0.01)
        #expect(try report(drawn.sorted()).issueCount == 1)
        #expect(try report(drawn).score > 0.05)
        #expect(try report(drawn).issueCount == 0)
    }

    @Test("the distance from the expected gaps, counted by hand")
    func gaps() {
        // Three rows; 0 and 1 are each other's nearest, 2 has 1: gaps 1, 1, 1 and the added 2. Two of the three pairs are 1 apart.
        let graph = NeighbourGraph(rowCount: 3, neighbourCount: 1, metric: .euclidean, indices: [1, 0, 1], distances: [1, 1, 2])
        #expect(abs(OrderCheck.distance(graph, [0, 1, 2]) - 2.0 / 3) < 1e-12)
    }

    @Test("a class with less than a tenth of its share is rare")
    func imbalance() throws {
        let labels = [Int32](repeating: 0, count: 60) + [Int32](repeating: 1, count: 50) + [2]
        let report = try ClassImbalanceCheck().report(try DatasetEvidence(labels: labels))
        #expect(report.isIssue.firstIndex(of: true) == 110 && report.issueCount == 1)
        #expect(report.score == 1.0 / 111)
        #expect(report.details == .rarestClass(2, share: 1.0 / 111))
        #expect(try ClassImbalanceCheck().report(try DatasetEvidence(labels: [0, 1, 1])).issueCount == 0)
    }

    @Test("columns that number the rows are named; flags and classes are not, unless asked for")
    func identifiers() throws {
        let values: [Double] = [12, 0, 0.5, 10, 1, 1, 11, 0, 2, 13, 1, 3]
        let evidence = try DatasetEvidence(features: Matrix(values, rowCount: 4, columnCount: 3))
        let report = try IdentifierColumnCheck().report(evidence)
        #expect(report.details == .columns([0]) && report.score == 0 && report.issueCount == 0)
        var loose = IdentifierColumnCheck()
        loose.allowsRepeats = true
        #expect(try loose.report(evidence).details == .columns([0, 1]))
    }
}
