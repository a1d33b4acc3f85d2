import Records
import Shipping
import Storage

/// The items of a project as they stand now with the answers that count, in the order in which a commit has them, so that
/// an export and a shipment of the same state hold the same bytes.
///
/// Read page by page without one snapshot: what changes meanwhile is in it or not, item by item.
struct PresentState {
    let sources: [Source]
    private let total: Int64
    private let store: Store

    init(_ project: ProjectContext, _ store: Store) async throws {
        // As before a commit: what was made of an item that has changed does not go out.
        _ = try await FollowParents(project: project, store: store).run()
        self.store = store
        (sources, total) = try await store.read { connection in
            let sources = try connection.sources.all(of: project.id).sorted { Array($0.name.utf8).lexicographicallyPrecedes(Array($1.name.utf8)) }
            return (sources, Int64(try connection.items.count(of: project.id)))
        }
    }

    func forEachBatch(withRevisions: Bool, _ body: (_ batch: [ShippedItem], _ done: Int64, _ total: Int64) async throws -> Void) async throws {
        var done: Int64 = 0
        for source in sources {
            var last: String?
            while true {
                let after = last
                let batch = try await store.read { connection in
                    let items = try connection.items.page(ofSource: source.id, afterKey: after, limit: ShipmentHands.batch)
                    let settled = try connection.settled.find(items.map(\.id))
                    let revisions = withRevisions ? try connection.revisions.all(of: items.map(\.id)) : [:]
                    return items.map { ShippedItem(item: $0, settled: settled[$0.id] ?? [], revisions: revisions[$0.id] ?? []) }
                }
                guard let end = batch.last else { break }
                last = end.item.key
                done += Int64(batch.count)
                try await body(batch, done, total)
            }
        }
    }
}
