import Records
import Storage

/// The source that an import's new items belong to: one the project has already, or one of kind `import`.
struct ImportSource {
    static let kind = "import"
    private let settings: JSONObject
    private let project: ProjectContext

    init(_ settings: JSONObject, _ project: ProjectContext) {
        self.settings = settings
        self.project = project
    }

    /// Other words on a source that is there are a conflict; a licence that was missing is taken.
    func saved(_ store: Store) async throws -> Source {
        let name = settings["source"]?.string ?? Self.kind
        let licence = settings["licence"]?.string.flatMap { Licence($0) }
        let (attribution, origin) = (settings["attribution"]?.string, settings["origin"]?.string)
        return try await store.write { [project] connection in
            guard var present = try connection.sources.find(project: project.id, name: name) else {
                var made = Source(
                    id: store.ids.next(), project: project.id, name: name, kind: Self.kind, licence: licence, attribution: attribution,
                    origin: origin ?? "external", settings: [:])
                made.id = try connection.sources.save(made)
                return made
            }
            let isOther = [(licence?.name, present.licence?.name), (attribution, present.attribution)].contains { given, known in given != nil && known != nil && given != known }
            guard !isOther else {
                throw WorkflowError(
                    .conflict, "import.source", "there is a source `\(name)` with another licence or attribution",
                    hint: "leave `--licence` and `--attribution` out to use it as it is, or name another with `--source`")
            }
            guard present.kind == Self.kind else { return present }
            present.licence = present.licence ?? licence
            present.attribution = present.attribution ?? attribution
            try connection.sources.save(present)
            return present
        }
    }
}
