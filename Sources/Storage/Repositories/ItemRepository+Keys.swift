import Records

/// Items in the order of their sources' own names, which is the same in every workspace: commits are written so.
extension ItemRepository {
    /// A source's items behind a key, in the order of the keys' bytes; without those that commits leave out.
    public func page(ofSource source: SourceID, afterKey key: String?, limit: Int) throws -> [Item] {
        let condition = key == nil ? "" : " AND i.key > ?"
        let arguments: [SQLValue] = [.id(source)] + (key.map { [.text($0)] } ?? []) + [.count(limit)]
        return try connection.all(
            "SELECT \(Self.columns) FROM item i WHERE i.source = ? AND i.left_out_at IS NULL\(condition) ORDER BY i.key LIMIT ?", arguments, Self.item)
    }

    /// The members of near-duplicate groups: source, key, group.
    public func groupMembers(of project: ProjectID, _ body: (SourceID, String, ItemID) throws -> Void) throws {
        try connection.query(
            "SELECT source, key, twin_group FROM item WHERE project = ? AND twin_group IS NOT NULL AND left_out_at IS NULL", [.id(project)]
        ) { row in
            try body(row.id(0), row.text(1), row.id(2))
            return true
        }
    }

    /// The digests of all files of a project's items, in the order of ids.
    public func forEachBlob(of project: ProjectID, _ body: (_ item: ItemID, _ source: SourceID, _ sha256: String) throws -> Void) throws {
        try connection.query(
            "SELECT id, source, blobs FROM item WHERE project = ? AND blobs <> '{}' AND left_out_at IS NULL ORDER BY id", [.id(project)]
        ) { row in
            let blobs: [String: BlobReference] = try JSONColumn.value(row, 2)
            for (_, blob) in blobs.sorted(by: { $0.key < $1.key }) { try body(row.id(0), row.id(1), blob.sha256) }
            return true
        }
    }
}
