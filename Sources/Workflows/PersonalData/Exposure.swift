import Records
import Storage

/// What of items somebody may see: everything, or personal data masked (MODEL.md 7: workers and viewers).
struct Exposure: Sendable {
    private let texts: PersonalTexts?

    init(of project: ProjectContext, to actor: Actor) {
        texts = actor.seesPersonalData(in: project.id) ? nil : project.personalTexts
    }

    /// The items as they may be seen.
    func of(_ items: [Item], _ connection: any Connection) throws -> [Item] {
        guard let texts else { return items }
        let harmless = try connection.personalPlaces.harmless(of: items.map(\.id))
        return items.map { texts.masked($0, harmless: harmless[$0.id] ?? []) ?? $0 }
    }

    func of(_ item: Item, _ connection: any Connection) throws -> Item { try of([item], connection).first ?? item }
}
