import Records

/// One computation of a consensus: method, parameters and what came of it. Never edited; a new one is added.
public struct ConsensusRun: Sendable, Hashable {
    public var id: RunID
    public var project: ProjectID
    public var question: String
    public var method: String
    public var parameters: JSONObject
    /// Iterations, why it stopped, the table of annotators, counts.
    public var report: JSONObject
    public var madeAt: Timestamp

    public init(
        id: RunID, project: ProjectID, question: String, method: String, parameters: JSONObject, report: JSONObject,
        madeAt: Timestamp
    ) {
        self.id = id
        self.project = project
        self.question = question
        self.method = method
        self.parameters = parameters
        self.report = report
        self.madeAt = madeAt
    }
}

/// `connection.consensusRuns`
public struct ConsensusRunRepository {
    let connection: any Connection

    public func insert(_ run: ConsensusRun) throws {
        try connection.execute(
            "INSERT INTO consensus_run (id, project, question, method, parameters, report, made_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                .id(run.id), .id(run.project), .text(run.question), .text(run.method), JSONColumn.text(run.parameters),
                JSONColumn.text(run.report), .time(run.madeAt),
            ])
    }

    public func latest(of project: ProjectID, question: String) throws -> ConsensusRun? {
        try connection.first(
            """
            SELECT id, project, question, method, parameters, report, made_at FROM consensus_run
            WHERE project = ? AND question = ? ORDER BY id DESC LIMIT 1
            """, [.id(project), .text(question)]
        ) { row in
            ConsensusRun(
                id: row.id(0), project: row.id(1), question: row.text(2), method: row.text(3),
                parameters: try JSONColumn.object(row, 4), report: try JSONColumn.object(row, 5), madeAt: row.time(6))
        }
    }
}
