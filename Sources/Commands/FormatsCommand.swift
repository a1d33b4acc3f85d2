import ArgumentParser
import Workflows

/// `winnow formats`: which dataset formats are read and written, what each holds and loses, and what files look like.
struct FormatsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "formats", abstract: "Show the dataset formats: which are read and written, what each holds and loses",
        discussion: """
            Example: winnow formats
            Example: winnow formats coco
            Example: winnow formats --of downloads/export
            """)
    @Argument(help: "Only this format, with everything it can lose", completion: CatalogName.completion("formats"), transform: CatalogName.oneOf("formats")) var name: String?
    @Option(help: "Say which formats this folder or file looks like", completion: .file()) var of: String?
    @Flag(help: "Print data as JSON") var json = false

    func validate() throws {
        if name != nil, of != nil { throw ValidationError("name a format, or files with `--of`, not both") }
    }

    func run() throws {
        if let of { return try guess(of) }
        let formats = FormatViews.all.filter { name == nil || $0.name == name }
        if json { return try Output.json(formats) }
        if let format = formats.first, name != nil { return show(format) }
        var table = TextTable("format", "read", "written", "what it is")
        for format in formats { table.add([format.name, format.canRead ? "yes" : "-", format.canWrite ? "yes" : "-", format.summary]) }
        Output.data(table.text)
    }

    private func guess(_ path: String) throws {
        let guesses = try FormatViews.guesses(path)
        if json { return try Output.json(guesses) }
        for guess in guesses { Output.data("\(guess.name)  \(guess.confidence)  \(Terminal.line(guess.reason, limit: 200))") }
        if guesses.isEmpty { Output.say("`\(Terminal.line(path, limit: 200))` looks like no dataset format") }
    }

    private func show(_ format: FormatView) {
        Output.data("\(format.name): \(format.summary)")
        let uses = [format.canRead ? "read" : nil, format.canWrite ? "written" : nil].compactMap { $0 }.joined(separator: " and ")
        Output.data("  is \(uses)")
        for (title, words) in [("endings", format.extensions), ("media", format.media), ("kinds of question", format.kinds), ("holds", format.holds), ("may lose", format.loses)] where !words.isEmpty {
            Output.data("  \(title): \(words.joined(separator: ", "))")
        }
    }
}
