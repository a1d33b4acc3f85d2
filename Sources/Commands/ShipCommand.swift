import ArgumentParser
import Records
import Workflows

/// `winnow ship`: write a commit out in a format with splits, dataset card, credits and checksums.
struct ShipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ship", abstract: "Write a commit out in a format with splits, dataset card, credits and checksums",
        discussion: """
            A format that does not fit the project is refused with those that do. Pictures go along as they are stored; one that \
            its EXIF tag turns is written upright, since few readers look at the tag. Items that nobody has answered are withheld \
            unless `--set unlabelled=true`; what was withheld is counted by reason.

            Example: winnow ship --project sms --format jsonl --to exports/sms
            Example: winnow ship --project cells --format coco --on-loss refuse --to exports/coco
            Example: winnow ship --project cells --format yolo --split train --split validation --to exports/yolo
            """)
    @OptionGroup var options: ProjectOptions
    @Option(help: "One of the formats that `winnow list shipping` prints", completion: CatalogName.completion("shipping"), transform: CatalogName.oneOf("shipping")) var format = "jsonl"
    @Option(help: "A folder that is empty, does not exist yet, or was shipped to before; not needed with `--preview`", completion: .directory) var to: String?
    @Option(help: "The commit, or enough of its hash; by default the newest") var commit: String?
    @OptionGroup var written: WrittenOut
    @Flag(help: "Write with each answer by which rule it counts and why") var settledBy = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        if to == nil, !written.preview { throw ValidationError("`--to FOLDER` says where the shipment goes; `--preview` says what would be lost") }
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let started = try await workflows.ship(
            project, as: actor, commit: commit, format: format, to: WrittenOut.fullPath(to), written.filter, settledBy: settledBy, preview: written.preview,
            settings: written.parsed())
        let jobs = try await workflows.runToEnd([started], "shipping")
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json { WrittenOut.say(job.report, written.preview ? "would ship" : "shipped", to: to) }
        let severities = jobs.flatMap { $0.report["findings"]?.array ?? [] }.compactMap { $0["severity"]?.string.flatMap(Finding.Severity.init) }
        try failOn.check(severities.max())
    }
}
