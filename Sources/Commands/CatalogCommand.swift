import ArgumentParser
import Workflows

/// `winnow list`: list what can be chosen by name: formats, measures, methods, sources, steps, strategies.
struct CatalogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what can be chosen by name: formats, measures, methods, sources, steps, strategies", discussion: "Example: winnow list consensus")
    @Argument(help: "Only this catalogue") var catalog: String?
    @Flag(help: "Print data as JSON") var json = false

    func run() async throws {
        let catalogs = Catalogs.all
        if json { return try Output.json(catalogs) }
        for (name, entries) in catalogs.sorted(by: { $0.key < $1.key }) where catalog == nil || catalog == name {
            Output.data(name)
            for entry in entries { Output.data("  \(entry.name)  \(entry.summary)") }
        }
    }
}
