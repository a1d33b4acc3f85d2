import ArgumentParser
import Workflows

/// `winnow impute`: fill the gaps of a table.
struct ImputeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "impute", abstract: "Fill the gaps of a table: mean, median, mode, constant, nearest rows, regressions",
        discussion: """
            Example: winnow impute table.csv --method knn --train split=train --keep filled.json > filled.jsonl
            Example: winnow impute later.csv --fitted filled.json > later.jsonl
            """)
    @OptionGroup var table: TableStepOptions
    @Option(help: "One of `winnow list imputation`", completion: CatalogName.completion("imputation"), transform: CatalogName.oneOf("imputation")) var method = "mean"
    @Option(help: "Neighbours of `knn`, rounds of `regression`, draws of `mice`") var count: Int?
    @Option(parsing: .unconditional, help: "Number that `constant` fills in") var value: Double?
    @Option(help: "Text that `constant` fills in") var text = "missing"
    @Flag(help: "Add a column `NAME_missing` of 0 and 1 for every column with gaps") var indicator = false

    func run() async throws {
        var options = table.options(method)
        (options.settings.count, options.settings.value, options.settings.text, options.settings.indicator) = (count, value, text, indicator)
        try table.run(.impute, options)
    }
}
