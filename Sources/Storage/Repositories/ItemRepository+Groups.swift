import Records

/// Groups of near duplicates: ready items that bear the id of the least of them.
extension ItemRepository {
    /// Every item of the project is alone again, as before near duplicates were looked for.
    public func clearGroups(of project: ProjectID) throws {
        try connection.execute("UPDATE item SET twin_group = NULL WHERE project = ? AND twin_group IS NOT NULL", [.id(project)])
    }

    /// Groups that still have two members or more, by their ids, with how many they have.
    public func groups(of project: ProjectID, after: ItemID? = nil, limit: Int) throws -> [(id: ItemID, size: Int)] {
        try connection.all(
            "\(Self.groups) AND twin_group > ? GROUP BY twin_group HAVING count(*) > 1 ORDER BY twin_group LIMIT ?",
            [.id(project), .integer(after?.raw ?? -1), .count(limit)]
        ) { (id: $0.id(0), size: $0.count(1)) }
    }

    public func countGroups(of project: ProjectID) throws -> Int {
        let sql = "SELECT count(*) FROM (\(Self.groups) GROUP BY twin_group HAVING count(*) > 1) AS twins"
        return try connection.first(sql, [.id(project)]) { $0.count(0) } ?? 0
    }

    private static let groups = "SELECT twin_group, count(*) FROM item WHERE project = ? AND state = 'ready' AND twin_group IS NOT NULL"
}
