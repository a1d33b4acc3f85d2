import Records

/// The answer that counts for each question of each item. `connection.settled`
public struct SettledRepository {
    let connection: any Connection
    private static let columns = "s.item, s.question, s.answer, s.rule, s.reason, s.revisions, s.posterior"

    public func save(_ answers: some Sequence<SettledAnswer>, in project: ProjectID, at time: Timestamp) throws {
        let upsert = connection.dialect.upsert(
            on: "item, question", set: ["answer", "label", "rule", "reason", "revisions", "posterior", "settled_at"])
        let statement = try connection.prepare("""
            INSERT INTO settled (item, question, project, answer, label, rule, reason, revisions, posterior, settled_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) \(upsert)
            """)
        for answer in answers {
            try statement.run([
                .id(answer.item), .text(answer.question), .id(project), try JSONColumn.text(answer: answer.answer),
                .text(orNull: Self.label(answer.answer)), .name(answer.rule), .text(answer.reason),
                .text(JSONValue.array(answer.revisions.map { .string($0.description) }).text()),
                .real(orNull: answer.posterior), .time(time),
            ])
        }
    }

    private static func label(_ answer: Answer) -> String? {
        if case .choice(let label) = answer { return label }
        return nil
    }

    /// Nothing counts any more for these items' question.
    public func remove(_ items: [ItemID], question: String) throws {
        let statement = try connection.prepare("DELETE FROM settled WHERE item = ? AND question = ?")
        for item in items { try statement.run([.id(item), .text(question)]) }
    }

    public func find(_ item: ItemID) throws -> [SettledAnswer] {
        try connection.all("SELECT \(Self.columns) FROM settled s WHERE s.item = ? ORDER BY s.question", [.id(item)], Self.answer)
    }

    public func find(_ items: [ItemID]) throws -> [ItemID: [SettledAnswer]] {
        var found: [ItemID: [SettledAnswer]] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                "SELECT \(Self.columns) FROM settled s WHERE s.item IN \(piece.placeholders) ORDER BY s.item, s.question", piece.values
            ) { row in
                found[row.id(0), default: []].append(try Self.answer(row))
                return true
            }
        }
        return found
    }

    /// In the order of items, then questions, until `body` returns false.
    public func forEach(of project: ProjectID, question: String? = nil, _ body: (SettledAnswer) throws -> Bool) throws {
        try connection.query(
            """
            SELECT \(Self.columns) FROM settled s WHERE s.project = ? AND s.question = coalesce(?, s.question)
            ORDER BY s.item, s.question
            """, [.id(project), .text(orNull: question)]
        ) { row in try body(Self.answer(row)) }
    }

    /// Label -> items for a choice question.
    public func countsByLabel(of project: ProjectID, question: String) throws -> [String: Int] {
        try counts("label", "label IS NOT NULL", project, question)
    }

    /// Label -> parts that have it, for a question answered by parts. Read inside the database: a part's shape is not decoded.
    public func countsByPartLabel(of project: ProjectID, question: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try connection.query(
            """
            SELECT l.value, count(*) FROM settled s, \(connection.dialect.elements("s.answer", "parts")) p,
            \(connection.dialect.elements("p.value", "labels")) l WHERE s.project = ? AND s.question = ? GROUP BY l.value
            """, [.id(project), .text(question)]
        ) { row in
            counts[row.text(0)] = row.count(1)
            return true
        }
        return counts
    }

    public func countsByRule(of project: ProjectID, question: String) throws -> [SettledAnswer.Rule: Int] {
        let byName = try counts("rule", "1 = 1", project, question)
        return Dictionary(uniqueKeysWithValues: byName.compactMap { name, count in SettledAnswer.Rule(rawValue: name).map { ($0, count) } })
    }

    private func counts(_ column: String, _ condition: String, _ project: ProjectID, _ question: String) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try connection.query(
            "SELECT \(column), count(*) FROM settled WHERE project = ? AND question = ? AND \(condition) GROUP BY \(column)",
            [.id(project), .text(question)]
        ) { row in
            counts[row.text(0)] = row.count(1)
            return true
        }
        return counts
    }

    static func answer(_ row: any Row) throws -> SettledAnswer {
        SettledAnswer(
            item: row.id(0), question: row.text(1), answer: try JSONColumn.answer(row, 2), rule: try row.named(3),
            reason: row.text(4), revisions: row.text(5) == "[]" ? [] : try JSONColumn.value(row, 5), posterior: row.optionalReal(6))
    }
}
