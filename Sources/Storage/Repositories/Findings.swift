import Records

/// A finding as kept: with the run that made it and the item it is about.
public struct StoredFinding: Sendable, Hashable {
    public var id: FindingID
    public var run: RunID?
    public var item: ItemID?
    public var finding: Finding

    public init(id: FindingID, run: RunID? = nil, item: ItemID? = nil, finding: Finding) {
        self.id = id
        self.run = run
        self.item = item
        self.finding = finding
    }
}

public struct FindingCount: Sendable, Hashable {
    public var code: String
    public var severity: Finding.Severity
    public var count: Int
}

/// What was found wrong with a project's items and files. `connection.findings`
public struct FindingRepository {
    let connection: any Connection
    private static let columns = """
        id, run, item, severity, code, message, place_file, place_line, place_column, place_record, hint
        """

    public func insert(_ findings: some Sequence<StoredFinding>, in project: ProjectID) throws {
        let statement = try connection.prepare("""
            INSERT INTO finding (project, \(Self.columns)) VALUES (\(connection.dialect.placeholders(12)))
            """)
        for stored in findings {
            let (finding, place) = (stored.finding, stored.finding.place)
            try statement.run([
                .id(project), .id(stored.id), .id(stored.run), .id(stored.item), .name(finding.severity), .text(finding.code),
                .text(finding.message), .text(orNull: place?.file), .count(place?.line), .count(place?.column),
                .text(orNull: place?.record), .text(orNull: finding.hint),
            ])
        }
    }

    /// Those that other runs of a source than `run` made: collecting again replaces what was found before. How many.
    @discardableResult
    public func remove(ofSource source: SourceID, butRun run: RunID) throws -> Int {
        try connection.execute(
            "DELETE FROM finding WHERE run IN (SELECT id FROM run WHERE source = ? AND id <> ?)", [.id(source), .id(run)])
    }

    /// Those that runs of a step made: a step that runs again replaces what it found before, and nothing of what others
    /// found under the same codes. How many.
    @discardableResult
    public func remove(of project: ProjectID, ofStep step: String) throws -> Int {
        try connection.execute(
            "DELETE FROM finding WHERE run IN (SELECT id FROM run WHERE project = ? AND step = ?)", [.id(project), .text(step)])
    }

    public func page(
        of project: ProjectID, severity: Finding.Severity? = nil, code: String? = nil, run: RunID? = nil,
        after: FindingID? = nil, limit: Int
    ) throws -> [StoredFinding] {
        var sql = "SELECT \(Self.columns) FROM finding WHERE project = ? AND id > ?"
        var arguments: [SQLValue] = [.id(project), .integer(after?.raw ?? -1)]
        func add(_ column: String, _ value: SQLValue?) {
            guard let value else { return }
            sql += " AND \(column) = ?"
            arguments.append(value)
        }
        add("severity", severity.map { .name($0) })
        add("code", code.map { .text($0) })
        add("run", run.map { .id($0) })
        return try connection.all(sql + " ORDER BY id LIMIT ?", arguments + [.count(limit)], Self.finding)
    }

    public func all(of item: ItemID) throws -> [StoredFinding] {
        try connection.all("SELECT \(Self.columns) FROM finding WHERE item = ? ORDER BY id", [.id(item)], Self.finding)
    }

    /// By code, then severity.
    public func counts(of project: ProjectID) throws -> [FindingCount] {
        try connection.all(
            "SELECT code, severity, count(*) FROM finding WHERE project = ? GROUP BY code, severity ORDER BY code, severity",
            [.id(project)]
        ) { FindingCount(code: $0.text(0), severity: try $0.named(1), count: $0.count(2)) }
    }

    static func finding(_ row: any Row) throws -> StoredFinding {
        let place = Place(
            file: row.optionalText(6), line: row.optionalInteger(7).map { Int($0) },
            column: row.optionalInteger(8).map { Int($0) }, record: row.optionalText(9))
        let finding = Finding(
            try row.named(3), row.text(4), row.text(5), at: place == Place() ? nil : place, hint: row.optionalText(10))
        return StoredFinding(id: row.id(0), run: row.optionalID(1), item: row.optionalID(2), finding: finding)
    }
}
