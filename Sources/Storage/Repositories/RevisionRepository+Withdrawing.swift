import Records

/// Putting aside what was said, and taking it up again: how a commit is restored. Nothing is deleted or rewritten.
extension RevisionRepository {
    public func withdraw(_ revisions: [RevisionID], at time: Timestamp) throws {
        let statement = try connection.prepare("UPDATE revision SET withdrawn_at = ? WHERE id = ? AND withdrawn_at IS NULL")
        for revision in revisions { try statement.run([.time(time), .id(revision)]) }
    }

    /// What was said about items while commits left them out; how much it was.
    @discardableResult
    public func withdrawOfLeftOut(in project: ProjectID, at time: Timestamp) throws -> Int {
        try connection.execute(
            """
            UPDATE revision SET withdrawn_at = ? WHERE withdrawn_at IS NULL
            AND item IN (SELECT id FROM item WHERE project = ? AND left_out_at IS NOT NULL)
            """, [.time(time), .id(project)])
    }

    /// They count again.
    public func reinstate(_ revisions: [RevisionID]) throws {
        let statement = try connection.prepare("UPDATE revision SET withdrawn_at = NULL WHERE id = ?")
        for revision in revisions { try statement.run([.id(revision)]) }
    }

    /// When each of an item's revisions was withdrawn; those in force are not among them.
    public func withdrawals(of item: ItemID) throws -> [RevisionID: Timestamp] {
        let rows = try connection.all(
            "SELECT id, withdrawn_at FROM revision WHERE item = ? AND withdrawn_at IS NOT NULL", [.id(item)]
        ) { row -> (RevisionID, Timestamp) in (row.id(0), row.time(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}

extension VerdictRepository {
    /// Makes the verdicts on an item's revisions those that were in force at `time`: later ones are withdrawn, and ones
    /// that were withdrawn only since count again.
    public func rewind(_ item: ItemID, to time: Timestamp, now: Timestamp) throws {
        let ofItem = "revision IN (SELECT id FROM revision WHERE item = ?)"
        try connection.execute(
            "UPDATE verdict SET withdrawn_at = ? WHERE \(ofItem) AND made_at > ? AND withdrawn_at IS NULL", [.time(now), .id(item), .time(time)])
        try connection.execute(
            "UPDATE verdict SET withdrawn_at = NULL WHERE \(ofItem) AND made_at <= ? AND withdrawn_at > ?", [.id(item), .time(time), .time(time)])
    }
}

extension ItemRepository {
    /// Leaves items out of every commit from now on, or takes them in again (`nil`).
    public func setLeftOut(_ items: [ItemID], at time: Timestamp?) throws {
        let statement = try connection.prepare("UPDATE item SET left_out_at = ? WHERE id = ?")
        for item in items { try statement.run([.time(time), .id(item)]) }
    }
}
