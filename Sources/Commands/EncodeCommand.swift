import ArgumentParser
import Workflows

/// `winnow encode`: turn the categories of a table into numbers.
struct EncodeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode", abstract: "Turn categories into numbers (one-hot, ordinal, target, hash, frequency), numbers into bins or cycles",
        discussion: """
            `target` gives every training row what the other folds say, so that no row sees its own answer.
            Example: winnow encode table.csv --method target --label bought --column city --train split=train > encoded.jsonl
            """)
    @OptionGroup var table: TableStepOptions
    @Option(help: "One of `winnow list encoding`", completion: CatalogName.completion("encoding"), transform: CatalogName.oneOf("encoding")) var method = "one-hot"
    @Option(help: "Column of the target") var label: String?
    @Option(help: "Bins, buckets of `hash`, folds of `target`") var count: Int?
    @Option(parsing: .unconditional, help: "Number of an unknown category in `ordinal`, period of `cyclic`") var value: Double?

    func run() async throws {
        var options = table.options(method)
        (options.settings.label, options.settings.count, options.settings.value) = (label ?? "", count, value)
        try table.run(.encode, options)
    }
}
