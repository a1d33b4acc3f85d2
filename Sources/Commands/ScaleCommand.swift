import ArgumentParser
import Workflows

/// `winnow scale`: bring the numbers of a table to one scale.
struct ScaleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scale", abstract: "Bring the numbers of a table to one scale: standard, min-max, robust, quantiles, powers",
        discussion: "Example: winnow scale table.csv --method robust --train split=train --keep scale.json > scaled.jsonl")
    @OptionGroup var table: TableStepOptions
    @Option(help: "One of `winnow list scaling`", completion: CatalogName.completion("scaling"), transform: CatalogName.oneOf("scaling")) var method = "standard"
    @Option(help: "Quantiles of `quantile` and `quantile-normal`") var count: Int?

    func run() async throws {
        var options = table.options(method)
        options.settings.count = count
        try table.run(.scale, options)
    }
}
