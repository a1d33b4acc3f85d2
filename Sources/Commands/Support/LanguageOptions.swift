import ArgumentParser
import Workflows

/// How sure a language has to be, and which may occur.
struct LanguageOptions: ParsableArguments {
    @Option(parsing: .unconditional, help: "Least probability of a language that counts as told, from 0 to 1") var languageThreshold = WantedLanguages.usualThreshold
    @Option(help: ArgumentHelp("Only these languages may occur, such as `en,de`; helps most with texts of a few words", valueName: "codes")) var among: String?
    @OptionGroup var models: ModelOptions

    func validate() throws {
        guard (0...1).contains(languageThreshold) else { throw ValidationError("`--language-threshold` lies between 0 and 1, not at \(languageThreshold)") }
        if let among, WantedLanguages.codes(among).isEmpty { throw ValidationError("`--among` names no language") }
    }

    /// - Parameter keep: codes with commas between them, or nil.
    func settings(keep: String? = nil) -> WantedLanguages {
        var settings = WantedLanguages()
        (settings.keep, settings.among, settings.threshold) = (WantedLanguages.codes(keep ?? ""), WantedLanguages.codes(among ?? ""), languageThreshold)
        return settings
    }
}

/// Counts by language as a table.
enum LanguageTable {
    static func text(_ report: TextLanguages) -> String {
        var table = TextTable("language", "texts", "share", "probability", "examples")
        for one in report.languages { table.add(one.language, "\(one.count)", share(one.share), Output.figure(one.probability, "%.2f"), words(one.examples)) }
        if report.undetermined.count > 0 { table.add(LanguageFiles.undetermined, "\(report.undetermined.count)", share(report.undetermined.share), "", words(report.undetermined.examples)) }
        return table.text
    }

    private static func share(_ share: Double) -> String { Output.figure(100 * share, "%.1f") + " %" }

    private static func words(_ examples: [TextLanguages.Example]) -> String {
        examples.prefix(2).map { "\($0.key): \(Terminal.line($0.excerpt ?? "", limit: 40))" }.joined(separator: "  ")
    }
}
