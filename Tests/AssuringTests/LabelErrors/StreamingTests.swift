import Foundation
import Kernels
import Testing

@testable import Assuring

/// Rows handed out in single precision or a few at a time, and a file that fails half-way.
private struct FailingRows: MatrixRows {
    let whole: Matrix
    let failsFrom: Int
    var rowCount: Int { whole.rowCount }
    var columnCount: Int { whole.columnCount }

    func withRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Double>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        if rows.upperBound > failsFrom { throw .unreadable("`p.csv` ends there") }
        return try whole.withRows(rows, body)
    }

    func withFloatRows<Result>(_ rows: Range<Int>, _ body: (UnsafeBufferPointer<Float>) throws(MatrixError) -> Result) throws(MatrixError) -> Result {
        try whole.withFloatRows(rows, body)
    }
}

@Suite("Label errors by streaming")
struct StreamingTests {
    static func drawn(items: Int, classes: Int, seed: UInt64 = 1) -> PlantedLabels {
        PlantedLabels(seed: seed, items: items, classes: classes, noise: 0.2, sharpness: 2)
    }

    @Test("more threads give the same bits", arguments: LabelIssueCatalog.all, [3, 40])
    func threads(filter: LabelIssueFilter, classes: Int) throws {
        let planted = Self.drawn(items: 5000, classes: classes)
        let rows = planted.evidence.rows
        let audits = try [1, 2, 5].map { try LabelAudit(labels: planted.evidence.labels, rows: rows, issues: LabelIssues(filter: filter), by: ConfidenceWeightedEntropy(), threads: $0) }
        for other in audits.dropFirst() {
            #expect(other.issues == audits[0].issues)
            #expect(other.joint.counts == audits[0].joint.counts && other.joint.thresholds == audits[0].joint.thresholds)
            #expect(other.health.score == audits[0].health.score)
        }
    }

    @Test("float32 gives what its values give in float64")
    func singlePrecision() throws {
        let planted = Self.drawn(items: 700, classes: 20)
        let floats = planted.probabilities.map(Float.init)
        let single = FloatMatrix(floats, rowCount: 700, columnCount: 20)
        let double = Matrix(floats.map(Double.init), rowCount: 700, columnCount: 20)
        let left = try LabelAudit(labels: planted.evidence.labels, rows: single)
        #expect(try left.issues == LabelAudit(labels: planted.evidence.labels, rows: double).issues)
        #expect(!left.issues.isEmpty)
    }

    @Test("wide rows are read as narrow ones", arguments: [2, 7, 16, 17, 24, 33, 64, 100])
    func wide(classes: Int) throws {
        let planted = Self.drawn(items: 50, classes: classes, seed: 9)
        let reading = planted.evidence.reading
        let thresholds = ConfidentJoint.thresholds(planted.evidence)
        for (item, row) in planted.rows.enumerated() {
            let label = Int(planted.evidence.labels[item])
            var others = row
            others[label] = -1
            #expect(reading.given[item] == row[label])
            #expect(reading.rival[item] == others.max() && Int(reading.rivalClass[item]) == others.firstIndex(of: others.max()!))
            let reached = (0..<classes).filter { row[$0] >= thresholds[$0] - 1e-6 }
            let bars = row.withUnsafeBufferPointer { row in thresholds.map { $0 - 1e-6 }.withUnsafeBufferPointer { RowBars(row.baseAddress!, $0.baseAddress!, classes) } }
            #expect(bars.count == reached.count)
            if reached.count == 1 { #expect(bars.first == reached[0]) }
        }
    }

    @Test("entropy is that of the definition", arguments: [2, 8, 9, 31, 200])
    func entropy(classes: Int) throws {
        var certain = [Double](repeating: 0, count: classes)
        certain[0] = 1
        let tiny = [Double](repeating: Double.leastNormalMagnitude / 100, count: classes)
        for row in Self.drawn(items: 20, classes: classes, seed: 4).rows + [certain, tiny] {
            let plain = row.reduce(0) { $1 > 0 ? $0 - $1 * log($1) : $0 }
            #expect(isClose(row.withUnsafeBufferPointer(RowEntropy.entropy), plain, 1e-13))
        }
    }

    @Test("the lowest of each group are kept, equal ones by index", arguments: 1...5 as ClosedRange<UInt64>)
    func lowest(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let capacities = [0, 1, 7, 100]
        let lowest = LowestPerGroup(capacities)
        var all: [[(Double, Int32)]] = [[], [], [], []]
        for item in 0..<200 {
            let (group, score) = (random.below(4), Double(random.below(9)))
            lowest.add(Int32(item), score, to: group)
            all[group].append((score, Int32(item)))
        }
        var kept: [Int32] = []
        lowest.forEachKept { kept.append($0) }
        #expect(kept.sorted() == zip(all, capacities).flatMap { $0.sorted { $0 < $1 }.prefix($1).map(\.1) }.sorted())
    }

    @Test("a hundred thousand classes take no table of all pairs")
    func manyClasses() throws {
        let classes = 100_000
        var values = [Double](repeating: 0, count: 3 * classes)
        for (item, peak) in [5, 5, 99_999].enumerated() { values[item * classes + peak] = 1 }
        let audit = try LabelAudit(labels: [5, 6, 99_999], rows: Matrix(values, rowCount: 3, columnCount: classes))
        #expect(audit.joint.pairs[6, 5] == 1 && audit.joint.pairs[5, 5] == 1 && audit.joint.pairs[7, 5] == 0)
        #expect(audit.joint.thresholds[6] == ConfidentJoint.lowestThreshold)
        let evidence = try LabelEvidence(labels: [5, 6, 99_999], rows: Matrix(values, rowCount: 3, columnCount: classes))
        #expect(throws: LabelEvidenceError.tooManyClasses(classes, limit: LabelNoise.largestClassCount)) {
            try LabelNoise(audit.joint, labelCounts: evidence.labelCounts)
        }
    }

    @Test("a file that breaks off is told, in every pass")
    func broken() throws {
        let planted = Self.drawn(items: 20_000, classes: 3)
        let whole = Matrix(planted.probabilities, rowCount: 20_000, columnCount: 3)
        #expect(throws: LabelEvidenceError.matrix(.unreadable("`p.csv` ends there"))) {
            try LabelEvidence(labels: planted.evidence.labels, rows: FailingRows(whole: whole, failsFrom: 15_000))
        }
    }

    @Test("the place of the first wrong value is told", arguments: [(3, Double.nan), (15_999, -0.1), (9, .infinity), (12, 1.01)])
    func wrongValue(item: Int, value: Double) throws {
        var values = [Double](repeating: 0.5, count: 32_000)
        values[item * 2 + 1] = value
        let error = #expect(throws: LabelEvidenceError.self) {
            try LabelEvidence(labels: [Int32](repeating: 0, count: 16_000), rows: Matrix(values, rowCount: 16_000, columnCount: 2), threads: 2)
        }
        guard case .probabilityOutOfRange(_, let row, let place)? = error else { Issue.record("\(String(describing: error))"); return }
        #expect(row == item && place == 1)
    }

    @Test("labels and rows that do not pair")
    func unequal() {
        #expect(throws: LabelEvidenceError.unequalRows(labels: 1, rows: 2)) {
            try LabelEvidence(labels: [0], rows: Matrix([0.5, 0.5, 0.5, 0.5], rowCount: 2, columnCount: 2))
        }
    }
}
