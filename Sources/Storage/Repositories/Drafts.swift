import Records

/// Unfinished work, one row per assignment. `connection.drafts`
public struct DraftRepository {
    public enum Outcome: Sendable, Hashable {
        case saved(counter: Int)
        /// Somebody (another tab) saved since; theirs is kept.
        case stale(current: Draft)
    }

    let connection: any Connection
    private static let columns = "assignment, counter, annotation, active_seconds, saved_at"

    /// Overwrites the draft whose counter the caller last saw (0: there was none). `draft.counter` is that number;
    /// the stored one is one higher.
    public func save(_ draft: Draft) throws -> Outcome {
        let annotation = try JSONColumn.text(encoding: draft.annotation)
        let changed = try connection.execute(
            """
            INSERT INTO draft (assignment, counter, annotation, active_seconds, saved_at) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (assignment) DO UPDATE SET counter = excluded.counter, annotation = excluded.annotation,
            active_seconds = excluded.active_seconds, saved_at = excluded.saved_at WHERE draft.counter = excluded.counter - 1
            """,
            [.id(draft.assignment), .count(draft.counter + 1), annotation, .real(draft.activeSeconds), .time(draft.savedAt)])
        if changed == 1 { return .saved(counter: draft.counter + 1) }
        guard let current = try find(draft.assignment) else { return .saved(counter: draft.counter + 1) }
        return .stale(current: current)
    }

    public func find(_ assignment: AssignmentID) throws -> Draft? {
        try connection.first("SELECT \(Self.columns) FROM draft WHERE assignment = ?", [.id(assignment)]) { row in
            Draft(
                assignment: row.id(0), counter: row.count(1), annotation: try JSONColumn.value(row, 2),
                activeSeconds: row.real(3), savedAt: row.time(4))
        }
    }

    /// Gives a new assignment the draft of the person's last hold on the item that ended unfinished, so that an
    /// expired lease costs nobody their work.
    func carryOver(to assignment: Assignment) throws {
        try connection.execute(
            """
            UPDATE draft SET assignment = ? WHERE assignment = (SELECT id FROM assignment WHERE item = ? AND stage = ?
            AND person = ? AND state IN ('expired','released') ORDER BY id DESC LIMIT 1)
            """,
            [.id(assignment.id), .id(assignment.item), .name(assignment.stage), .id(assignment.person)])
    }

    public func remove(_ assignment: AssignmentID) throws {
        try connection.execute("DELETE FROM draft WHERE assignment = ?", [.id(assignment)])
    }
}
