import Records

/// Whether the server is well, and what it offers by name.
struct SystemRoutes: Sendable {
    let catalogs: any CatalogOperations

    private static let entries = Schema.array(.object(["name": .string, "summary": .string]))

    var routes: [Route] {
        [
            Route(.get, "/v1/health", needs: .open, "Says that the server is up, and its version",
                answers: .json(.object(["status": .string, "version": .string]))) { _ in
                .json(["status": "ok", "version": ServerSettings.productVersion])
            },
            Route(.get, "/v1/catalogs", needs: .open, "Lists what can be chosen by name: formats, measures, methods, steps",
                answers: .json(.map(Self.entries))) { _ in .json(try await catalogs.catalogs()) },
        ]
    }
}
