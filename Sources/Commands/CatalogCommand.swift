import ArgumentParser
import Workflows

/// `winnow list`: list what can be chosen by name: formats, measures, methods, sources, steps, strategies.
struct CatalogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List what can be chosen by name: formats, measures, methods, sources, steps, strategies", discussion: "Example: winnow list consensus")
    @Argument(help: "Only this catalogue", completion: .list(Catalogs.all.keys.sorted())) var catalog: String?
    @Flag(help: "Print data as JSON") var json = false

    func validate() throws {
        guard let catalog, Catalogs.all[catalog] == nil else { return }
        throw ValidationError("there is no catalogue `\(catalog)`; \(KnownNames.hint(catalog, among: Catalogs.all.keys.sorted()))")
    }

    func run() async throws {
        let catalogs = Catalogs.all.filter { catalog == nil || catalog == $0.key }
        if json { return try Output.json(catalogs) }
        for (name, entries) in catalogs.sorted(by: { $0.key < $1.key }) {
            Output.data(name)
            for entry in entries { Output.data("  \(entry.name)  \(entry.summary)") }
        }
    }
}
