import Preparing
import Records
import Shipping
import Storage

/// The gate between a project that looks for personal data and whatever leaves it: nothing raw goes out unless somebody
/// says so by `personal-data: keep`.
///
/// Every text is looked at as it goes out, so an item that no run has seen yet, or an old commit, is held to the same.
struct ShippedPersonalData: Sendable {
    private let texts: PersonalTexts
    private let isMasking: Bool
    private let store: Store

    /// nil where nothing is held back. The present definition speaks, since it is the newest word on what is personal.
    init?(_ project: ProjectContext, _ options: ShipmentOptions, _ store: Store) throws {
        guard options.personalData != .keep, let texts = try project.personalData.texts() else { return nil }
        self.texts = texts
        isMasking = options.personalData == .mask
        self.store = store
    }

    /// The items as they may go out.
    func passed(_ batch: [ShippedItem]) async throws -> [ShippedItem] {
        let harmless = try await store.read { connection in
            let ids = try Self.ids(of: batch.map(\.item), connection)
            let values = try connection.personalPlaces.harmless(of: ids.compactMap(\.self))
            return ids.map { id in id.flatMap { values[$0] } ?? [] }
        }
        return try zip(batch, harmless).map { shipped, harmless in
            var shipped = shipped
            if let masked = texts.masked(shipped.item, harmless: harmless) { shipped.item = try allowed(masked) }
            return shipped
        }
    }

    private func allowed(_ masked: Item) throws -> Item {
        guard isMasking else {
            throw WorkflowError(
                .unprocessable, "ship.personal-data", "`\(masked.key)` holds what may tell who somebody is, and so may others: nothing is written",
                hint: "`--set personal-data=mask` writes blocks in its place, `--set personal-data=keep` writes it as it is; the page Personal data shows every place, and what is called harmless there goes out")
        }
        return masked
    }

    /// Items of a commit have no ids of this workspace; they are found by source and key, and may be gone.
    private static func ids(of items: [Item], _ connection: any Connection) throws -> [ItemID?] {
        guard items.contains(where: { $0.id.raw == 0 }) else { return items.map(\.id) }
        var known: [SourceID: [ExactText: ItemID]] = [:]
        for (source, members) in Dictionary(grouping: items, by: \.source) { known[source] = try connection.items.ids(source: source, keys: members.map(\.key)) }
        return items.map { known[$0.source]?[ExactText($0.key)] }
    }
}
