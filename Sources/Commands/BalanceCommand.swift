import ArgumentParser
import Workflows

/// `winnow balance`: bring the classes of a training side to one size.
struct BalanceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance", abstract: "Bring the classes of a table to one size: copies, fewer rows, SMOTE and its kin, class weights",
        discussion: """
            Only training rows are touched; other rows are written after them as they are.
            Example: winnow balance table.csv --label kind --method smote --train split=train > balanced.jsonl
            """)
    @OptionGroup var table: TableStepOptions
    @Option(help: "Column of the class") var label: String
    @Option(help: "One of `winnow list balancing`", completion: CatalogName.completion("balancing"), transform: CatalogName.oneOf("balancing")) var method = "over"
    @Option(help: "Which classes come to another size: auto, majority, not-majority, minority, not-minority, all") var strategy: Strategy = .auto
    @Option(name: .customLong("class"), help: ArgumentHelp("Bring this class to so many rows; may be given several times", valueName: "name=rows")) var classes: [String] = []
    @Option(help: "Neighbours") var count: Int?

    enum Strategy: String, ExpressibleByArgument, CaseIterable {
        case auto, majority, notMajority = "not-majority", minority, notMinority = "not-minority", all

        var meant: TableBalance {
            switch self {
            case .auto: .automatic
            case .majority: .majority
            case .notMajority: .notMajority
            case .minority: .minority
            case .notMinority: .notMinority
            case .all: .all
            }
        }
    }

    func validate() throws { _ = try wanted() }

    func run() async throws {
        var options = table.options(method)
        let wanted = try wanted()
        (options.settings.label, options.settings.count, options.settings.strategy) = (label, count, wanted.isEmpty ? strategy.meant : .wanted(wanted))
        try table.run(.balance, options)
    }

    private func wanted() throws -> [String: Int] {
        try classes.reduce(into: [:]) { wanted, text in
            guard let place = text.lastIndex(of: "="), let rows = Int(text[text.index(after: place)...]), rows >= 0 else { throw ValidationError("`--class` is `name=rows`, not `\(text)`") }
            wanted[String(text[..<place])] = rows
        }
    }
}
