import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow convert`: a labelled dataset from one format into another, with a report of what is lost.
struct ConvertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Turn a labelled dataset from one format into another, and say what is lost",
        discussion: """
            The input is a folder, a file or an archive (zip, tar); its format is found out when `--from` does not say it, and asked for when \
            the files could be several. What the new format cannot hold is adapted to the nearest form and counted; `winnow formats` says what each holds.

            Example: winnow convert instances_val2017.json out/yolo --to yolo
            Example: winnow convert export.zip out/coco --from cvat --to coco --on-loss refuse
            Example: winnow convert BCCD out/labels --to csv --files none --json
            """)
    @Argument(help: "A folder, file or archive of a labelled dataset", completion: .file()) var input: String
    @Argument(help: "A folder that is empty or does not exist yet", completion: .directory) var out: String
    @Option(help: "Its format; found out by default", completion: CatalogName.completion("formats")) var from: String?
    @Option(help: "One of the formats that `winnow list shipping` prints", completion: CatalogName.completion("shipping"), transform: CatalogName.oneOf("shipping")) var to: String
    @Option(help: "What the format cannot hold: `adapt` writes the nearest form, `ignore` leaves it out, `refuse` writes nothing", completion: .list(ShipChoices.onLoss)) var onLoss = "adapt"
    @Option(help: "Pictures and recordings: `copy` them, `link` them (no room is taken, the same bytes), or `none`", completion: .list(ConvertChoices.files)) var files = "copy"
    @Option(help: "Only this split") var split: String?
    @Flag(help: "Only items that somebody answered") var onlyLabelled = false
    @Option(help: "For formats that hold one question: which") var question: String?
    @Option(help: "For a table: which columns are answers, as name=kind with commas between, such as topic=choice,stars=rating") var questions: String?
    @Option(name: .customLong("set"), help: "A setting as name=value: `voc-base=1`, `decimals=6`, `compression=gzip`; may be repeated") var settings: [String] = []
    @Flag(help: "Print data as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws { _ = try ConvertChoices.options(to: to, onLoss: onLoss, files: files, settings: allSettings) }

    func run() throws {
        var options = try ConvertChoices.options(to: to, onLoss: onLoss, files: files, settings: allSettings)
        (options.from, options.split, options.onlyLabelled, options.question) = (from, split, onlyLabelled, question)
        let line = ProgressLine("converting", .items)
        let (report, findings) = try ConvertFiles.convert(input, to: URL(fileURLWithPath: out).standardizedFileURL.path, options, watch: line.update)
        line.finish()
        Output.say(findings)
        if json { try Output.json(report) } else { show(report) }
        try failOn.check(findings.worst)
    }

    private var allSettings: [String] { settings + (questions.map { ["questions=\($0)"] } ?? []) }

    private func show(_ report: ConvertFiles.Report) {
        if let reason = report.reason { Output.say("read as `\(report.from)`: \(Terminal.line(reason, limit: 200))") }
        Output.say("converted \(report.items) items from `\(report.from)` to `\(report.to)` in `\(Terminal.line(out, limit: 200))`")
        if report.passedOver > 0 { Output.say("  passed over: \(report.passedOver) items") }
        if report.files > 0 || report.missingFiles > 0 { Output.say("  files: \(report.files)\(report.missingFiles > 0 ? ", \(report.missingFiles) are not there" : "")") }
        for loss in report.losses { Output.say("  loss: \(LossLine.words(loss))") }
        if report.losses.isEmpty { Output.say("  nothing is lost") }
    }
}
