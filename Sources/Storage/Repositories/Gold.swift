import Records

/// Items whose answer is known, mixed in to judge annotators. `connection.gold`
public struct GoldRepository {
    let connection: any Connection

    public func set(_ answer: Answer, item: ItemID, question: String, in project: ProjectID, at time: Timestamp) throws {
        let upsert = connection.dialect.upsert(on: "item, question", set: ["answer", "made_at"])
        try connection.execute(
            "INSERT INTO gold (project, item, question, answer, made_at) VALUES (?, ?, ?, ?, ?) \(upsert)",
            [.id(project), .id(item), .text(question), try JSONColumn.text(answer: answer), .time(time)])
    }

    public func remove(item: ItemID, question: String) throws {
        try connection.execute("DELETE FROM gold WHERE item = ? AND question = ?", [.id(item), .text(question)])
    }

    /// Item -> known answer.
    public func all(of project: ProjectID, question: String) throws -> [ItemID: Answer] {
        var found: [ItemID: Answer] = [:]
        try connection.query(
            "SELECT item, answer FROM gold WHERE project = ? AND question = ?", [.id(project), .text(question)]
        ) { row in
            found[row.id(0)] = try JSONColumn.answer(row, 1)
            return true
        }
        return found
    }

    /// Those of the items that have a known answer to any question.
    public func items(among items: [ItemID]) throws -> Set<ItemID> {
        var found: Set<ItemID> = []
        for piece in ValueList.pieces(items.map { .id($0) }) {
            found.formUnion(try connection.all("SELECT item FROM gold WHERE item IN \(piece.placeholders)", piece.values) { $0.id(0) as ItemID })
        }
        return found
    }
}
