import ArgumentParser
import Records
import Workflows

/// `winnow export`: write the present state out in a format, for a look or another tool.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the present state out in a format, for a look or another tool",
        discussion: """
            All items with the answers that count now, also those that nobody has answered, without a commit, gates, card or checksums: \
            what leaves the house goes out by `winnow ship`. Withdrawn and rejected items stay. The folder appears whole at its place or not at all; \
            an export that was killed is done anew when the command is given again.

            Example: winnow export --project cells --format coco --to exports/cells
            Example: winnow export --project cells --format yolo --split train --only-labelled --on-loss refuse --to exports/train
            """)
    @OptionGroup var options: ProjectOptions
    @Option(help: "One of the formats that `winnow list shipping` prints", completion: CatalogName.completion("shipping"), transform: CatalogName.oneOf("shipping")) var format: String
    @Option(help: "A folder that is empty or does not exist yet; not needed with `--preview`", completion: .directory) var to: String?
    @OptionGroup var written: WrittenOut

    func validate() throws {
        if to == nil, !written.preview { throw ValidationError("`--to FOLDER` says where the export goes; `--preview` says what would be lost") }
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let started = try await workflows.export(
            project, as: actor, format: format, to: WrittenOut.fullPath(to), written.filter, preview: written.preview, settings: written.parsed())
        let jobs = try await workflows.runToEnd([started], "exporting")
        if options.json { return try Output.json(jobs) }
        for job in jobs { WrittenOut.say(job.report, written.preview ? "would export" : "exported", to: to) }
    }
}
