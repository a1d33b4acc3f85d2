import Records

/// What reviewers judged. `connection.verdicts`
public struct VerdictRepository {
    let connection: any Connection
    private static let columns = "v.id, v.revision, v.reviewer, v.outcome, v.fix, v.note, v.made_at"

    public func insert(_ verdict: Verdict) throws {
        try connection.execute(
            "INSERT INTO verdict (id, revision, reviewer, outcome, fix, note, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .id(verdict.id), .id(verdict.revision), .id(verdict.reviewer), .name(verdict.outcome), .id(verdict.fix),
                .text(orNull: verdict.note), .time(verdict.madeAt),
            ])
    }

    /// Oldest first.
    public func all(of revision: RevisionID) throws -> [Verdict] {
        try connection.all("SELECT \(Self.columns) FROM verdict v WHERE v.revision = ? AND v.withdrawn_at IS NULL ORDER BY v.id", [.id(revision)], Self.verdict)
    }

    /// All verdicts in force on an item's revisions, oldest first.
    public func all(of item: ItemID) throws -> [Verdict] {
        try connection.all(
            "SELECT \(Self.columns) FROM revision r JOIN verdict v ON v.revision = r.id WHERE r.item = ? AND v.withdrawn_at IS NULL ORDER BY v.id",
            [.id(item)], Self.verdict)
    }

    /// The same for many items at once.
    public func all(of items: [ItemID]) throws -> [Verdict] {
        try ValueList.pieces(items.map { .id($0) }).flatMap { piece in
            try connection.all(
                """
                SELECT \(Self.columns) FROM revision r JOIN verdict v ON v.revision = r.id WHERE r.item IN \(piece.placeholders)
                AND v.withdrawn_at IS NULL ORDER BY v.id
                """, piece.values, Self.verdict)
        }
    }

    /// All verdicts of a project, oldest first.
    public func forEach(of project: ProjectID, _ body: (Verdict) throws -> Bool) throws {
        try connection.query(
            "SELECT \(Self.columns) FROM verdict v JOIN revision r ON r.id = v.revision WHERE r.project = ? AND v.withdrawn_at IS NULL ORDER BY v.id",
            [.id(project)]
        ) { row in try body(Self.verdict(row)) }
    }

    /// Revisions of a person that were returned and not followed by a newer one: what the person has to do again.
    public func returned(to author: PersonID, in project: ProjectID? = nil) throws -> [(revision: RevisionID, item: ItemID, project: ProjectID, note: String?)] {
        try connection.all(
            """
            SELECT r.id, r.item, r.project, v.note FROM revision r JOIN verdict v ON v.revision = r.id
            WHERE r.author = ? AND (? IS NULL OR r.project = ?) AND v.outcome = 'return' AND v.withdrawn_at IS NULL AND r.withdrawn_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM revision n WHERE n.item = r.item AND n.stage = r.stage AND n.author = r.author AND n.number > r.number
            AND n.withdrawn_at IS NULL)
            AND NOT EXISTS (SELECT 1 FROM verdict w WHERE w.revision = r.id AND w.id > v.id AND w.withdrawn_at IS NULL)
            ORDER BY v.id
            """, [.id(author), .id(project), .id(project)]
        ) { ($0.id(0), $0.id(1), $0.id(2), $0.optionalText(3)) }
    }

    static func verdict(_ row: any Row) throws -> Verdict {
        Verdict(
            id: row.id(0), revision: row.id(1), reviewer: row.id(2), outcome: try row.named(3), fix: row.optionalID(4),
            note: row.optionalText(5), madeAt: row.time(6))
    }
}
