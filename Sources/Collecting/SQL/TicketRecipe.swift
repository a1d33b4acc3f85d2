import Records

/// Labels that support agents already gave (row P01): tickets that are resolved, created after a day, and whose
/// category at the start equals the final one, so that the agent was right.
///
/// The final category is needed for that comparison, so the query selects it (settled reading 1); the comparison is
/// made here and not in the query, so that the rows left out because the category changed are counted.
public struct TicketRecipe: Sendable, Hashable {
    public var table = "support_tickets"
    public var id = "ticket_id"
    public var text = "ticket_text"
    public var assigned = "agent_assigned_category"
    public var final = "final_category"
    public var status = "resolution_status"
    public var resolved = "resolved"
    public var created = "created_at"
    /// Strictly later than this, as the database writes days.
    public var after = "2024-01-01"

    public init() {}

    /// Settings of the recipe replace the defaults by name.
    public init(_ settings: JSONObject) {
        table = settings["table"]?.string ?? table
        id = settings["id"]?.string ?? id
        text = settings["text"]?.string ?? text
        assigned = settings["assigned"]?.string ?? assigned
        final = settings["final"]?.string ?? final
        status = settings["status"]?.string ?? status
        resolved = settings["resolved"]?.string ?? resolved
        created = settings["created"]?.string ?? created
        after = settings["after"]?.string ?? after
    }

    /// Portable between SQLite and PostgreSQL.
    public var query: String {
        """
        SELECT \(name(id)), \(name(text)), \(name(assigned)), \(name(final)) \
        FROM \(name(table)) \
        WHERE \(name(assigned)) IS NOT NULL AND \(name(status)) = \(literal(resolved)) AND \(name(created)) > \(literal(after)) \
        ORDER BY \(name(id))
        """
    }

    /// What is kept of a row of `query`: text and assigned category; nil when the category was changed later, or never set.
    public func kept(_ row: JSONObject) -> JSONObject? {
        guard let given = row[assigned], !given.isNull, let last = row[final], given == last else { return nil }
        return JSONObject([(key: text, value: row[text] ?? .null), (key: assigned, value: given)])
    }

    private func name(_ text: String) -> String { "\"\(text.replacing("\"", with: "\"\""))\"" }
    private func literal(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
