import Records

/// Places for annotators. `connection.slots`
///
/// Slots are served in the order of (priority, id), lower first. `SlotRepository+Next.swift` hands them out,
/// `AssignmentRepository` takes them back.
public struct SlotRepository {
    let connection: any Connection

    // MARK: Making

    /// Adds slots; a place that exists already is left as it is. How many were added.
    @discardableResult
    public func insert(_ slots: some Sequence<Slot>) throws -> Int {
        let statement = try connection.prepare("""
            INSERT INTO slot (id, project, item, stage, place, priority, state) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (item, stage, place) DO NOTHING
            """)
        var added = 0
        var firsts: [Line: Position] = [:]
        for slot in slots {
            let isNew = try statement.run([
                .id(slot.id), .id(slot.project), .id(slot.item), .name(slot.stage), .count(slot.place),
                .integer(slot.priority), .name(slot.state),
            ]) == 1
            guard isNew else { continue }
            added += 1
            let (line, position) = (Line(project: slot.project, stage: slot.stage), Position(priority: slot.priority, slot: slot.id))
            firsts[line] = min(firsts[line] ?? position, position)
        }
        for (line, first) in firsts { try rewind(line, to: first) }
        return added
    }

    /// Sees to it that each item has places `0..<overlap` in a stage. In the order of items, so that an item's places
    /// are filled before the next item's. Use `Store.ensureSlots` for a whole project.
    @discardableResult
    public func ensure(
        _ items: [ItemID], of project: ProjectID, stage: Stage, overlap: Int, priority: Int64 = 0, ids: IDGenerator
    ) throws -> Int {
        try insert(items.lazy.flatMap { item in
            (0..<overlap).lazy.map { place in
                Slot(id: ids.next(), project: project, item: item, stage: stage, place: place, priority: priority)
            }
        })
    }

    // MARK: Ordering

    /// Serves these items next, in this order: band -1 before the usual 0, band 1 after it.
    /// The band's earlier items go back to the usual band, so a new ranking replaces the old one. What somebody asked for
    /// stays first.
    public func prioritise(_ items: [ItemID], band: Int64, of project: ProjectID, stage: Stage) throws {
        let line = Line(project: project, stage: stage)
        try clearBand(band, line)
        let statement = try connection.prepare("""
            UPDATE slot SET priority = ? WHERE item = ? AND stage = ? AND state IN ('open','leased') AND priority <> ?
            """)
        for (rank, item) in items.enumerated() {
            try statement.run([.integer(Self.priority(band: band, rank: rank)), .id(item), .name(stage), .integer(Slot.askedPriority)])
        }
        try rewind(line, to: Position(priority: min(0, Self.priority(band: band, rank: 0)), slot: SlotID(raw: 0)))
    }

    /// Bands are 2^32 priorities wide; the usual band has no ranks.
    static func priority(band: Int64, rank: Int) -> Int64 { band == 0 ? 0 : band << 32 + Int64(rank) }

    private func clearBand(_ band: Int64, _ line: Line) throws {
        guard band != 0 else { return }
        try connection.execute(
            """
            UPDATE slot SET priority = 0 WHERE project = ? AND stage = ? AND state = 'open' AND priority >= ? AND priority < ?
            """, [.id(line.project), .name(line.stage), .integer(band << 32), .integer((band + 1) << 32)])
    }

    /// Nobody is asked any more about these items: their open slots are closed. How many were open.
    @discardableResult
    public func close(_ items: [ItemID], stage: Stage) throws -> Int {
        let statement = try connection.prepare("""
            UPDATE slot SET state = 'closed', priority = CASE WHEN priority = ? THEN 0 ELSE priority END
            WHERE item = ? AND stage = ? AND state = 'open'
            """)
        return try items.reduce(0) { try $0 + statement.run([.integer(Slot.askedPriority), .id($1), .name(stage)]) }
    }

    // MARK: Reading

    public func all(of item: ItemID) throws -> [Slot] {
        try connection.all(
            "SELECT id, project, item, stage, place, priority, state FROM slot WHERE item = ? ORDER BY stage, place", [.id(item)],
            Self.slot)
    }

    /// Open slots of a stage; counts along the index, so stop at `limit` where it is asked often.
    public func countOpen(of project: ProjectID, stage: Stage, limit: Int = .max) throws -> Int {
        try connection.first(
            "SELECT count(*) FROM (SELECT 1 FROM slot WHERE project = ? AND stage = ? AND state = 'open' LIMIT ?) AS some",
            [.id(project), .name(stage), .count(limit)]) { $0.count(0) } ?? 0
    }

    // MARK: Positions

    struct Line: Hashable {
        var project: ProjectID
        var stage: Stage
    }

    struct Position: Comparable {
        var priority: Int64
        var slot: SlotID
        static func < (left: Self, right: Self) -> Bool { (left.priority, left.slot) < (right.priority, right.slot) }
    }

    /// Something came up at `position`: everybody who is beyond it looks from there again.
    func rewind(_ line: Line, to position: Position) throws {
        try connection.execute(
            """
            UPDATE work_position SET priority = ?, slot = ? WHERE project = ? AND stage = ?
            AND (priority > ? OR (priority = ? AND slot >= ?))
            """,
            [
                .integer(position.priority), .integer(position.slot.raw - 1), .id(line.project), .name(line.stage),
                .integer(position.priority), .integer(position.priority), .id(position.slot),
            ])
    }

    /// Opens a slot again and lets everybody find it, and the item's other open slots, which may have been passed over.
    func reopen(_ slot: SlotID, item: ItemID, _ line: Line) throws {
        try connection.execute("UPDATE slot SET state = 'open' WHERE id = ? AND state = 'leased'", [.id(slot)])
        let first = try connection.first(
            "SELECT priority, id FROM slot WHERE item = ? AND stage = ? AND state = 'open' ORDER BY priority, id LIMIT 1",
            [.id(item), .name(line.stage)]) { Position(priority: $0.integer(0), slot: $0.id(1)) }
        if let first { try rewind(line, to: first) }
    }
}
