import Records

/// The items of projects. `connection.items`
///
/// Lists are paged by key: `after` is the id of the last item of the page before, so a page costs the same wherever
/// it is.
public struct ItemRepository {
    let connection: any Connection

    static let columns = """
        i.id, i.project, i.source, i.run, i.key, i.media, i.state, i.state_reason, i.split, i.twin_group, i.licence, \
        i.consent, i.fields, i.blobs, i.metadata
        """

    // MARK: Writing

    /// Adds new items; a key its source already has is a `constraint` error. Fast path: use it in `writeBulk`.
    public func insert(_ items: some Sequence<Item>) throws { _ = try insert(items, ending: "") }

    /// Adds those whose key their source does not have yet; how many were added.
    @discardableResult
    public func insertNew(_ items: some Sequence<Item>) throws -> Int { try insert(items, ending: "ON CONFLICT DO NOTHING") }

    private func insert(_ items: some Sequence<Item>, ending: String) throws -> Int {
        let statement = try connection.prepare("""
            INSERT INTO item (id, project, source, run, key, media, state, state_reason, split, twin_group, licence, consent,
            fields, blobs, metadata) VALUES (\(connection.dialect.placeholders(15))) \(ending)
            """)
        var added = 0
        for item in items { added += try statement.run(Self.values(item)) }
        return added
    }

    private static func values(_ item: Item) throws -> [SQLValue] {
        [
            .id(item.id), .id(item.project), .id(item.source), .id(item.run), .text(item.key), .name(item.media),
            .name(item.state), .text(orNull: item.stateReason), .text(orNull: item.split), .id(item.group),
            .text(orNull: item.licence?.name), .text(orNull: item.consent), JSONColumn.text(item.fields),
            item.blobs.isEmpty ? "{}" : try JSONColumn.text(encoding: item.blobs), JSONColumn.text(item.metadata),
        ]
    }

    public func setState(_ state: ItemState, reason: String? = nil, of items: [ItemID]) throws {
        let statement = try connection.prepare("UPDATE item SET state = ?, state_reason = ? WHERE id = ?")
        for item in items { try statement.run([.name(state), .text(orNull: reason), .id(item)]) }
    }

    public func setSplit(_ splits: some Sequence<(item: ItemID, split: String?)>) throws {
        let statement = try connection.prepare("UPDATE item SET split = ? WHERE id = ?")
        for (item, split) in splits { try statement.run([.text(orNull: split), .id(item)]) }
    }

    public func setGroup(_ groups: some Sequence<(item: ItemID, group: ItemID?)>) throws {
        let statement = try connection.prepare("UPDATE item SET twin_group = ? WHERE id = ?")
        for (item, group) in groups { try statement.run([.id(group), .id(item)]) }
    }

    public func setContent(of item: ItemID, fields: JSONObject, metadata: JSONObject) throws {
        try connection.execute(
            "UPDATE item SET fields = ?, metadata = ? WHERE id = ?",
            [JSONColumn.text(fields), JSONColumn.text(metadata), .id(item)])
    }

    /// Rewrites everything but id and project (a restored commit, a repaired import).
    public func update(_ item: Item) throws {
        try connection.execute(
            """
            UPDATE item SET source = ?, run = ?, key = ?, media = ?, state = ?, state_reason = ?, split = ?, twin_group = ?,
            licence = ?, consent = ?, fields = ?, blobs = ?, metadata = ? WHERE id = ?
            """, Array(try Self.values(item).dropFirst(2)) + [.id(item.id)])
    }

    // MARK: Reading

    public func find(_ id: ItemID) throws -> Item? {
        try connection.first("SELECT \(Self.columns) FROM item i WHERE i.id = ?", [.id(id)], Self.item)
    }

    /// In the order of ids; ids without an item are left out.
    public func find(_ ids: [ItemID]) throws -> [Item] {
        var found: [Item] = []
        for piece in ValueList.pieces(ids.map { .id($0) }) {
            let sql = "SELECT \(Self.columns) FROM item i WHERE i.id IN \(piece.placeholders)"
            found += try connection.all(sql, piece.values, Self.item)
        }
        return found.sorted { $0.id < $1.id }
    }

    public func find(source: SourceID, key: String) throws -> Item? {
        try connection.first(
            "SELECT \(Self.columns) FROM item i WHERE i.source = ? AND i.key = ?", [.id(source), .text(key)], Self.item)
    }

    /// The ids of those keys that the source already has.
    public func ids(source: SourceID, keys: [String]) throws -> [ExactText: ItemID] {
        var found: [ExactText: ItemID] = [:]
        for piece in ValueList.pieces(keys.map { .text($0) }) {
            let sql = "SELECT key, id FROM item WHERE source = ? AND key IN \(piece.placeholders)"
            try connection.query(sql, [.id(source)] + piece.values) { row in
                found[row.text(0)] = row.id(1)
                return true
            }
        }
        return found
    }

    public func page(of project: ProjectID, _ filter: ItemFilter = .all, after: ItemID? = nil, limit: Int) throws -> [Item] {
        var items: [Item] = []
        try select(Self.columns, project, filter, after: after, limit: limit) { row in
            items.append(try Self.item(row))
            return true
        }
        return items
    }

    /// Every item in the order of ids until `body` returns false, inside one snapshot. For work that takes longer than
    /// a moment per item use `Store.forEachBatch`, which holds no snapshot open.
    public func forEach(of project: ProjectID, _ filter: ItemFilter = .all, _ body: (Item) throws -> Bool) throws {
        try select(Self.columns, project, filter, after: nil, limit: nil) { row in try body(Self.item(row)) }
    }

    public func ids(of project: ProjectID, _ filter: ItemFilter = .all, after: ItemID? = nil, limit: Int? = nil) throws -> [ItemID] {
        var ids: [ItemID] = []
        try select("i.id", project, filter, after: after, limit: limit) { row in
            ids.append(row.id(0))
            return true
        }
        return ids
    }

    private func select(
        _ columns: String, _ project: ProjectID, _ filter: ItemFilter, after: ItemID?, limit: Int?,
        _ each: (any Row) throws -> Bool
    ) throws {
        let (conditions, arguments) = filter.conditions(connection.dialect)
        var sql = "SELECT \(columns) FROM item i WHERE i.project = ?\(conditions) AND i.id > ? ORDER BY i.id"
        var values: [SQLValue] = [.id(project)] + arguments + [.integer(after?.raw ?? -1)]
        if let limit {
            sql += " LIMIT ?"
            values.append(.count(limit))
        }
        try connection.query(sql, values, each)
    }

    // MARK: Counting

    public func count(of project: ProjectID, _ filter: ItemFilter = .all) throws -> Int {
        let (conditions, arguments) = filter.conditions(connection.dialect)
        let sql = "SELECT count(*) FROM item i WHERE i.project = ?\(conditions)"
        return try connection.first(sql, [.id(project)] + arguments) { $0.count(0) } ?? 0
    }

    /// Ready items, as they were collected, that have a picture.
    public func countPictures(of project: ProjectID) throws -> Int {
        let (conditions, arguments) = ItemFilter.ready.conditions(connection.dialect)
        let pattern = SQLValue.text("%\"image\":%")
        return try connection.first("SELECT count(*) FROM item i WHERE i.project = ?\(conditions) AND i.blobs LIKE ?", [.id(project)] + arguments + [pattern]) { $0.count(0) } ?? 0
    }

    public func countsByState(of project: ProjectID) throws -> [ItemState: Int] {
        var counts: [ItemState: Int] = [:]
        try connection.query("SELECT state, count(*) FROM item WHERE project = ? GROUP BY state", [.id(project)]) { row in
            counts[try row.named(0)] = row.count(1)
            return true
        }
        return counts
    }

    /// Split -> items; those without one are not counted.
    public func countsBySplit(of project: ProjectID) throws -> [String: Int] {
        let sql = "SELECT split, count(*) FROM item WHERE project = ? AND split IS NOT NULL GROUP BY split"
        var counts: [String: Int] = [:]
        try connection.query(sql, [.id(project)]) { row in
            counts[row.text(0)] = row.count(1)
            return true
        }
        return counts
    }

    /// Source -> items. Reads the source's keys only, so it costs what the index holds.
    public func countsBySource(_ sources: [SourceID]) throws -> [SourceID: Int] {
        var counts: [SourceID: Int] = [:]
        for source in sources {
            counts[source] = try connection.first("SELECT count(*) FROM item WHERE source = ?", [.id(source)]) { $0.count(0) }
        }
        return counts
    }

    // MARK: Rows

    static func item(_ row: any Row) throws -> Item {
        var item = Item(
            id: row.id(0), project: row.id(1), source: row.id(2), run: row.id(3), key: row.text(4),
            media: try row.named(5), fields: try JSONColumn.object(row, 12), metadata: try JSONColumn.object(row, 14),
            licence: row.optionalText(10).flatMap { Licence($0) }, consent: row.optionalText(11),
            split: row.optionalText(8), group: row.optionalID(9), state: try row.named(6), stateReason: row.optionalText(7))
        if row.text(13) != "{}" { item.blobs = try JSONColumn.value(row, 13) }
        return item
    }
}
