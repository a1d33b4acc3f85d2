import ArgumentParser
import Records
import Workflows

/// `winnow dedup`: groups of what is equal or nearly so: texts of a file, files of a folder, items of a project.
struct DedupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dedup", abstract: "Find groups of equal and nearly equal texts of a file, or pictures, sounds, videos and point clouds of a folder; show those of a project",
        discussion: """
            Texts are compared by MinHash and verified; `--by simhash` compares fingerprints of whole texts. `--by lines`, `sentences` \
            and `passages` mark what of a text stands in others too, and `--without` prints the records without it. `--against` tells \
            which documents of an evaluation set stand in the texts. Of a folder pictures are compared by how they look, sounds by \
            how they sound, videos by their frames, point clouds by the space they fill, documents by their bytes.

            Of a project `--keep` says which member of each group stays and how many others would be set aside; `--apply` does it. What \
            is set aside leaves splits, queue and shipments and keeps its answers; `--keep open --apply` takes it back.

            Example: winnow dedup corpus.jsonl --field text --threshold 0.8
            Example: winnow dedup corpus.jsonl.zst --disk /data/tmp
            Example: winnow dedup pages.jsonl --by lines --without
            Example: winnow dedup corpus.jsonl --against test.jsonl
            Example: winnow dedup photos --radius 6
            Example: winnow dedup --project cells
            Example: winnow dedup --project cells --keep answered --apply
            """)
    @OptionGroup var options: ProjectOptions
    @Argument(help: "A folder of pictures, sounds, videos, documents or point clouds, or a file of texts: .jsonl, .csv, .tsv or .json, packed or not; `-` is standard input. Without it the groups that `prepare` found in the project", completion: .file()) var file: String?
    @Option(help: "Field that holds the text") var field = "text"
    @Option(parsing: .unconditional, help: "Jaccard index from which texts count as near duplicates, from 0.05 to 1") var threshold: Double?
    @Option(parsing: .unconditional, help: "Bits of 64 by which near duplicate pictures may differ, from 0 to 16; by default 4") var radius: Int?
    @Option(help: "How texts are compared: `minhash` and `simhash` group whole texts; `lines`, `sentences` and `passages` mark parts", completion: .list(By.allCases.map(\.rawValue))) var by = By.minhash
    @Flag(help: "With `--by lines`, `sentences` or `passages`: print every record without what is repeated") var without = false
    @Option(help: "An evaluation set: print those of its documents that stand in the texts", completion: .file()) var against: String?
    @Option(help: "A folder for what is being compared, instead of memory", completion: .directory) var disk: String?
    @Option(help: "Of a project: which member of each group is kept; `all` keeps every one, `open` takes back what was decided", completion: .list(DuplicateWord.allCases.map(\.rawValue))) var keep: DuplicateWord?
    @Flag(help: "With `--keep`: set the others aside, instead of telling how many they would be") var apply = false
    @OptionGroup var limit: ListLimit
    @OptionGroup var failOn: FailOn

    func validate() throws {
        try options.refuseBeside(file: file)
        if keep != nil, file != nil { throw ValidationError("`--keep` is for a project; a file is never changed") }
        if apply, keep == nil { throw ValidationError("`--apply` goes with `--keep`") }
        if let threshold, !(0.05...1).contains(threshold) { throw ValidationError("`--threshold` lies between 0.05 and 1, not at \(threshold)") }
        if radius != nil, threshold != nil { throw ValidationError("`--threshold` is for texts and `--radius` for pictures: give one") }
        if without, by.unit == nil { throw ValidationError("`--without` goes with `--by lines`, `sentences` or `passages`") }
        if against != nil, by != .minhash || threshold != nil || radius != nil { throw ValidationError("`--against` stands alone: it compares runs of words") }
        if disk != nil, by != .minhash { throw ValidationError("`--disk` goes with `--by minhash`") }
        if let radius, !(0...16).contains(radius) { throw ValidationError("`--radius` lies between 0 and 16, not at \(radius)") }
    }

    func run() async throws {
        guard let file else {
            if let keep { return try await decide(keep) }
            return try await showProject()
        }
        if let against { return try compare(file, with: against) }
        if radius != nil || DuplicateFiles.isFolder(file) { return try await compareFiles(of: file) }
        switch by {
        case .minhash: try compareTexts(of: file)
        case .simhash: try compareFingerprints(of: file)
        case .lines, .sentences, .passages: if let unit = by.unit { try mark(unit, in: file) }
        }
    }

    private func compareTexts(of file: String) throws {
        let line = ProgressLine("reading", .bytes)
        let (result, findings) = try DuplicateFiles.texts(file, field: field, threshold: threshold, disk: disk, watch: line.update) { line.turn(to: "comparing") }
        line.finish()
        Output.say(findings)
        if options.json { try Output.json(result) } else {
            for group in result.groups { Output.data("\(group.kind.rawValue)  \(group.records.map(String.init).joined(separator: " "))") }
            Output.say("\(result.report.seen) texts, \(result.report.exactGroups) groups of copies, \(result.report.nearGroups) groups of near copies")
        }
        try failOn.check(findings.worst, result.groups.isEmpty ? nil : .warning)
    }

    private func compareFiles(of folder: String) async throws {
        guard threshold == nil else { throw ValidationError("`--threshold` is for texts; pictures have `--radius`") }
        let line = ProgressLine("looking")
        let (result, findings) = try await DuplicateFiles.folder(folder, radius: radius, watch: line.update) { line.turn(to: "comparing") }
        line.finish()
        Output.say(findings)
        if options.json { try Output.json(result) } else {
            for group in result.groups { Output.data("\(group.kind.rawValue)  \(group.files.map { Terminal.line($0, limit: 200) }.joined(separator: "  "))") }
            for kind in result.kinds { Output.say(words(kind, result.groups)) }
        }
        try failOn.check(findings.worst, result.groups.isEmpty ? nil : .warning)
    }

    private func words(_ kind: DuplicateFiles.Folder.Kind, _ groups: [DuplicateFiles.Folder.Group]) -> String {
        let own = groups.filter { $0.of == kind.of }
        var words = "\(kind.seen) \(kind.of), \(own.count { $0.kind == .bytes }) groups of equal files"
        if kind.of == "pictures" { words += ", \(own.count { $0.kind == .pixels }) of equal pixels" }
        if kind.of != "documents" { words += ", \(own.count { $0.kind == .near }) of near copies" }
        if kind.unreadable > 0 { words += "; \(kind.unreadable) cannot be read" }
        return words + (kind.uncompared > 0 ? "; \(kind.uncompared) are too short or coarse to be like another" : "")
    }

    private func showProject() async throws {
        let (workflows, actor, project) = try await options.open()
        let page = try await workflows.duplicates(of: project, as: actor, limit: limit.limit)
        if options.json { try Output.json(page) } else {
            for group in page.groups {
                let more = group.size > group.members.count ? "  and \(group.size - group.members.count) more" : ""
                Output.data("\(group.kind.rawValue)  \(group.members.map { Terminal.line($0.key, limit: 200) }.joined(separator: "  "))\(more)")
            }
            Output.say("\(page.total) groups" + (page.total > page.groups.count ? ", of which \(page.groups.count) are shown" : ""))
        }
        try failOn.check(page.total == 0 ? nil : .warning)
    }
}
