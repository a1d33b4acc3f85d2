import Records

/// Groups of near duplicates: items that bear the id of the least of them, ready or set aside as duplicates. What was made
/// by augmentation stands beside its parent and is no member.
extension ItemRepository {
    /// Every item of the project is alone again, as before near duplicates were looked for.
    public func clearGroups(of project: ProjectID) throws {
        try connection.execute("UPDATE item SET twin_group = NULL WHERE project = ? AND twin_group IS NOT NULL", [.id(project)])
    }

    /// Groups that still have two members or more, by their ids, with how many they have: those that wait for a word, with two
    /// ready members that nobody has said to keep, or those of which it was said.
    public func groups(
        of project: ProjectID, isDecided: Bool = false, after: ItemID? = nil, limit: Int
    ) throws -> [(id: ItemID, size: Int)] {
        let groups = Self.groups(of: project, isDecided, after: after)
        return try connection.all("\(groups.sql) ORDER BY twin_group LIMIT ?", groups.arguments + [.count(limit)]) { (id: $0.id(0), size: $0.count(1)) }
    }

    public func countGroups(of project: ProjectID, isDecided: Bool = false) throws -> Int {
        let groups = Self.groups(of: project, isDecided, after: nil)
        return try connection.first("SELECT count(*) FROM (\(groups.sql)) AS twins", groups.arguments) { $0.count(0) } ?? 0
    }

    /// How many items are set aside as duplicates.
    public func countSetAside(of project: ProjectID) throws -> Int {
        let aside = DuplicateMark.isSetAside("")
        return try connection.first("SELECT count(*) FROM item WHERE project = ? AND \(aside.sql)", [.id(project)] + aside.arguments) { $0.count(0) } ?? 0
    }

    private static func groups(of project: ProjectID, _ isDecided: Bool, after: ItemID?) -> (sql: String, arguments: [SQLValue]) {
        let aside = DuplicateMark.isSetAside("")
        let sql = """
            SELECT twin_group, count(*) FROM item WHERE project = ? AND twin_group > ? AND (state = 'ready' OR \(aside.sql))
            AND source NOT IN (SELECT id FROM source WHERE kind = ?) GROUP BY twin_group HAVING count(*) > 1
            AND \(isDecided ? "NOT " : "")(sum(CASE WHEN state = 'ready' THEN 1 ELSE 0 END) > 1
            AND sum(CASE WHEN state = 'ready' AND (state_reason IS NULL OR state_reason <> ?) THEN 1 ELSE 0 END) > 0)
            """
        return (sql, [.id(project), .integer(after?.raw ?? -1)] + aside.arguments + [.text(Source.augmented), .text(DuplicateMark.kept)])
    }
}
