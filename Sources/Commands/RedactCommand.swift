import ArgumentParser
import Workflows

/// `winnow redact`: make the personal data in the texts of a file unrecognisable, or copy a folder without it.
struct RedactCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redact",
        abstract: "Make personal data in the texts of a file unrecognisable (redact, replace, mask, hash, encrypt, pseudonym, date shift, generalise), or copy a folder without it",
        discussion: """
            With `--key`, equal values become equal ones in every file that is treated with it.
            Of a folder a copy is written: pictures, sounds and videos without their metadata and otherwise the same, texts and tables as of a single file, names with a pseudonym on request, and the places of `--spans` covered in pictures and sounds. What cannot be rewritten is left out and counted.
            Example: winnow redact messages.jsonl --operator pseudonym --key secret.bin > safe.jsonl
            Example: winnow redact visits.csv --country US --operator mask --for DATE_TIME=date-shift --subject patient --key secret.bin > safe.jsonl
            Example: winnow redact photos photos-safe --names --key secret.bin
            Example: winnow redact photos photos-safe --spans faces.jsonl --by blur
            """)
    @OptionGroup var what: PersonalDataOptions
    @OptionGroup var folder: FolderRedactionOptions
    @Option(name: .customLong("operator"), help: "One of `winnow list operators`", completion: CatalogName.completion("operators"), transform: CatalogName.oneOf("operators")) var usual = "replace"
    @Option(name: .customLong("for"), help: ArgumentHelp("Another operator for one entity; may be given several times", valueName: "ENTITY=operator")) var others: [String] = []
    @Option(help: "A file of at least 16 bytes that nobody else has", completion: .file()) var key: String?
    @Option(help: "Field that names whose record it is: dates of one subject move together") var subject: String?
    @Flag(help: "Print one JSON list instead of JSON lines; of a folder, the report as JSON") var json = false
    @OptionGroup var failOn: FailOn

    func validate() throws { _ = try byEntity() }

    func run() async throws {
        if DuplicateFiles.isFolder(what.file) { return try await redactFolder() }
        try folder.refuse(for: what.file)
        let rewriting = try rewriting()
        let rows = RecordOutput(asList: json)
        let line = ProgressLine("reading", .bytes)
        let (report, findings) = try PersonalDataFiles.redact(what.file, what.options, rewriting, watch: line.update) { rows.add($0) }
        line.finish()
        rows.end()
        Output.say(findings)
        PersonalDataOptions.say(report)
        try failOn.check(findings.worst)
    }

    private func rewriting() throws -> PersonalDataFiles.Rewriting {
        var rewriting = PersonalDataFiles.Rewriting()
        (rewriting.usual, rewriting.byEntity, rewriting.key, rewriting.subject) = (usual, try byEntity(), key, subject)
        return rewriting
    }

    private func redactFolder() async throws {
        let line = ProgressLine("copying")
        let (report, findings) = try await FolderRedaction.redact(what.file, to: folder.target(), folder.options(what.options, rewriting()), watch: line.update)
        line.finish()
        Output.say(findings)
        if json { try Output.json(report) } else { FolderRedactionOptions.say(report) }
        try failOn.check(findings.worst)
    }

    private func byEntity() throws -> [String: String] {
        try others.reduce(into: [:]) { chosen, text in
            let sides = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard sides.count == 2 else { throw ValidationError("`--for` is `ENTITY=operator`, not `\(text)`") }
            chosen[try CatalogName.oneOf("personal-data")(sides[0])] = try CatalogName.oneOf("operators")(sides[1])
        }
    }
}
