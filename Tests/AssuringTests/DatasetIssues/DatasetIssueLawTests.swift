import Kernels
import Testing

@testable import Assuring

@Suite("Laws of the dataset checks")
struct DatasetIssueLawTests {
    @Test("names are unique and found")
    func names() {
        let names = DatasetIssueCatalog.all.map(\.name)
        #expect(Set(names).count == names.count)
        for name in names { #expect(DatasetIssueCatalog.named(name)?.name == name) }
        #expect(DatasetIssueCatalog.named("x") == nil)
    }

    @Test("every check gives each row a score in 0...1 and a verdict")
    func scores() throws {
        let evidence = try DrawnDataset(120, seed: 1).evidence()
        for outcome in DatasetIssueCatalog.outcomes(evidence) {
            let report = try outcome.result.get()
            #expect(report.scores.count == 120 && report.isIssue.count == 120)
            #expect(report.scores.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(report.check)")
            #expect(report.score >= 0 && report.score <= 1)
            #expect(report.issueCount == report.worstFirst.count)
        }
    }

    @Test("the order of the rows only reorders results, save for the check of the order")
    func permuted() throws {
        var data = DrawnDataset(150, seed: 2)
        data.setRow(7, data.row(8).map { $0 + 1e-4 })
        data.setRow(20, [90, -40, 3, 3, 70, 1])
        var order = Array(0..<150)
        var random = SeededRandom(seed: 5)
        random.shuffle(&order)
        let (plain, shuffled) = (try data.evidence(), try data.permuted(order).evidence())
        for check in DatasetIssueCatalog.all where check.name != OrderCheck.name {
            let (one, other) = (try check.report(plain), try check.report(shuffled))
            for row in 0..<150 {
                #expect(abs(other.scores[row] - one.scores[order[row]]) < 1e-12, "\(check.name)")
                #expect(other.isIssue[row] == one.isIssue[order[row]], "\(check.name)")
            }
            #expect(abs(one.score - other.score) < 1e-12)
        }
    }

    @Test("more threads give the same reports")
    func threads() throws {
        let data = DrawnDataset(200, seed: 3)
        let (one, three) = (try data.evidence(), try data.evidence(threads: 3))
        for check in DatasetIssueCatalog.all { #expect(try check.report(one) == check.report(three)) }
    }

    @Test("with nothing to work on a check says what it needs")
    func nothingToWorkOn() throws {
        let labels = try DatasetEvidence(labels: [0, 1, 0, 1])
        for check in DatasetIssueCatalog.all where check.name != ClassImbalanceCheck.name {
            #expect(throws: DatasetIssueUnavailable.needs(check.needs)) { try check.report(labels) }
            #expect("\(DatasetIssueUnavailable.needs(check.needs))".hasPrefix("needs "))
        }
        let features = try DatasetEvidence(features: Matrix([1, 2, 3, 4], rowCount: 4, columnCount: 1))
        #expect(throws: DatasetIssueUnavailable.needs(ClassImbalanceCheck.needs)) { try ClassImbalanceCheck().report(features) }
    }

    @Test("features with a gap have no neighbours, and the place is said")
    func gaps() throws {
        let evidence = try DatasetEvidence(features: Matrix([1, .nan, 3, 4], rowCount: 4, columnCount: 1))
        #expect { try OutlierCheck().report(evidence) } throws: { "\($0)".contains("row 1") }
        let report = try MissingValueCheck().report(evidence)
        #expect(report.isIssue == [false, true, false, false])
        #expect(report.scores == [1, 0, 1, 1])
        #expect(report.details == .columns([0]))
    }

    @Test("one row has no neighbours; its other checks go on")
    func oneRow() throws {
        let evidence = try DatasetEvidence(features: Matrix([1, 2], rowCount: 1, columnCount: 2), labels: [0])
        #expect(throws: DatasetIssueUnavailable.noGraph(.tooFewRows(1))) { try NearDuplicateCheck().report(evidence) }
        #expect(try ClassImbalanceCheck().report(evidence).score == 1)
    }

    @Test("constant features: all rows are duplicates, none is an outlier")
    func constant() throws {
        let evidence = try DatasetEvidence(features: Matrix([Double](repeating: 3, count: 60), rowCount: 30, columnCount: 2))
        #expect(try NearDuplicateCheck().report(evidence).issueCount == 30)
        let outliers = try OutlierCheck().report(evidence)
        #expect(outliers.issueCount == 0 && outliers.scores.allSatisfy { $0 == 1 })
        #expect(try OrderCheck().report(evidence).scores.allSatisfy { $0.isFinite })
    }

    @Test("parts of different length, labels out of range and nothing at all are refused")
    func refused() {
        let rows = Matrix([1, 2, 3], rowCount: 3, columnCount: 1)
        #expect(throws: DatasetEvidenceError.nothing) { try DatasetEvidence() }
        #expect(throws: DatasetEvidenceError.unequal("features", 3, "labels", 2)) { try DatasetEvidence(features: rows, labels: [0, 1]) }
        #expect(throws: DatasetEvidenceError.labelOutOfRange(5, classCount: 2, row: 1)) { try DatasetEvidence(labels: [0, 5], classCount: 2) }
    }
}
