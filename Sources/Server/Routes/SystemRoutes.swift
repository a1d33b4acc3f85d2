import Records

/// Whether the server is well, and what it offers by name.
struct SystemRoutes: Sendable {
    let catalogs: any CatalogOperations

    private static let licence = Schema.named("Licence", .object([
        "name": .string, "summary": .string, "needsAttribution": .boolean, "link?": .string, "findings": .array(Shapes.finding),
    ]))
    private static let entries = Schema.array(.object(["name": .string, "summary": .string]))

    var routes: [Route] {
        [
            Route(.get, "/v1/health", needs: .open, "Says that the server is up, and its version",
                answers: .json(.object(["status": .string, "version": .string]))) { _ in
                .json(["status": "ok", "version": ServerSettings.productVersion])
            },
            Route(.get, "/v1/catalogs", needs: .open, "Lists what can be chosen by name: formats, measures, methods, steps",
                answers: .json(.map(Self.entries))) { _ in .json(try await catalogs.catalogs()) },
            Route(.get, "/v1/licences", needs: .open, "Lists the licences known by name, with what stands against each for a use",
                query: [QueryParameter("use", .words(TaskDefinition.Use.self), "`commercial` when left out")],
                answers: .json(.object(["licences": .array(Self.licence)]))) { call in
                .json(try await catalogs.licences(for: try call.word("use") ?? .commercial))
            },
        ]
    }
}
