import Records

/// Work over a whole project in pieces, so that no snapshot stays open and no save waits long.
extension Store {
    /// Items in the order of ids, `size` at a time, each batch read on its own. Items added behind the place reached
    /// are met, those before it are not.
    public func forEachBatch(
        of project: ProjectID, _ filter: ItemFilter = .all, size: Int = 2_000,
        isolation: isolated (any _Concurrency.Actor)? = #isolation, _ body: ([Item]) async throws -> Void
    ) async throws {
        var last: ItemID?
        while true {
            let after = last
            let batch = try await read { try $0.items.page(of: project, filter, after: after, limit: size) }
            guard let end = batch.last else { return }
            try await body(batch)
            last = end.id
        }
    }

    /// Adds items in durable pieces that short writes can pass between.
    public func insertItems(_ items: [Item], pieceSize: Int = 10_000) async throws {
        for start in stride(from: 0, to: items.count, by: pieceSize) {
            let piece = items[start..<min(start + pieceSize, items.count)]
            try await writeBulk { try $0.items.insert(piece) }
        }
    }

    /// Sees to it that every ready item has places `0..<overlap` in a stage; how many slots were added.
    @discardableResult
    public func ensureSlots(
        of project: ProjectID, stage: Stage = .label, overlap: Int, _ filter: ItemFilter = .ready, pieceSize: Int = 10_000
    ) async throws -> Int {
        var last: ItemID?
        var added = 0
        let ids = ids
        while true {
            let after = last
            let piece = try await read { try $0.items.ids(of: project, filter, after: after, limit: pieceSize) }
            guard let end = piece.last else { return added }
            added += try await writeBulk { try $0.slots.ensure(piece, of: project, stage: stage, overlap: overlap, ids: ids) }
            last = end
        }
    }
}
