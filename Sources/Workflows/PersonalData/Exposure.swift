import Records
import Storage

/// What of items somebody may see: everything, or personal data masked (MODEL.md 7: workers and viewers).
struct Exposure: Sendable {
    private let texts: PersonalTexts?

    init(of project: ProjectContext, to actor: Actor) {
        texts = actor.seesPersonalData(in: project.id) ? nil : PersonalTexts(project.definition)
    }

    /// The items as they may be seen. Metadata is masked like fields.
    func of(_ items: [Item], _ connection: any Connection) throws -> [Item] {
        guard let texts else { return items }
        let harmless = try connection.personalPlaces.harmless(of: items.map(\.id))
        return items.map { item in
            var item = item
            let seen = harmless[item.id] ?? []
            if let fields = texts.masked(item.fields, harmless: seen) { item.fields = fields }
            if let metadata = texts.masked(item.metadata, harmless: seen) { item.metadata = metadata }
            return item
        }
    }

    func of(_ item: Item, _ connection: any Connection) throws -> Item { try of([item], connection).first ?? item }
}
