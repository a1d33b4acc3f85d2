import Kernels
import Testing

@testable import Assuring

@Suite("Label errors of structured answers")
struct StructuredLabelTests {
    @Test("pooling by hand", arguments: [
        (ScorePooling.minimum, 0.2), (.movingAverage(alpha: 0.5), 0.4), (.softmin(temperature: 1e9), 0.5), (.softmin(temperature: 0), 0.2),
    ])
    func pooling(pooling: ScorePooling, expected: Double) {
        #expect(isClose(pooling.pooled([0.8, 0.2, 0.5])!, pooling == .movingAverage(alpha: 0.5) ? (0.2 + (0.5 + 0.8) / 2) / 2 : expected, 1e-6))
        #expect(pooling.pooled([]) == nil)
    }

    @Test("a class too many and a class missing are found")
    func multiLabel() throws {
        // Class 0 holds for even items, class 1 for items below 20; item 3 is wrongly given 0, item 10 lacks 1.
        var labels = (0..<40).map { ($0 % 2 == 0 ? [0] : []) + ($0 < 20 ? [1] : []) }
        let rows = (0..<40).flatMap { [$0 % 2 == 0 ? 0.9 : 0.1, $0 < 20 ? 0.85 : 0.2] }
        labels[3].append(0)
        labels[10] = [0]
        let evidence = try MultiLabelEvidence(labels: labels, rows: Matrix(rows, rowCount: 40, columnCount: 2))
        #expect(try MultiLabelIssues().indicesByClass(evidence) == [[3], [10]])
        #expect(try MultiLabelIssues().indices(evidence) == [3, 10])
        let scores = try MultiLabelIssues().scores(evidence)
        #expect(isClose(scores[0], 0.8 * 0.85 + 0.2 * 0.9) && isClose(scores[3], 0.8 * 0.1 + 0.2 * 0.85))
        #expect(throws: LabelEvidenceError.labelOutOfRange(2, classCount: 2, item: 0)) {
            try MultiLabelEvidence(labels: [[2]], rows: Matrix([0, 0], rowCount: 1, columnCount: 2))
        }
        #expect(throws: LabelEvidenceError.probabilityOutOfRange(1.5, item: 0, class: 1)) {
            try MultiLabelEvidence(labels: [[0]], rows: Matrix([0, 1.5], rowCount: 1, columnCount: 2))
        }
    }

    @Test("a wrong token is found in its sentence; a sentence without tokens has no score")
    func tokens() throws {
        let evidence = try LabelEvidence(labels: [0, 0, 1, 0, 1], probabilities: [0.9, 0.1, 0.7, 0.3, 0.05, 0.95, 0.8, 0.2, 0.8, 0.2], classCount: 2)
        let tokens = try TokenIssues(lengths: [3, 0, 2], evidence: evidence)
        #expect(try tokens.ranked() == [TokenIssues.Token(sentence: 2, token: 1)])
        #expect(try tokens.sentenceScores() == [0.7, nil, 0.2])
        #expect(try tokens.tokenScores().map(\.count) == [3, 0, 2])
        #expect(throws: LabelEvidenceError.self) { try TokenIssues(lengths: [3], evidence: evidence) }
    }

    @Test("pixels are read out of planes, across images")
    func pixels() throws {
        // Two images of three pixels, two classes: planes of class 0 and 1 in turn.
        let planes = Matrix([0.1, 0.2, 0.3, 0.9, 0.8, 0.7, 0.4, 0.5, 0.6, 0.6, 0.5, 0.4], rowCount: 12, columnCount: 1)
        let rows = try PixelRows(planes, imageCount: 2, classCount: 2, pixelsPerImage: 3)
        #expect(try rows.withRows(1..<5) { (block) throws(MatrixError) in Array(block) } == [0.2, 0.8, 0.3, 0.7, 0.4, 0.6, 0.5, 0.5])
        #expect(throws: LabelEvidenceError.self) { try PixelRows(planes, imageCount: 2, classCount: 2, pixelsPerImage: 4) }
    }

    @Test("a patch of another class is found")
    func segmentation() throws {
        let labels: [Int32] = [0, 0, 0, 1, 1, 1, 0, 0, 1]
        let wrong = 8
        let rows = labels.indices.flatMap { $0 == wrong || labels[$0] == 0 ? [0.9, 0.1] : [0.2, 0.8] }
        let issues = try SegmentationIssues(LabelEvidence(labels: labels, probabilities: rows, classCount: 2), pixelsPerImage: 3)
        #expect(issues.indices() == [wrong])
        #expect(issues.issueFreeShares() == [1, 1, 1 - 1.0 / 3])
        #expect(issues.imageScores()[2] < issues.imageScores()[0])
    }

    @Test("a number far off its prediction has the lowest score, in any unit", arguments: [1.0, 1000])
    func regression(unit: Double) throws {
        var random = SeededRandom(seed: 5)
        let predictions = (0..<200).map { _ in random.uniform() * 10 * unit }
        var labels = predictions.map { $0 + (random.uniform() - 0.5) * unit }
        labels[17] += 6 * unit
        let scores = try Outre().scores(labels: labels, predictions: predictions)
        #expect(scores.firstIndex(of: scores.min()!) == 17)
        #expect(try Outre(threads: 3).scores(labels: labels, predictions: predictions) == scores)
        #expect(try RegressionQuality.residual(labels: [1, 2], predictions: [1, 2]) == [1, 1])
        #expect(throws: LabelEvidenceError.self) { try Outre().scores(labels: [1, .nan], predictions: [1, 1]) }
        #expect(try Outre().scores(labels: [1, 1], predictions: [1, 1]) == [1, 1])
    }

    @Test("selection brings the lowest forward", arguments: 1...6)
    func selection(count: Int) {
        for seed in 0..<20 as Range<UInt64> {
            var random = SeededRandom(seed: seed)
            let values = (0..<6).map { _ in Double(random.below(4)) }
            var moved = values
            moved.withUnsafeMutableBufferPointer { NearestPart.bringForward(count, in: $0) }
            #expect(moved[..<count].sorted() == Array(values.sorted()[..<count]) && moved.sorted() == values.sorted())
        }
    }
}
