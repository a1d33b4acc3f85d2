import ArgumentParser
import Records
import Workflows

/// `winnow import`: answers, and items that are absent, out of a labelled dataset into a project.
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring answers, and items that are absent, from a labelled dataset into a project",
        discussion: """
            The dataset is a folder, a file or an archive (zip, tar) in any format that `winnow formats` reads; which one is found out when `--from` \
            does not say it, and asked for when the files could be several. An item of the project is recognised by its key, where the content agrees, and \
            by the bytes of its file. Absent items are added where a licence says what may be done with them. Answers become revisions of origin import: \
            what people say counts before them, and annotators do not see them. Given again, nothing changes.

            Example: winnow import labels.json --project cells
            Example: winnow import export.zip --project cells --from cvat --question cells --on-conflict keep
            Example: winnow import wnut17 --project entities --licence CC-BY-4.0 --attribution "WNUT 2017"
            """)
    @Argument(help: "A folder, file or archive of a labelled dataset", completion: .file()) var path: String
    @OptionGroup var options: ProjectOptions
    @Option(help: "Its format; found out by default", completion: CatalogName.completion("formats")) var from: String?
    @Option(name: .customLong("question"), help: "Only answers to this question of the project; may be repeated") var questions: [String] = []
    @Option(help: "Where another answer was imported before: `replace` makes this one count, `keep` leaves it", completion: .list(ImportConflict.allCases.map(\.rawValue))) var onConflict: ImportConflict = .replace
    @Option(help: "The source that absent items are added to; by default one named after the file") var source: String?
    @Option(help: "What absent items come under, such as `CC-BY-4.0`; without it none are added") var licence: String?
    @Option(help: "Whom to name as their author") var attribution: String?
    @Option(help: "Where they are from: `internal`, `external` or `synthetic`") var origin: String?
    @Option(help: "The least coordinate of Pascal VOC, 0 or 1") var vocBase = 0
    @OptionGroup var failOn: FailOn

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        var request = ImportRequest()
        (request.format, request.questions, request.onConflict, request.vocBase) = (from, questions, onConflict, vocBase)
        (request.source, request.licence, request.attribution, request.origin) = (source, licence, attribution, origin)
        let started = try await workflows.importDataset(into: project, as: actor, path: WrittenOut.fullPath(path), request)
        let jobs = try await workflows.runToEnd([started], "importing")
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json { say(job.report, project) }
        try await failOn.check(jobs, of: project, in: workflows, as: actor)
    }

    private func say(_ report: JSONObject, _ project: String) {
        func count(_ name: String) -> Int64 { report[name]?.int ?? 0 }
        if let reason = report["reason"]?.string { Output.say("read as `\(report["format"]?.string ?? "")`: \(Terminal.line(reason, limit: 200))") }
        Output.say("imported \(count("read")) items of a dataset into `\(project)`")
        let lines: [(Int64, String)] = [
            (count("byKey"), "recognised by their key"), (count("byContent"), "recognised by the content of their file"), (count("added"), "added"),
            (count("answered"), "have new answers"), (count("unchanged"), "unchanged"), (count("votes"), "annotations of single people not taken"), (count("leftOut"), "left out"), (count("rejected"), "rejected"),
        ]
        for (value, words) in lines where value > 0 { Output.say("  \(value) \(words)") }
        if count("replaced") > 0 { Output.say("  \(count("replaced")) answers replaced") }
        if count("kept") > 0 { Output.say("  \(count("kept")) other answers that were there stay") }
        if count("findings") > 0 { Output.say("  \(count("findings")) findings; `winnow findings --project \(project)` lists them") }
    }
}

extension ImportConflict: ExpressibleByArgument {}
