import Records

/// Executions of sources and steps. `connection.runs`
public struct RunRepository {
    let connection: any Connection
    private static let columns = "id, project, source, step, state, seed, started_at, ended_at, report"

    public func insert(_ run: Run) throws {
        try connection.execute(
            "INSERT INTO run (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(run.id), .id(run.project), .id(run.source), .text(run.step), .name(run.state), .bits(run.seed),
                .time(run.startedAt), .time(run.endedAt), JSONColumn.text(run.report),
            ])
    }

    public func finish(_ id: RunID, _ state: Run.State, report: JSONObject, at time: Timestamp) throws {
        try connection.execute(
            "UPDATE run SET state = ?, report = ?, ended_at = ? WHERE id = ?",
            [.name(state), JSONColumn.text(report), .time(time), .id(id)])
    }

    public func find(_ id: RunID) throws -> Run? {
        try connection.first("SELECT \(Self.columns) FROM run WHERE id = ?", [.id(id)], Self.run)
    }

    /// Newest first.
    public func page(of project: ProjectID, before: RunID? = nil, limit: Int = 100) throws -> [Run] {
        try connection.all(
            "SELECT \(Self.columns) FROM run WHERE project = ? AND id < ? ORDER BY id DESC LIMIT ?",
            [.id(project), .integer(before?.raw ?? .max), .count(limit)], Self.run)
    }

    /// The last finished run of a step: what `winnow run` compares with to see what is out of date.
    public func latest(of project: ProjectID, step: String, source: SourceID? = nil) throws -> Run? {
        try connection.first(
            """
            SELECT \(Self.columns) FROM run WHERE project = ? AND step = ? AND state = 'done'
            AND (? IS NULL OR source = ?) ORDER BY id DESC LIMIT 1
            """, [.id(project), .text(step), .id(source), .id(source)], Self.run)
    }

    static func run(_ row: any Row) throws -> Run {
        Run(
            id: row.id(0), project: row.id(1), source: row.optionalID(2), step: row.text(3), state: try row.named(4),
            seed: row.optionalInteger(5).map { UInt64(bitPattern: $0) }, startedAt: row.time(6), endedAt: row.optionalTime(7),
            report: try JSONColumn.object(row, 8))
    }
}
