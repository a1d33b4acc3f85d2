import Records

/// What people and machines said about items; never changed, only followed. `connection.revisions`
///
/// The *current* revision of an author in a stage is the one with the highest number. Imported answers have no
/// author: of them the newest counts. Reading leaves out what a restored commit withdrew
/// (`RevisionRepository+Withdrawing.swift`), except where a person's own history is read.
public struct RevisionRepository {
    let connection: any Connection
    private static let columns = """
        r.id, r.item, r.stage, r.author, r.number, r.origin, r.annotation, r.definition_version, r.active_seconds, r.made_at
        """

    // MARK: Writing

    public func insert(_ revision: Revision, in project: ProjectID) throws { try insert([revision], in: project) }

    /// Fast path for imports and restores: use it in `writeBulk`.
    public func insert(_ revisions: some Sequence<Revision>, in project: ProjectID) throws {
        let statement = try connection.prepare("""
            INSERT INTO revision (id, project, item, stage, author, number, origin, annotation, definition_version,
            active_seconds, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for revision in revisions {
            try statement.run([
                .id(revision.id), .id(project), .id(revision.item), .name(revision.stage), .id(revision.author),
                .count(revision.number), try origin(revision.origin), try annotation(revision.annotation),
                .count(revision.definitionVersion), .real(revision.activeSeconds), .time(revision.madeAt),
            ])
        }
    }

    private func origin(_ origin: Origin) throws -> SQLValue {
        origin == .person ? "\"person\"" : try JSONColumn.text(encoding: origin)
    }

    private func annotation(_ annotation: Annotation) throws -> SQLValue { try JSONColumn.text(encoding: annotation) }

    /// The number the author's next revision gets.
    public func nextNumber(item: ItemID, stage: Stage, author: PersonID?) throws -> Int {
        let sql = author == nil
            ? "SELECT max(number) FROM revision WHERE item = ? AND stage = ? AND author IS NULL"
            : "SELECT max(number) FROM revision WHERE item = ? AND stage = ? AND author = ?"
        let arguments: [SQLValue] = [.id(item), .name(stage)] + (author.map { [.id($0)] } ?? [])
        return (try connection.first(sql, arguments) { $0.count(0) } ?? 0) + 1
    }

    // MARK: Reading

    public func find(_ id: RevisionID) throws -> Revision? {
        try connection.first("SELECT \(Self.columns) FROM revision r WHERE r.id = ?", [.id(id)], Self.revision)
    }

    public func project(of id: RevisionID) throws -> ProjectID? {
        try connection.first("SELECT project FROM revision WHERE id = ?", [.id(id)]) { $0.id(0) }
    }

    /// All revisions of an item that are in force, oldest first; on request those withdrawn too.
    public func all(of item: ItemID, isWithdrawnToo: Bool = false) throws -> [Revision] {
        let condition = isWithdrawnToo ? "" : " AND r.withdrawn_at IS NULL"
        return try connection.all("SELECT \(Self.columns) FROM revision r WHERE r.item = ?\(condition) ORDER BY r.id", [.id(item)], Self.revision)
    }

    /// The same for many items at once, all of them in force, by id.
    public func all(of items: [ItemID]) throws -> [ItemID: [Revision]] {
        var found: [ItemID: [Revision]] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                "SELECT \(Self.columns) FROM revision r WHERE r.item IN \(piece.placeholders) AND r.withdrawn_at IS NULL ORDER BY r.id", piece.values
            ) { row in
                let revision = try Self.revision(row)
                found[revision.item, default: []].append(revision)
                return true
            }
        }
        return found
    }

    /// The current revision of each author, in the order of authors.
    public func current(of item: ItemID, stage: Stage) throws -> [Revision] {
        let rows = try connection.all(
            "SELECT \(Self.columns) FROM revision r WHERE r.item = ? AND r.stage = ? AND r.withdrawn_at IS NULL ORDER BY r.author, r.number, r.id",
            [.id(item), .name(stage)], Self.revision)
        return rows.enumerated().filter { $0.offset + 1 == rows.count || rows[$0.offset + 1].author != $0.element.author }.map(\.element)
    }

    /// The same for many items at once; items without a revision of the stage are left out.
    public func current(of items: [ItemID], stage: Stage) throws -> [ItemID: [Revision]] {
        var found: [ItemID: [Revision]] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                """
                SELECT \(Self.columns) FROM revision r WHERE r.item IN \(piece.placeholders) AND r.stage = ? AND r.withdrawn_at IS NULL
                ORDER BY r.item, r.author, r.number, r.id
                """, piece.values + [.name(stage)]
            ) { row in
                let revision = try Self.revision(row)
                if found[revision.item]?.last?.author == revision.author { found[revision.item]?.removeLast() }
                found[revision.item, default: []].append(revision)
                return true
            }
        }
        return found
    }

    /// How many people (or other authors) have spoken of each item in a stage, or in any; items with none are left out.
    public func authorCounts(of items: [ItemID], stage: Stage?) throws -> [ItemID: Int] {
        var counts: [ItemID: Int] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                """
                SELECT item, count(DISTINCT coalesce(author, 0)) FROM revision
                WHERE item IN \(piece.placeholders)\(stage == nil ? "" : " AND stage = ?") AND withdrawn_at IS NULL GROUP BY item
                """, piece.values + (stage.map { [.name($0)] } ?? [])
            ) { row in
                counts[row.id(0)] = row.count(1)
                return true
            }
        }
        return counts
    }

    /// A person's last word, also when it was withdrawn since.
    public func current(of item: ItemID, stage: Stage, author: PersonID) throws -> Revision? {
        try connection.first(
            "SELECT \(Self.columns) FROM revision r WHERE r.item = ? AND r.stage = ? AND r.author = ? ORDER BY r.number DESC LIMIT 1",
            [.id(item), .name(stage), .id(author)], Self.revision)
    }

    /// Current revisions of a stage, in the order of items, then authors, until `body` returns false.
    /// Reads along one index; holds one revision at a time.
    public func forEachCurrent(of project: ProjectID, stage: Stage, _ body: (Revision) throws -> Bool) throws {
        var held: Revision?
        var wantsMore = true
        try connection.query(
            """
            SELECT \(Self.columns) FROM revision r WHERE r.project = ? AND r.stage = ? AND r.withdrawn_at IS NULL
            ORDER BY r.item, r.author, r.number, r.id
            """, [.id(project), .name(stage)]
        ) { row in
            let next = try Self.revision(row)
            if let last = held, last.item != next.item || last.author != next.author { wantsMore = try body(last) }
            held = next
            return wantsMore
        }
        if wantsMore, let held { _ = try body(held) }
    }

    /// The items that have any revision of a stage, in order: which ones a consensus can speak of.
    public func items(of project: ProjectID, stage: Stage) throws -> [ItemID] {
        try connection.all(
            "SELECT DISTINCT item FROM revision WHERE project = ? AND stage = ? AND withdrawn_at IS NULL ORDER BY item", [.id(project), .name(stage)]
        ) { $0.id(0) }
    }

    /// A person's own revisions, newest first.
    public func history(of author: PersonID, project: ProjectID? = nil, before: RevisionID? = nil, limit: Int) throws -> [Revision] {
        let condition = project == nil ? "" : " AND r.project = ?"
        return try connection.all(
            "SELECT \(Self.columns) FROM revision r WHERE r.author = ? AND r.stage = 'label' AND r.id < ?\(condition) ORDER BY r.id DESC LIMIT ?",
            [.id(author), .integer(before?.raw ?? .max)] + (project.map { [.id($0)] } ?? []) + [.count(limit)], Self.revision)
    }

    // MARK: Rows

    static func revision(_ row: any Row) throws -> Revision {
        Revision(
            id: row.id(0), item: row.id(1), stage: try row.named(2), author: row.optionalID(3), number: row.count(4),
            origin: row.text(5) == "\"person\"" ? .person : try JSONColumn.value(row, 5),
            annotation: try JSONColumn.value(row, 6), definitionVersion: row.count(7), activeSeconds: row.real(8),
            madeAt: row.time(9))
    }
}
