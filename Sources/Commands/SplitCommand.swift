import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow split`: give every record of a file a side: by shares, into folds, along time.
struct SplitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "split", abstract: "Give every record of a file a side: by shares, into folds or along time; labels even, groups whole",
        discussion: """
            Every record is printed with its `split` (with `--folds` its `fold`, with `--windows` its `rounds`), or with `--to` written \
            to a file of its side; the sides' sizes, shares and label distances are told. `--dry-run` tells them only.

            Example: winnow split data.jsonl --shares train=0.8,validation=0.1,test=0.1 --stratify label --seed 7 > split.jsonl
            Example: winnow split films.jsonl --labels genres --pairs --copies plot
            Example: winnow split visits.csv --folds 5 --stratify outcome --group patient --group clinic --to folds
            Example: winnow split sales.csv --time sold --cut validation=2026-01-01 --cut test=2026-03-01 --gap 7d
            Example: winnow split growing.jsonl --stable --key id
            """)
    @Argument(help: "A table: .csv, .tsv, .jsonl or .json, packed or not; `-` is standard input", completion: .file()) var file: String
    @Option(help: "Sides and their shares; by default train=0.8,validation=0.1,test=0.1") var shares: String?
    @Option(help: "This many folds of equal size instead of sides, from 2 to 1000") var folds: Int?
    @Option(help: "This many rounds along time: each learns from what came before a stretch and is judged on it") var windows: Int?
    @Option(name: .customLong("cut"), help: ArgumentHelp("A side that begins at this time; may be given several times. What is before the first is `train`", valueName: "side=time")) var cuts: [String] = []
    @Option(help: "Field that names the record; by default its number") var key: String?
    @Option(help: "Field whose values are spread evenly") var stratify: String?
    @Option(help: "Field with several labels, a list or a text, each spread evenly") var labels: String?
    @Option(help: "Between labels in a text; by default |") var separator: String?
    @Flag(help: "With `--labels`: pairs of labels that come together are spread evenly too") var pairs = false
    @Option(name: .customLong("group"), help: "Field whose equal values stay on one side; of several, records joined through any of them do") var groups: [String] = []
    @Option(help: "Field of texts whose near copies stay on one side") var copies: String?
    @Option(help: "Field that tells when, numbers or dates: the first side is the oldest") var time: String?
    @Option(help: "Leave out what is less than this before the next side: a number, or 7d, 12h, 90m, 30s, 2w") var gap: String?
    @Option(help: "With `--windows`: learn from at most this length of time") var longest: String?
    @Option(help: "Field with the side of an earlier split: who has one keeps it, new records fill up") var keep: String?
    @Flag(help: "Each side by the hash of the record's key (or group): none moves when others come or go; reads once, holds nothing") var stable = false
    @Option(help: "Seed") var seed: UInt64 = 0
    @Option(help: ArgumentHelp("Write a file of JSON lines for each side, fold or round in this new folder, and print the report", valueName: "folder"), completion: .directory) var to: String?
    @Flag(help: "Print the report only") var dryRun = false
    @Flag(help: "Print one JSON list instead of JSON lines; with `--to` or `--dry-run` the report") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        _ = try parsedShares()
        _ = try parsedCuts()
        if to != nil, dryRun { throw ValidationError("`--dry-run` writes nothing, so it does not go with `--to`") }
    }

    func run() async throws {
        let options = try asked()
        try options.check()
        let (rows, folder) = (RecordOutput(asList: json), try to.map { try SplitFolder($0) })
        let line = ProgressLine("reading", .bytes)
        let give: (JSONObject, SplitFiles.Mark) throws -> Void = { record, mark in
            var record = record
            record[mark.field] = mark.value
            if let folder { try folder.add(record, to: mark.files) } else { rows.add(record) }
        }
        let (summary, findings) = try SplitFiles.split(file, options, watch: line.update, working: { line.turn(to: "splitting") }, dryRun ? nil : give)
        try folder?.finish()
        line.finish()
        try tell(summary, findings, rows)
        try failOn.check(findings.worst, summary.findings.map(\.severity).max())
    }

    private func tell(_ summary: SplitSummary, _ findings: FileFindings, _ rows: RecordOutput) throws {
        let printsReport = to != nil || dryRun
        if !printsReport { rows.end() }
        var found = findings
        found += summary.findings
        Output.say(found)
        if printsReport, json { return try Output.json(summary) }
        for words in SplitText.lines(summary) { if printsReport { Output.data(words) } else { Output.say(words) } }
    }

    private func asked() throws -> SplitFileOptions {
        var options = SplitFileOptions()
        (options.shares, options.folds, options.windows, options.cuts) = (try parsedShares(), folds, windows, try parsedCuts())
        (options.key, options.stratify, options.labels, options.separator, options.pairs) = (key, stratify, labels, separator, pairs)
        (options.groups, options.copies, options.time, options.gap, options.longest) = (groups, copies, time, gap, longest)
        (options.keep, options.isStable, options.seed) = (keep, stable, seed)
        return options
    }

    private func parsedCuts() throws -> [SplitFileOptions.Cut] {
        try cuts.map { text in
            let pair = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard pair.count == 2 else { throw ValidationError("`\(text)` of `--cut` is no `side=time`, such as `test=2026-03-01`") }
            return SplitFileOptions.Cut(name: pair[0], from: pair[1])
        }
    }

    private func parsedShares() throws -> [SplitShare]? {
        guard let shares else { return nil }
        let parsed = try shares.split(separator: ",").map { piece -> SplitShare in
            let pair = piece.split(separator: "=")
            guard pair.count == 2, let share = Double(pair[1]), share > 0, share <= 1 else {
                throw ValidationError("`\(piece)` in `--shares` is no `name=share` with a share above 0 and at most 1")
            }
            return SplitShare(name: String(pair[0]), share: share)
        }
        let sum = parsed.reduce(0) { $0 + $1.share }
        guard !parsed.isEmpty, abs(sum - 1) < 1e-6 else { throw ValidationError("the shares of `\(shares)` add up to \(String(format: "%.6g", sum)), not to 1") }
        return parsed
    }
}
