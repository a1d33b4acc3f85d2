import ArgumentParser
import Records
import Workflows

/// `winnow augment`: make more pictures out of the labelled ones, with answers that follow.
struct AugmentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "augment", abstract: "Make more pictures out of the labelled ones, with answers that follow",
        discussion: """
            `augment:` of the definition says which operations; `winnow list augmentations` shows them all. Copies belong to the training \
            split, under the licence of what they are made of. The same recipe, seed and answers make nothing twice; copies of what has \
            changed are made anew or withdrawn.
            A folder of labelled pictures is augmented without a workspace, by a recipe that is JSON with the members of `augment:`.
            Example: winnow augment --project cells --copies 2 --seed 7
            Example: winnow augment exports/coco --recipe recipe.json --out exports/coco-augmented
            """)
    @OptionGroup var options: ProjectOptions
    @Argument(help: "A folder of labelled pictures; without it the project's", completion: .directory) var folder: String?
    @Option(help: "For a folder: the recipe, a JSON file", completion: .file(extensions: ["json"])) var recipe: String?
    @Option(help: "For a folder: where the result goes", completion: .directory) var out: String?
    @Option(help: "For a folder: its format, where it cannot be told from its files") var format: String?
    @Option(help: "New pictures of each picture, instead of what is declared") var copies: Int?
    @Option(help: "What random numbers are drawn from, instead of what is declared") var seed: UInt64?
    @Flag(help: "Also items that are in no split; a later split may put them among those that judge, and then their copies are withdrawn") var withoutSplit = false
    @OptionGroup var failOn: FailOn

    func validate() throws {
        try options.refuseBeside(file: folder)
        if folder == nil, recipe != nil || out != nil || format != nil { throw ValidationError("`--recipe`, `--out` and `--format` are for a folder of pictures; a project declares its recipe under `augment:`") }
        if folder != nil, recipe == nil || out == nil { throw ValidationError("a folder needs `--recipe FILE` and `--out FOLDER`") }
        if let copies, !(1...1000).contains(copies) { throw ValidationError("`--copies` is from 1 to 1000, not `\(copies)`") }
    }

    func run() async throws {
        if let folder, let recipe, let out { return try augment(folder, recipe, to: out) }
        let (workflows, actor, project) = try await options.open()
        let request = AugmentRequest(copies: copies, seed: seed, withoutSplit: withoutSplit)
        let jobs = try await workflows.runToEnd([workflows.augment(project, as: actor, request)], "augmenting")
        if options.json { try Output.json(jobs) }
        for job in jobs where !options.json { show(job.report) }
        try await failOn.check(jobs, of: project, in: workflows, as: actor)
    }

    private func augment(_ folder: String, _ recipe: String, to out: String) throws {
        var declared = try AugmentFiles.recipe(recipe)
        declared.copies = copies ?? declared.copies
        declared.seed = seed ?? declared.seed
        let line = ProgressLine("augmenting", .items)
        let (report, findings) = try AugmentFiles.augment(folder, to: out, declared, format: format, watch: line.update)
        line.finish()
        Output.say(findings)
        if options.json { try Output.json(report) } else {
            Output.say("made \(report.made) pictures of \(report.pictures) in format `\(report.format)`")
            for (title, counts) in [("not augmented", report.skipped), ("parts", report.parts)] where !counts.isEmpty {
                Output.say("  \(title): \(counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))")
            }
        }
        try failOn.check(findings.worst)
    }

    private func show(_ report: JSONObject) {
        func count(_ name: String) -> Int64 { report[name]?.int ?? 0 }
        Output.say("made \(count("made")) pictures of \(count("parents")); \(count("remade")) made anew, \(count("unchanged")) unchanged, \(count("withdrawn")) withdrawn")
        for (name, title) in [("skipped", "not augmented"), ("parts", "parts")] {
            let counts = (report[name]?.object?.members ?? []).map { "\($0.value.int ?? 0) \($0.key)" }
            if !counts.isEmpty { Output.say("  \(title): \(counts.joined(separator: ", "))") }
        }
    }
}
