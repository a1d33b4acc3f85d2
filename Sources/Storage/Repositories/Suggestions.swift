import Records

/// What models and rules propose. `connection.suggestions`
public struct SuggestionRepository {
    let connection: any Connection
    private static let columns = "id, item, question, answer, score, probabilities, model, version, state"

    /// Adds a model's suggestions; its open ones on the same items and questions, of any version, become `replaced`.
    public func replace(_ suggestions: some Sequence<Suggestion>, in project: ProjectID) throws {
        let retire = try connection.prepare("""
            UPDATE suggestion SET state = 'replaced' WHERE item = ? AND question = ? AND state = 'open' AND model = ?
            """)
        let insert = try connection.prepare("""
            INSERT INTO suggestion (id, project, item, question, answer, score, probabilities, model, version, state)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for suggestion in suggestions {
            try retire.run([.id(suggestion.item), .text(suggestion.question), .text(suggestion.model)])
            try insert.run([
                .id(suggestion.id), .id(project), .id(suggestion.item), .text(suggestion.question),
                try JSONColumn.text(answer: suggestion.answer), .real(suggestion.score),
                suggestion.probabilities.map { .text(JSONValue.array($0.map { .double($0) }).text()) } ?? .null,
                .text(suggestion.model), .text(suggestion.version), .name(suggestion.state),
            ])
        }
    }

    /// Takes a model's open suggestions of a question back, as when it is trained anew over fewer items.
    public func retire(model: String, question: String, in project: ProjectID) throws {
        try connection.execute(
            "UPDATE suggestion SET state = 'replaced' WHERE project = ? AND question = ? AND state = 'open' AND model = ?",
            [.id(project), .text(question), .text(model)])
    }

    public func setState(_ state: Suggestion.State, of ids: [SuggestionID]) throws {
        let statement = try connection.prepare("UPDATE suggestion SET state = ? WHERE id = ?")
        for id in ids { try statement.run([.name(state), .id(id)]) }
    }

    public func find(_ id: SuggestionID) throws -> Suggestion? {
        try connection.first("SELECT \(Self.columns) FROM suggestion WHERE id = ?", [.id(id)], Self.suggestion)
    }

    /// All of an item, whatever became of them, oldest first.
    public func all(of item: ItemID) throws -> [Suggestion] {
        try connection.all("SELECT \(Self.columns) FROM suggestion WHERE item = ? ORDER BY id", [.id(item)], Self.suggestion)
    }

    /// Open ones of the items, by item, then question, best first.
    public func open(of items: [ItemID], question: String? = nil) throws -> [ItemID: [Suggestion]] {
        var found: [ItemID: [Suggestion]] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                """
                SELECT \(Self.columns) FROM suggestion WHERE item IN \(piece.placeholders) AND state = 'open'
                AND question = coalesce(?, question) ORDER BY item, question, score DESC, id
                """, piece.values + [.text(orNull: question)]
            ) { row in
                found[row.id(1), default: []].append(try Self.suggestion(row))
                return true
            }
        }
        return found
    }

    /// Open ones of a question with at least that score, best first, until `body` returns false.
    public func forEachOpen(of project: ProjectID, question: String, above score: Double = 0, _ body: (Suggestion) throws -> Bool) throws {
        try connection.query(
            """
            SELECT \(Self.columns) FROM suggestion WHERE project = ? AND question = ? AND state = 'open' AND score >= ?
            ORDER BY score DESC, id DESC
            """, [.id(project), .text(question), .real(score)]
        ) { row in try body(Self.suggestion(row)) }
    }

    public func countOpen(of project: ProjectID, question: String, above score: Double = 0) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM suggestion WHERE project = ? AND question = ? AND state = 'open' AND score >= ?",
            [.id(project), .text(question), .real(score)]) { $0.count(0) } ?? 0
    }

    static func suggestion(_ row: any Row) throws -> Suggestion {
        Suggestion(
            id: row.id(0), item: row.id(1), question: row.text(2), answer: try JSONColumn.answer(row, 3), score: row.real(4),
            probabilities: row.isNull(5) ? nil : try JSONColumn.value(row, 5), model: row.text(6), version: row.text(7),
            state: try row.named(8))
    }
}
