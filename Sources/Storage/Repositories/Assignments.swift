import Records

/// People's holds on slots. `connection.assignments`
public struct AssignmentRepository {
    let connection: any Connection
    static let columns = "id, slot, project, item, stage, person, state, leased_at, expires_at, ended_at, reason"

    func insert(_ assignment: Assignment) throws {
        try connection.execute(
            "INSERT INTO assignment (\(Self.columns)) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                .id(assignment.id), .id(assignment.slot), .id(assignment.project), .id(assignment.item),
                .name(assignment.stage), .id(assignment.person), .name(assignment.state), .time(assignment.leasedAt),
                .time(assignment.expiresAt), .time(assignment.endedAt), .text(orNull: assignment.reason),
            ])
    }

    // MARK: Reading

    public func find(_ id: AssignmentID) throws -> Assignment? {
        try connection.first("SELECT \(Self.columns) FROM assignment WHERE id = ?", [.id(id)], Self.assignment)
    }

    /// What a person holds now, oldest first.
    public func leased(by person: PersonID, in project: ProjectID? = nil) throws -> [Assignment] {
        try connection.all(
            """
            SELECT \(Self.columns) FROM assignment WHERE person = ? AND state = 'leased' AND (? IS NULL OR project = ?) ORDER BY id
            """, [.id(person), .id(project), .id(project)], Self.assignment)
    }

    /// The items of a stage that somebody holds right now, in order.
    public func leasedItems(of project: ProjectID, stage: Stage) throws -> [ItemID] {
        try connection.all(
            "SELECT DISTINCT item FROM assignment WHERE project = ? AND stage = ? AND state = 'leased' ORDER BY item", [.id(project), .name(stage)]
        ) { $0.id(0) }
    }

    public func count(of person: PersonID, in project: ProjectID, _ state: Assignment.State) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM assignment WHERE person = ? AND state = ? AND project = ?",
            [.id(person), .name(state), .id(project)]) { $0.count(0) } ?? 0
    }

    /// Whether the person has or ever had the item in hand, in any stage.
    public func hasBeenHeld(_ item: ItemID, by person: PersonID) throws -> Bool {
        try connection.first("SELECT 1 FROM assignment WHERE item = ? AND person = ? LIMIT 1", [.id(item), .id(person)]) { _ in true } ?? false
    }

    /// Who has or had each of these items in hand in a stage and gets it no more.
    public func people(of items: [ItemID], stage: Stage) throws -> [ItemID: Set<PersonID>] {
        var found: [ItemID: Set<PersonID>] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                "SELECT item, person FROM assignment WHERE item IN \(piece.placeholders) AND stage = ? AND state IN ('leased','submitted','skipped')",
                piece.values + [.name(stage)]
            ) { row in
                found[row.id(0), default: []].insert(row.id(1))
                return true
            }
        }
        return found
    }

    // MARK: Keeping

    /// Still at work: the lease runs `leaseSeconds` from now. nil when it is not theirs or somebody else has the slot.
    /// A lease that ran out is taken up again as long as its slot is free. Write it relaxed.
    public func extend(_ id: AssignmentID, by person: PersonID, now: Timestamp, leaseSeconds: Double) throws -> Assignment? {
        guard var assignment = try held(id, by: person) else { return nil }
        assignment.expiresAt = now.adding(seconds: leaseSeconds)
        try connection.execute(
            "UPDATE assignment SET expires_at = ? WHERE id = ?", [.time(assignment.expiresAt), .id(id)])
        return assignment
    }

    /// The assignment if the person holds it or can take it up again.
    func held(_ id: AssignmentID, by person: PersonID) throws -> Assignment? {
        guard var assignment = try find(id), assignment.person == person else { return nil }
        if assignment.state == .leased { return assignment }
        guard assignment.state == .expired, try isFree(assignment) else { return nil }
        let taken = try connection.execute(
            "UPDATE slot SET state = 'leased' WHERE id = ? AND state = 'open'", [.id(assignment.slot)])
        guard taken == 1 else { return nil }
        try connection.execute("UPDATE assignment SET state = 'leased', ended_at = NULL WHERE id = ?", [.id(id)])
        assignment.state = .leased
        assignment.endedAt = nil
        return assignment
    }

    /// Whether the person has no other hold on the item in the stage.
    private func isFree(_ assignment: Assignment) throws -> Bool {
        try connection.first(
            """
            SELECT 1 FROM assignment WHERE item = ? AND stage = ? AND person = ? AND state IN ('leased','submitted','skipped')
            """, [.id(assignment.item), .name(assignment.stage), .id(assignment.person)]) { _ in false } ?? true
    }

    // MARK: Ending

    /// Gives the slot back with a reason; the person is not asked about the item again. False when not theirs any more.
    public func skip(_ id: AssignmentID, by person: PersonID, reason: String, now: Timestamp) throws -> Bool {
        try giveBack(id, by: person, as: .skipped, reason: reason, now: now)
    }

    /// Gives the slot back; the person may get the item again. The draft stays with the ended assignment.
    public func release(_ id: AssignmentID, by person: PersonID, now: Timestamp) throws -> Bool {
        try giveBack(id, by: person, as: .released, reason: nil, now: now)
    }

    private func giveBack(_ id: AssignmentID, by person: PersonID, as state: Assignment.State, reason: String?, now: Timestamp) throws -> Bool {
        guard let assignment = try held(id, by: person) else { return false }
        try end(assignment, as: state, reason: reason, now: now)
        return true
    }

    /// Takes back leases that have run out, oldest first; how many.
    @discardableResult
    public func expire(now: Timestamp, limit: Int) throws -> Int {
        try bringBackFromTheFuture(now)
        let late = try connection.all(
            """
            SELECT \(Self.columns) FROM assignment WHERE state = 'leased' AND expires_at <= ? ORDER BY expires_at
            LIMIT ? \(connection.dialect.skipLocked)
            """, [.time(now), .count(limit)], Self.assignment)
        for assignment in late { try end(assignment, as: .expired, reason: nil, now: now) }
        return late.count
    }

    /// Leases given before the clock was set back begin anew: else they would hold their items until it is there again.
    private func bringBackFromTheFuture(_ now: Timestamp) throws {
        try connection.execute(
            "UPDATE assignment SET expires_at = expires_at - leased_at + ?, leased_at = ? WHERE state = 'leased' AND leased_at > ?",
            [.time(now), .time(now), .time(now)])
    }

    private func end(_ assignment: Assignment, as state: Assignment.State, reason: String?, now: Timestamp) throws {
        try connection.execute(
            "UPDATE assignment SET state = ?, reason = ?, ended_at = ? WHERE id = ? AND state = 'leased'",
            [.name(state), .text(orNull: reason), .time(now), .id(assignment.id)])
        try connection.slots.reopen(
            assignment.slot, item: assignment.item, .init(project: assignment.project, stage: assignment.stage))
    }

    static func assignment(_ row: any Row) throws -> Assignment {
        Assignment(
            id: row.id(0), slot: row.id(1), project: row.id(2), item: row.id(3), stage: try row.named(4), person: row.id(5),
            state: try row.named(6), leasedAt: row.time(7), expiresAt: row.time(8), endedAt: row.optionalTime(9),
            reason: row.optionalText(10))
    }
}
