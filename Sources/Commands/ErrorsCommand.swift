import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow errors`: find labels that are likely wrong, in a project or in files of labels and probabilities.
struct ErrorsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "errors", abstract: "Find labels that are likely wrong, in a project or in files of labels and probabilities",
        discussion: """
            Probabilities are CSV, TSV, .npy (float64, float32 or float16) or JSON lines, also packed; they must come from a \
            model that did not train on the row. Labels are names of the columns or class numbers from 0.
            `winnow list error-tasks` tells what the files of other tasks look like.
            Example: winnow errors --project sms
            Example: winnow errors --project sms --relabel 20
            Example: winnow errors --labels labels.csv --probabilities p.csv --filter both
            Example: winnow errors --labels labels.npy --probabilities p.npy --classes names.txt --health
            Example: winnow errors --task boxes --labels instances.json --predictions results.json
            Example: winnow errors --features embeddings.npy --labels labels.csv --probabilities p.npy
            Example: winnow errors --features embeddings.npy --check near-duplicate --check outlier
            Example: winnow errors --labels labels.csv --id key --probabilities a.npy --probabilities b.npy --json
            """)
    @OptionGroup var options: ProjectOptions
    @OptionGroup var files: ErrorFileOptions
    @Option(help: "One of the filters that `winnow list filters` prints", completion: CatalogName.completion("filters"), transform: CatalogName.oneOf("filters")) var filter: String?
    @Option(help: "One of the scores that `winnow list scores` prints, for numbers `winnow list regression-scores`", completion: CatalogName.completion("scores", "regression-scores"), transform: CatalogName.oneOf("scores", "regression-scores")) var score: String?
    @Option(help: "Question; by default the first choice") var question: String?
    @Option(help: "Seed of the folds, and of permutations and samples of a data set") var seed: UInt64 = 0
    @Option(parsing: .unconditional, help: "Show at most so many; the count is of all. By default 1000 of a project and all of a file") var limit: Int?
    @Option(parsing: .unconditional, help: "Have so many of the worst labelled afresh, by annotators who have not had them; of a project") var relabel: Int?
    @OptionGroup var report: ReportOption
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("`--limit` is at least 1, not \(limit)") }
        if let relabel, relabel < 1 { throw ValidationError("`--relabel` is at least 1, not \(relabel)") }
        if relabel != nil, (files.labels ?? files.features ?? files.probabilities.first) != nil { throw ValidationError("`--relabel` is for projects: a file has nobody to ask") }
        try files.validateTogether()
        try validateChoices()
        guard report.report == nil || !files.isDataset && files.chosenTask == .classification && relabel == nil else {
            throw ValidationError("`--report` draws wrong labels of one class a row, of a project or of files")
        }
        try options.refuseBeside(file: files.labels ?? files.features ?? files.probabilities.first)
    }

    /// A choice that has nothing to say to the task is wrong use, not passed over.
    private func validateChoices() throws {
        let task = files.chosenTask
        if filter != nil, [.boxes, .masks, .regression].contains(task) { throw ValidationError("`--filter` has nothing to say to the task `\(task.name)`") }
        if score != nil, [.boxes, .masks].contains(task) { throw ValidationError("`--score` has nothing to say to the task `\(task.name)`") }
        if files.isDataset, let option = filter.map({ _ in "filter" }) ?? score.map({ _ in "score" }) { throw ValidationError("`--\(option)` has nothing to say to issues of a data set") }
        if let score, CatalogName.names("regression-scores").contains(score) != (task == .regression) {
            throw ValidationError("`\(score)` does not score the task `\(task.name)`; `winnow list \(task == .regression ? "regression-scores" : "scores")` has what does")
        }
    }

    func run() async throws {
        try report.check()
        if let dataset = files.dataset { return try check(dataset) }
        if let input = files.input, files.chosenTask != .classification { return try rank(input) }
        if let input = files.input { return try judge(input) }
        let (workflows, actor, project) = try await options.open()
        let report = try await workflows.labelErrors(in: project, as: actor, question: question, filter: filter, score: score, seed: seed, limit: relabel ?? limit ?? 1000)
        if relabel != nil { return try await Relabelling(report: report, project: project, json: options.json).send(by: workflows, as: actor) }
        try self.report.write(.errors(report, of: "\(project), question \(report.question)"))
        if options.json {
            try Output.json(report)
            return try failOn.check(report.count > 0 ? .warning : nil)
        }
        var table = TextTable("key", "given", "suggested", "score", "text")
        for row in report.items { table.add(row.key, row.given, row.suggested, String(format: "%.4f", row.score), String(row.preview.prefix(60))) }
        Output.data(table.text)
        Output.say(Self.words(report.count, report.checked, report.share))
        try failOn.check(report.count > 0 ? .warning : nil)
    }

    private func judge(_ input: LabelErrorFiles.Input) throws {
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try LabelErrorFiles.errors(
            input, filter: filter, score: score, weighting: files.weighting, limit: limit, watch: line.update, judging: { line.turn(to: "judging") })
        line.finish()
        Output.say(findings)
        try self.report.write(.errors(report, of: files.labels ?? ""))
        if options.json {
            try Output.json(report)
        } else if files.health {
            LabelErrorText.health(report)
        } else {
            LabelErrorText.suspects(report, withID: files.id != nil)
            Output.say(Self.words(report.count, report.checked, report.share))
        }
        try failOn.check(findings.worst, report.count > 0 ? .warning : nil)
    }

    /// The tasks whose labels are more, or other, than one class a row.
    private func rank(_ input: LabelErrorFiles.Input) throws {
        let line = ProgressLine("reading", .bytes)
        let judging = { line.turn(to: "judging") }
        switch files.chosenTask {
        case .classification: return
        case .multiLabel: try show(MultiLabelErrorFiles.errors(input, filter: filter, score: score, limit: limit, watch: line.update, judging: judging), line)
        case .tokens: try show(TokenErrorFiles.errors(input, filter: filter, score: score, limit: limit, watch: line.update, judging: judging), line)
        case .boxes: try show(BoxErrorFiles.errors(input, limit: limit, judging: judging), line)
        case .masks: try show(MaskErrorFiles.errors(input, limit: limit, judging: judging), line)
        case .regression: try show(RegressionErrorFiles.errors(input, score: score, limit: limit, watch: line.update, judging: judging), line)
        }
    }

    private func show(_ found: (report: some SuspectTable, findings: FileFindings), _ line: ProgressLine) throws {
        line.finish()
        Output.say(found.findings)
        if options.json {
            try Output.json(found.report)
        } else {
            Output.data(found.report.columns.joined(separator: ","))
            for row in found.report.cells { Output.data(row.map(CSVCell.quoted).joined(separator: ",")) }
            Output.say(found.report.summary)
        }
        try failOn.check(found.findings.worst, found.report.hasSuspects ? .warning : nil)
    }

    private func check(_ dataset: DatasetIssueFiles.Input) throws {
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try DatasetIssueFiles.issues(dataset, checks: files.check, limit: limit, seed: seed, watch: line.update, judging: { line.turn(to: "comparing") })
        line.finish()
        Output.say(findings)
        if options.json { try Output.json(report) } else { DatasetIssueText.show(report, withID: files.id != nil) }
        try failOn.check(findings.worst, report.checks.contains { ($0.count ?? 0) > 0 } ? .warning : nil)
    }

    private static func words(_ count: Int, _ checked: Int, _ share: Double) -> String {
        "\(count) of \(checked) likely wrong (\(String(format: "%.1f", share * 100)) %)"
    }
}
