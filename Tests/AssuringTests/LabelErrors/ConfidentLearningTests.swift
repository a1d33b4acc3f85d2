import Testing

@testable import Assuring

@Suite("Confident learning")
struct ConfidentLearningTests {
    /// Five items by hand: thresholds 0.8 (0.9, 0.9, 0.6) and 0.55 (0.9, 0.2).
    let byHand = try! LabelEvidence(
        labels: [0, 0, 0, 1, 1], probabilities: [0.9, 0.1, 0.9, 0.1, 0.6, 0.4, 0.1, 0.9, 0.8, 0.2], classCount: 2)

    @Test("thresholds and joint of a table small enough to do by hand")
    func hand() throws {
        let joint = try ConfidentJoint(byHand)
        #expect(isClose(joint.thresholds[0], 0.8) && isClose(joint.thresholds[1], 0.55))
        #expect(joint.counts == [2, 0, 1, 1])
        #expect(joint.offDiagonal == [4])
        #expect(joint.calibrated == [3, 0, 1, 1])
        #expect(LabelIssues.calibratedCount(joint) == 1)
        for filter in LabelIssueCatalog.all { #expect(try LabelIssues(filter: filter).indices(byHand) == [4], "\(filter)") }
    }

    @Test("a class nobody is given has a threshold that is never reached")
    func absent() throws {
        let evidence = try LabelEvidence(labels: [0, 1], probabilities: [0.5, 0.1, 0.4, 0, 0, 1], classCount: 3)
        let joint = try ConfidentJoint(evidence)
        #expect(joint.thresholds[2] == 2)
        #expect(joint.counts[2 * 3 + 2] == 1)
        #expect(joint.calibrated.reduce(0, +) == 2)
    }

    @Test("one class given to everything flags by the model alone")
    func oneClass() throws {
        let evidence = try LabelEvidence(labels: [0, 0, 0], probabilities: [0.9, 0.1, 0.8, 0.2, 0.1, 0.9], classCount: 2)
        #expect(try LabelIssues(filter: .predictedNeqGiven).indices(evidence) == [2])
        #expect(try LabelIssues(filter: .pruneByNoiseRate).indices(evidence).isEmpty)
        #expect(try LabelHealth(evidence).score == 1)
    }

    @Test("rows are rounded without changing their sum", arguments: [
        ([0.5, 0.5], [0, 1]), ([1.5, 1.5], [1, 2]), ([2.4, 2.4, 2.2], [2, 3, 2]), ([3, 0, 1], [3, 0, 1]), ([0.3, 0.3, 0.4], [0, 0, 1]),
    ])
    func rounding(values: [Double], expected: [Int]) {
        #expect(CountRounding.preservingSum(values) == expected)
    }

    @Test("rows of many classes sort like the rest", arguments: [1, 5, 17, 18, 40, 500])
    func order(count: Int) {
        let values = (0..<count).map { Double(($0 * 7919) % 13) }
        let order = QuickSortOrder.ascending(values)
        #expect(order.sorted() == Array(0..<count))
        #expect(zip(order, order.dropFirst()).allSatisfy { values[$0] <= values[$1] })
        if count < 18 { #expect(order == (0..<count).sorted { (values[$0], $0) < (values[$1], $1) }) }
    }

    @Test("quality scores of one row", arguments: [
        ("self-confidence", 0.2), ("normalized-margin", 0.25), ("confidence-weighted-entropy", 0.42110277),
    ])
    func scores(name: String, expected: Double) throws {
        let evidence = try LabelEvidence(labels: [1], probabilities: [0.7, 0.2, 0.1], classCount: 3)
        let quality = try #require(LabelQualityCatalog.named(name))
        let score = try quality.scores(evidence)[0]
        #expect(isClose(score, expected, 1e-4))
    }

    @Test("the cleanlab spelling of a filter is understood")
    func names() {
        #expect(LabelIssueFilter.named("prune_by_class") == .pruneByClass)
        #expect(LabelIssueCatalog.named("both") == .both)
        #expect(LabelIssueCatalog.named("magic") == nil)
        #expect(LabelIssueCatalog.all.allSatisfy { !$0.summary.isEmpty && LabelIssueFilter.named($0.name) == $0 })
    }
}

@Suite("Laws of label errors")
struct LabelErrorLawTests {
    @Test("planted errors are found with good precision and recall", arguments: LabelIssueCatalog.all)
    func planted(filter: LabelIssueFilter) throws {
        let planted = PlantedLabels(seed: 1, items: 600)
        let found = try LabelIssues(filter: filter).indices(planted.evidence)
        let right = Double(found.count { planted.wrong.contains($0) })
        #expect(right / Double(found.count) > 0.8, "precision")
        #expect(right / Double(planted.wrong.count) > 0.7, "recall")
    }

    @Test("issues are ascending, unique and never predicted as given", arguments: LabelIssueCatalog.all)
    func shape(filter: LabelIssueFilter) throws {
        let planted = PlantedLabels(seed: 2, sharpness: 1)
        let found = try LabelIssues(filter: filter).indices(planted.evidence)
        #expect(zip(found, found.dropFirst()).allSatisfy { $0 < $1 })
        if filter == .lowSelfConfidence || filter == .lowNormalizedMargin { return }
        let predicted = planted.evidence.predictedLabels(favouring: 1e-6)
        #expect(found.allSatisfy { predicted[$0] != planted.evidence.labels[$0] })
    }

    @Test("both is what the two prunes share", arguments: 1...5 as ClosedRange<UInt64>)
    func both(seed: UInt64) throws {
        let evidence = PlantedLabels(seed: seed, sharpness: 1).evidence
        let byClass = Set(try LabelIssues(filter: .pruneByClass).indices(evidence))
        let byRate = Set(try LabelIssues(filter: .pruneByNoiseRate).indices(evidence))
        #expect(try LabelIssues(filter: .both).indices(evidence) == byClass.intersection(byRate).sorted())
    }

    @Test("a smaller share finds fewer", arguments: [LabelIssueFilter.pruneByClass, .pruneByNoiseRate, .both])
    func share(filter: LabelIssueFilter) throws {
        let evidence = PlantedLabels(seed: 3, sharpness: 1).evidence
        let counts = try [0, 0.25, 0.5, 1].map { try LabelIssues(filter: filter, share: $0).indices(evidence).count }
        #expect(counts == counts.sorted() && counts[0] == 0)
    }

    @Test("renaming classes renames the answer", arguments: LabelIssueCatalog.all)
    func renaming(filter: LabelIssueFilter) throws {
        let planted = PlantedLabels(seed: 4)
        let order = [2, 0, 1]  // class k becomes order[k]
        var rows = planted.rows
        for (item, row) in rows.enumerated() { for k in 0..<3 { rows[item][order[k]] = row[k] } }
        let renamed = try LabelEvidence(
            labels: planted.evidence.labels.map { Int32(order[Int($0)]) }, probabilities: rows.flatMap(\.self), classCount: 3)
        let left = try LabelIssues(filter: filter).indices(planted.evidence)
        let right = try LabelIssues(filter: filter).indices(renamed)
        // Which of equal remainders is rounded up depends on the order of classes, so counts may move by one per cell.
        #expect(Set(left).symmetricDifference(right).count <= 3)
    }

    @Test("ranking puts the worst first and loses none", arguments: LabelQualityCatalog.all.map(\.name))
    func ranking(name: String) throws {
        let score = try #require(LabelQualityCatalog.named(name))
        let evidence = PlantedLabels(seed: 5).evidence
        let ranked = try LabelIssues().ranked(evidence, by: score)
        let scores = try score.scores(evidence)
        #expect(try ranked.sorted() == LabelIssues().indices(evidence))
        #expect(zip(ranked, ranked.dropFirst()).allSatisfy { scores[$0] <= scores[$1] })
    }

    @Test("scores are in 0...1, adjusted ones too for sums of 1", arguments: LabelQualityCatalog.all.map(\.name))
    func range(name: String) throws {
        let evidence = PlantedLabels(seed: 6).evidence
        let score = try #require(LabelQualityCatalog.named(name))
        for evidence in [evidence, try evidence.adjusted()] {
            let scores = try score.scores(evidence)
            #expect(scores.allSatisfy { $0 >= 0 && $0 <= 1 })
        }
    }

    @Test("noise tables are distributions", arguments: 1...5 as ClosedRange<UInt64>)
    func noise(seed: UInt64) throws {
        let evidence = PlantedLabels(seed: seed, classes: 4).evidence
        let noise = try LabelNoise(try ConfidentJoint(evidence), labelCounts: evidence.labelCounts)
        #expect(isClose(noise.joint.reduce(0, +), 1) && isClose(noise.truePriors.reduce(0, +), 1))
        for column in 0..<4 {
            #expect(isClose((0..<4).reduce(0) { $0 + noise.noise[$1 * 4 + column] }, 1))
            #expect(isClose((0..<4).reduce(0) { $0 + noise.inverseNoise[$1 * 4 + column] }, 1))
        }
    }

    /// Thresholds and joint as the paper states them, over plain rows.
    @Test("the joint equals its plain definition", arguments: 1...6 as ClosedRange<UInt64>)
    func reference(seed: UInt64) throws {
        let planted = PlantedLabels(seed: seed, sharpness: 1)
        let (rows, labels) = (planted.rows, planted.evidence.labels.map(Int.init))
        let thresholds = (0..<3).map { k in
            let own = rows.indices.filter { labels[$0] == k }.map { rows[$0][k] }
            return own.reduce(0, +) / Double(own.count)
        }
        var counts = [Int](repeating: 0, count: 9)
        for (row, label) in zip(rows, labels) {
            let confident = (0..<3).filter { row[$0] >= thresholds[$0] - 1e-6 }
            guard let first = confident.first else { continue }
            counts[label * 3 + (confident.count == 1 ? first : row.firstIndex(of: row.max()!)!)] += 1
        }
        let joint = try ConfidentJoint(planted.evidence)
        #expect(zip(joint.thresholds, thresholds).allSatisfy { isClose($0, $1) })
        #expect(joint.counts == counts)
        #expect((0..<3).allSatisfy { k in joint.calibrated[k * 3..<k * 3 + 3].reduce(0, +) == labels.count { $0 == k } })
    }
}
