import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow agreement`: measure how far annotators agree, in a project or in a file of votes.
struct AgreementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "agreement", abstract: "Measure how far annotators agree, in a project or in a file of votes",
        discussion: "Example: winnow agreement --project sms\nExample: winnow agreement --project cells --question cells --measure iou-f1:0.75\nExample: winnow agreement votes.csv --annotator worker --measure fleiss-kappa --report agreement.html\nExample: winnow agreement scores.csv --label score --measure icc")
    @OptionGroup var options: ProjectOptions
    @OptionGroup var votes: VoteOptions
    @Argument(help: "A file of votes; without it the project's answers") var file: String?
    @Option(
        help: "One of the measures that `winnow list` prints under agreement, part-agreement (shapes), number-agreement and text-agreement; by default krippendorff-alpha, for shapes iou-f1",
        completion: CatalogName.completion("agreement", "part-agreement", "number-agreement", "text-agreement"),
        transform: CatalogName.oneOf("agreement", "part-agreement", "number-agreement", "text-agreement"))
    var measure: String?
    @Option(help: "Question; by default the first that is a choice or drawn") var question: String?
    @Option(help: "Draw the items so many times for the interval, which needs no formula (1000 is usual); of votes") var bootstrap: Int?
    @Option(help: "Seed of `--bootstrap`") var seed: UInt64 = 0
    @OptionGroup var classes: ClassesOption
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        guard file != nil || classes.classes == nil else { throw ValidationError("`--classes` goes with a file of votes") }
        if let bootstrap, !(2...1_000_000).contains(bootstrap) { throw ValidationError("`--bootstrap` is from 2 to 1000000, not \(bootstrap)") }
        try options.refuseBeside(file: file)
    }

    private var resampling: Resampling? { bootstrap.map { Resampling(rounds: $0, seed: seed) } }

    func run() async throws {
        try report.check()
        if let file {
            let line = ProgressLine("reading", .bytes)
            let (found, findings) = try VoteFiles.agreement(
                file, votes.columns, measure: measure ?? "krippendorff-alpha", classes: classes.names, resampling: resampling, watch: line.update)
            line.finish()
            Output.say(findings)
            try report.write(.agreement(found, of: file))
            try show(found)
            return try failOn.check(findings.worst, found.warning.map { _ in .warning })
        }
        let (workflows, actor, project) = try await options.open()
        let found = try await workflows.agreement(of: project, as: actor, question: question, measure: measure, resampling: resampling)
        try report.write(.agreement(found, of: "\(project), question \(found.question)"))
        try show(found)
        try failOn.check(found.warning.map { _ in .warning })
    }

    private func show(_ report: AgreementReport) throws {
        if options.json { return try Output.json(report) }
        Output.data("\(report.measure): \(report.value.map { String(format: "%.4f", $0) } ?? "undefined (\(report.reason ?? "?"))") on \(report.items) items" + (report.band.map { ", \($0)" } ?? ""))
        if let interval = report.interval { Output.data("95 % interval: \(String(format: "%.4f to %.4f", interval.low, interval.high)) (\(interval.method.rawValue))") }
        if let overlap = report.overlap {
            showShapes(report, overlap)
        } else {
            if !report.pairs.isEmpty || report.confusion != nil { showPairs(report) }
            showNumbers(report.numbers ?? [])
            showTexts(report.texts ?? [])
            showClasses(report.classes ?? [])
            showAnnotators(report.annotators ?? [])
        }
        if let warning = report.warning { Output.say("warning: " + Terminal.line(warning, limit: 2000)) }
    }

    /// In full for a team; of a crowd the pairs that met most often, since half a million lines help nobody.
    private func showPairs(_ report: AgreementReport) {
        let shown = report.pairs.count <= Self.most ? report.pairs : Array(report.pairs.sorted { ($1.items, $0.a, $0.b) < ($0.items, $1.a, $1.b) }.prefix(Self.most))
        var table = TextTable("first", "second", "items", report.texts == nil ? "kappa" : "value", "band", "confused most")
        for pair in shown { table.add(pair.a, pair.b, "\(pair.items)", Output.figure(pair.value), pair.band ?? pair.reason ?? "", pair.mostConfused?.joined(separator: " / ") ?? "") }
        Output.data(table.text)
        if shown.count < report.pairs.count { Output.say("the \(shown.count) of \(report.pairs.count) pairs with the most items in common; `--json` prints all") }
    }

    /// Where the guidelines are clear and where they are not: the labels that were given most.
    private func showClasses(_ rows: [ClassAgreementView]) {
        guard rows.count > 1 else { return }
        let shown = rows.count <= Self.most ? rows : Array(rows.enumerated().sorted { (-$0.element.ratings, $0.offset) < (-$1.element.ratings, $1.offset) }.prefix(Self.most).map(\.element))
        var table = TextTable("label", "answers", "items", "agreement", "alpha")
        for row in shown { table.add(row.label, "\(row.ratings)", "\(row.items)", Output.figure(row.specific), Output.figure(row.alpha)) }
        Output.data("\n" + table.text)
        if shown.count < rows.count { Output.say("the \(shown.count) labels with the most answers; `--json` prints more") }
    }

    /// Those who agree least with the others first.
    private func showAnnotators(_ rows: [AnnotatorAgreementView]) {
        guard rows.count > 1 else { return }
        let sorted = rows.sorted { ($0.observed ?? 2, $0.login) < ($1.observed ?? 2, $1.login) }
        var table = TextTable("annotator", "votes", "shared", "agreement", "kappa", "alpha without")
        for row in sorted.prefix(Self.most) {
            table.add(row.login, "\(row.votes)", "\(row.shared)", Output.figure(row.observed), Output.figure(row.kappa), Output.figure(row.alphaWithout))
        }
        Output.data("\n" + table.text)
        if rows.count > Self.most { Output.say("the \(Self.most) of \(rows.count) annotators who agree least with the others; `--json` prints all") }
    }

    /// Differences of numbers in their own unit, of the pairs with the most items.
    private func showNumbers(_ rows: [NumberPairView]) {
        guard !rows.isEmpty else { return }
        var table = TextTable("first", "second", "items", "bias", "low", "high", "scatter", "outside")
        for row in rows.sorted(by: { (-$0.items, $0.a, $0.b) < (-$1.items, $1.a, $1.b) }).prefix(Self.most) {
            table.add([row.a, row.b, "\(row.items)"] + [row.bias, row.low, row.high, row.deviation, row.outside].map { Output.figure($0) })
        }
        Output.data(table.text)
        if rows.count > Self.most { Output.say("the \(Self.most) of \(rows.count) pairs with the most items in common; `--json` prints all") }
    }

    private func showTexts(_ rows: [TextPersonView]) {
        guard !rows.isEmpty else { return }
        var table = TextTable("annotator", "comparisons", "agreement")
        for row in rows.sorted(by: { ($0.value ?? 2, $0.login) < ($1.value ?? 2, $1.login) }).prefix(Self.most) { table.add(row.login, "\(row.comparisons)", Output.figure(row.value)) }
        Output.data("\n" + table.text)
    }

    private static let most = 50

    private func showShapes(_ report: AgreementReport, _ overlap: OverlapView) {
        var all = OverlapTable("all", "items")
        all.add(["all"], report.items, overlap)
        Output.data(all.text)
        var labels = OverlapTable("label", "parts")
        for row in report.labels ?? [] { labels.add([row.label], row.parts, row.overlap) }
        Output.data("\n" + labels.text)
        var pairs = OverlapTable("first", "second", "items")
        pairs.name("confused most")
        for row in report.pairs { pairs.add([row.a, row.b], row.items, row.overlap ?? overlap, row.mostConfused?.joined(separator: " / ") ?? "") }
        if !report.pairs.isEmpty { Output.data("\n" + pairs.text) }
        var people = OverlapTable("person", "items")
        for row in report.people ?? [] { people.add([row.login], row.items, row.overlap) }
        if !(report.people ?? []).isEmpty { Output.data("\n" + people.text) }
        if let counts = report.differences { Output.say("differences: \(counts.missed) missed, \(counts.extra) extra, \(counts.label) label, \(counts.place) place") }
        if let left = report.leftOut, left > 0 { Output.say("\(left) parts cover no area and were not compared") }
    }
}

/// Figures of overlap under one another.
private struct OverlapTable {
    private var table: TextTable

    init(_ names: String...) {
        table = TextTable()
        table.header = names + ["F1@0.5", "F1@0.75", "F1@0.9", "F1@0.5:0.95", "mean IoU", "matched IoU"]
    }

    /// The last column, where there is one.
    mutating func name(_ column: String) { table.header.append(column) }

    mutating func add(_ names: [String], _ count: Int, _ overlap: OverlapView, _ confused: String? = nil) {
        let figures = [overlap.f1, overlap.f1At75, overlap.f1At90, overlap.f1Mean, overlap.meanIoU, overlap.matchedIoU]
        table.add(names + ["\(count)"] + figures.map { Output.figure($0) } + (confused.map { [$0] } ?? []))
    }

    var text: String { table.text }
}
