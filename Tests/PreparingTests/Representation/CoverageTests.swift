import Kernels
import Records
import Testing
@testable import Preparing

@Suite("Coverage and collection plan")
struct CoverageTests {
    private let axes = [CoverageTarget.Axis("stain", ["dark", "light"]), CoverageTarget.Axis("cells", ["RBC", "WBC"])]

    private func report(_ quotas: [CoverageTarget.Quota], _ items: [[[String]]], axes: [CoverageTarget.Axis]? = nil) throws -> CoverageReport {
        var count = CoverageCount(try CoverageTarget(axes: axes ?? self.axes, quotas: quotas))
        for item in items { count.add(item) }
        return count.report()
    }

    @Test("combinations are counted; several values count in each; what has no place is counted apart")
    func counts() throws {
        let report = try report([], [[["dark"], ["RBC", "WBC", "RBC"]], [["light"], ["WBC"]], [["pink"], ["RBC"]], [[], ["RBC"]], [["dark"]]])
        #expect(report.cells.map(\.count) == [1, 1, 0, 1] && report.items == 5)
        #expect(report.unknown == [CoverageReport.Unplaced(axis: "stain", value: "pink", count: 1)])
        #expect(report.withoutValue.map(\.count) == [2, 1])
        #expect(report.plan.isEmpty && report.words.last == "every quota is met")
    }

    @Test("a definition's quotas are wanted in all and evenly in its environments")
    func definition() throws {
        let question = Question(name: "cells", kind: .choice, labels: [LabelDefinition(name: "RBC", quota: 100), LabelDefinition(name: "other")])
        let definition = TaskDefinition(project: "p", objective: "o", media: .image, questions: [question], environments: ["stain": ["dark", "light"]])
        let target = try CoverageTarget(definition, question: "cells")
        #expect(target.axes.map(\.name) == ["stain", "cells"])
        #expect(target.quotas.contains(CoverageTarget.Quota(["cells": "RBC"], count: 100)))
        #expect(target.quotas.contains(CoverageTarget.Quota(["cells": "RBC", "stain": "dark"], count: 25)))
        #expect(target.quotas.contains(CoverageTarget.Quota(["cells": "other", "stain": "light"], count: 10)))
        var count = CoverageCount(target)
        for _ in 0..<60 { count.add([["light"], ["RBC"]]) }
        let report = count.report()
        // 25 dark, then 15 more where there are fewest.
        #expect(report.plan == [
            CoverageReport.Task(values: ["dark", "RBC"], count: 40), CoverageReport.Task(values: ["dark", "other"], count: 10),
            CoverageReport.Task(values: ["light", "other"], count: 10),
        ])
        #expect(report.findings.first?.message == "60 of 100 items with cells RBC")
        #expect(thrownFinding { try CoverageTarget(definition, question: "cell") }?.hint == "did you mean `cells`?")
        #expect(try CoverageTarget(definition).quotas.map(\.count) == [10, 10])
    }

    @Test("quotas of single values are met together, by no more items than the axis that lacks most")
    func together() throws {
        let quotas = [("stain", "dark", 30), ("stain", "light", 10), ("cells", "RBC", 25), ("cells", "WBC", 25)].map { CoverageTarget.Quota([$0.0: $0.1], count: $0.2) }
        let report = try report(quotas, [])
        #expect(report.plan.reduce(0) { $0 + $1.count } == 50)
        #expect(report.plan.count <= 4)
    }

    @Test("the plan meets every quota, with as few items as trying all ways finds")
    func fewest() throws {
        var random = SeededRandom(seed: 4)
        for _ in 0..<60 {
            var quotas: [CoverageTarget.Quota] = []
            for stain in ["dark", "light"] { quotas.append(CoverageTarget.Quota(["stain": stain], count: random.below(4))) }
            for cells in ["RBC", "WBC"] { quotas.append(CoverageTarget.Quota(["cells": cells], count: random.below(4))) }
            quotas.append(CoverageTarget.Quota(["stain": "dark", "cells": "WBC"], count: random.below(3)))
            let items = (0..<random.below(4)).map { _ in [[random.below(2) == 0 ? "dark" : "light"], [random.below(2) == 0 ? "RBC" : "WBC"]] }
            let report = try report(quotas, items)
            let planned = items + report.plan.flatMap { task in Array(repeating: task.values.map { [$0] }, count: task.count) }
            #expect(try self.report(quotas, planned).plan.isEmpty)
            #expect(report.plan.reduce(0) { $0 + $1.count } == fewest(report))
        }
    }

    /// Every number of items of each of the four combinations up to the sum that meets all.
    private func fewest(_ report: CoverageReport) -> Int {
        for total in 0...20 {
            for a in 0...total { for b in 0...(total - a) { for c in 0...(total - a - b) {
                let added = [a, b, c, total - a - b - c]
                let isMet = report.quotas.allSatisfy { quota in
                    zip(report.cells, added).reduce(0) { sum, pair in
                        let fits = zip(report.axes, pair.0.values).allSatisfy { quota.values[$0.name] == nil || quota.values[$0.name] == $1 }
                        return fits ? sum + pair.0.count + pair.1 : sum
                    } >= quota.wanted
                }
                if isMet { return total }
            } } }
        }
        return -1
    }

    @Test("three axes with open ones, on a table; the same whatever the order of rows")
    func table() throws {
        let axes = self.axes + [CoverageTarget.Axis("lens", ["10", "40"])]
        let quotas = [CoverageTarget.Quota(["stain": "dark", "lens": "40"], count: 3), CoverageTarget.Quota(["cells": "WBC"], count: 5)]
        func report(_ rows: [Int]) throws -> CoverageReport {
            let table = try TableColumns([
                TableColumn("stain", .categories(CategoryCells(["dark", "light", nil]))), TableColumn("cells", .categories(CategoryCells(["WBC", "RBC", "RBC"]))),
                TableColumn("lens", .numbers([10, 40, 40])),
            ], rowCount: 3).rows(rows)
            var count = CoverageCount(try CoverageTarget(axes: axes, quotas: quotas))
            count.add(table)
            return count.report()
        }
        let first = try report([0, 1, 2])
        #expect(first.quotas.map(\.lacking) == [3, 4])
        #expect(first.plan.reduce(0) { $0 + $1.count } == 4)
        #expect(try report([2, 1, 0]) == first)
        #expect(try JSONParser.parse(JSONValue(encoding: first).text()).decode(CoverageReport.self) == first)
    }

    @Test("targets that make no sense are refused in words", arguments: [
        ([], [], "coverage.no-axes"), ([CoverageTarget.Axis("a", [])], [], "coverage.axis-empty"),
        ([CoverageTarget.Axis("a", ["x"]), CoverageTarget.Axis("a", ["y"])], [], "coverage.axis-twice"),
        ([CoverageTarget.Axis("a", ["x", "x"])], [], "coverage.value-twice"),
        ([CoverageTarget.Axis("a", ["x"])], [CoverageTarget.Quota(["b": "x"], count: 1)], "coverage.quota"),
        ([CoverageTarget.Axis("a", ["x"])], [CoverageTarget.Quota(["a": "x"], count: -1)], "coverage.quota"),
        ((0..<30).map { CoverageTarget.Axis("a\($0)", ["x", "y", "z", "u"]) }, [], "coverage.too-many-cells"),
    ] as [([CoverageTarget.Axis], [CoverageTarget.Quota], String)])
    func refusals(axes: [CoverageTarget.Axis], quotas: [CoverageTarget.Quota], code: String) {
        let thrown = #expect(throws: Finding.self) { try CoverageTarget(axes: axes, quotas: quotas) }
        #expect(thrown?.code == code)
    }
}
