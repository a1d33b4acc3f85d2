import Records

/// Handing out work: one short, indexed, atomic write at any size.
///
/// A person's *position* says that every slot at or before it is taken or not for that person, so the search never
/// reads the same slots twice. Whatever makes a slot available again (`rewind`) moves the positions beyond it back,
/// and waits on the position's row, so no slot is ever overlooked.
extension SlotRepository {
    /// Leases up to `count` slots of different items to a person. Fewer, or none, when no more are open for them.
    ///
    /// Also takes back some leases that have run out, so nobody has to watch the clock. Write it `.relaxed`.
    public func next(
        of project: ProjectID, stage: Stage, for person: PersonID, count: Int = 1, now: Timestamp, leaseSeconds: Double,
        ids: IDGenerator
    ) throws -> [Assignment] {
        try connection.assignments.expire(now: now, limit: 100)
        let line = Line(project: project, stage: stage)
        let start = try position(of: person, line)
        let (picked, reached) = try search(line, for: person, from: start, count: count)
        let assignments = try picked.map { slot, item in
            let assignment = Assignment(
                id: ids.next(), slot: slot, project: project, item: item, stage: stage, person: person, leasedAt: now,
                expiresAt: now.adding(seconds: leaseSeconds))
            try lease(assignment)
            return assignment
        }
        if reached != start { try setPosition(reached, of: person, line) }
        return assignments
    }

    /// How many items are open for a person, counted up to `limit`.
    public func available(of project: ProjectID, stage: Stage, for person: PersonID, limit: Int = 100) throws -> Int {
        let line = Line(project: project, stage: stage)
        let start = try connection.first(Self.positionQuery, [.id(project), .name(stage), .id(person)], Self.position)
        return try search(line, for: person, from: start ?? Self.beginning, count: limit).picked.count
    }

    private static var beginning: Position { Position(priority: .min, slot: SlotID(raw: 0)) }
    private static let positionQuery = "SELECT priority, slot FROM work_position WHERE project = ? AND stage = ? AND person = ?"
    private static func position(_ row: any Row) -> Position { Position(priority: row.integer(0), slot: row.id(1)) }

    /// Where the search begins; makes and locks the row, so that a `rewind` of another transaction waits for this one.
    private func position(of person: PersonID, _ line: Line) throws -> Position {
        let key: [SQLValue] = [.id(line.project), .name(line.stage), .id(person)]
        if let found = try connection.first("\(Self.positionQuery) \(connection.dialect.forUpdate)", key, Self.position) { return found }
        try connection.execute(
            "INSERT INTO work_position (project, stage, person, priority, slot) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            key + [.integer(Self.beginning.priority), .id(Self.beginning.slot)])
        return Self.beginning
    }

    private func setPosition(_ position: Position, of person: PersonID, _ line: Line) throws {
        try connection.execute(
            "UPDATE work_position SET priority = ?, slot = ? WHERE project = ? AND stage = ? AND person = ?",
            [.integer(position.priority), .id(position.slot), .id(line.project), .name(line.stage), .id(person)])
    }

    /// Walks the open slots behind `start`, passing over items the person has had or has just been given.
    private func search(
        _ line: Line, for person: PersonID, from start: Position, count: Int
    ) throws -> (picked: [(slot: SlotID, item: ItemID)], reached: Position) {
        var picked: [(slot: SlotID, item: ItemID)] = []
        var given: Set<ItemID> = []
        var reached = start
        guard count > 0 else { return (picked, reached) }
        try connection.query(
            """
            SELECT s.priority, s.id, s.item, EXISTS (SELECT 1 FROM assignment a WHERE a.item = s.item AND a.stage = s.stage
            AND a.person = ? AND a.state IN ('leased','submitted','skipped'))
            FROM slot s WHERE s.project = ? AND s.stage = ? AND s.state = 'open' AND (s.priority, s.id) > (?, ?)
            ORDER BY s.priority, s.id \(connection.dialect.skipLocked)
            """,
            [.id(person), .id(line.project), .name(line.stage), .integer(start.priority), .id(start.slot)]
        ) { row in
            reached = Self.position(row)
            let item: ItemID = row.id(2)
            if !row.flag(3), given.insert(item).inserted { picked.append((reached.slot, item)) }
            return picked.count < count
        }
        return (picked, reached)
    }

    private func lease(_ assignment: Assignment) throws {
        let taken = try connection.execute("UPDATE slot SET state = 'leased' WHERE id = ? AND state = 'open'", [.id(assignment.slot)])
        guard taken == 1 else { throw StorageError.missing(noun: "open slot", name: assignment.slot.description) }
        try connection.assignments.insert(assignment)
        try connection.drafts.carryOver(to: assignment)
    }
}
