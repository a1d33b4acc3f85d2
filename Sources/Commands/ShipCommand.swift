import ArgumentParser
import Foundation
import Records
import Workflows

/// `winnow ship`: write a commit out in a format with splits, dataset card, credits and checksums.
struct ShipCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ship", abstract: "Write a commit out in a format with splits, dataset card, credits and checksums",
        discussion: """
            A format that does not fit the project is refused with those that do. Pictures go along as they are stored; one that \
            its EXIF tag turns is written upright, since few readers look at the tag.

            Example: winnow ship --project sms --format jsonl --to exports/sms
            Example: winnow ship --project cells --format coco --on-loss refuse --to exports/coco
            """)
    @OptionGroup var options: ProjectOptions
    @Option(help: "One of the formats that `winnow list shipping` prints", completion: CatalogName.completion("shipping"), transform: CatalogName.oneOf("shipping")) var format = "jsonl"
    @Option(help: "A folder that is empty, does not exist yet, or was shipped to before; not needed with `--preview`", completion: .directory) var to: String?
    @Option(help: "The commit, or enough of its hash; by default the newest") var commit: String?
    @Option(help: "What the format cannot hold: `adapt` writes the nearest form, `ignore` leaves it out, `refuse` ships nothing", completion: .list(ShipChoices.onLoss)) var onLoss: String?
    @Option(name: .customLong("set"), help: "A setting of the format as name=value; may be repeated") var settings: [String] = []

    @Flag(help: "Say what would be lost and withheld, and write nothing") var preview = false
    @Flag(help: "Write with each answer by which rule it counts and why") var settledBy = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        _ = try parsed()
        if to == nil, !preview { throw ValidationError("`--to FOLDER` says where the shipment goes; `--preview` says what would be lost") }
    }

    func run() async throws {
        let (workflows, actor, project) = try await options.open()
        let folder = to.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        let jobs = try await workflows.runToEnd([workflows.ship(project, as: actor, commit: commit, format: format, to: folder, settledBy: settledBy, preview: preview, settings: try parsed())], "shipping")
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json {
            for finding in job.report["findings"]?.array ?? [] { Output.say(finding["message"]?.string ?? "") }
            Output.say("\(preview ? "would ship" : "shipped") \(job.report["shipped"]?.int ?? 0) items" + (to.map { " to `\($0)`" } ?? ""))
            for withheld in job.report["withheld"]?.array ?? [] { Output.say("  withheld: \(withheld["count"]?.int ?? 0) items, \(withheld["name"]?.string ?? "")") }
            for loss in job.report["losses"]?.array ?? [] { Output.say("  loss: \(LossLine.words(loss))") }
        }
        let severities = jobs.flatMap { $0.report["findings"]?.array ?? [] }.compactMap { $0["severity"]?.string.flatMap(Finding.Severity.init) }
        try failOn.check(severities.max())
    }

    private func parsed() throws -> JSONObject {
        var object: JSONObject = [:]
        if let onLoss {
            guard ShipChoices.onLoss.contains(onLoss) else { throw ValidationError("`--on-loss` is `\(onLoss)`; \(KnownNames.hint(onLoss, among: ShipChoices.onLoss))") }
            object["on-loss"] = .string(onLoss)
        }
        for setting in settings {
            guard let equals = setting.firstIndex(of: "=") else { throw ValidationError("`\(setting)` is no name=value") }
            let value = String(setting[setting.index(after: equals)...])
            object[String(setting[..<equals])] = (try? JSONParser.parse(value)) ?? .string(value)
        }
        return object
    }
}
