import Records

/// Opening and closing places after they were first made, as policy wants it.
extension SlotRepository {
    /// Slots of a stage by item, in the order of places.
    public func all(of items: [ItemID], stage: Stage) throws -> [ItemID: [Slot]] {
        var found: [ItemID: [Slot]] = [:]
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                """
                SELECT id, project, item, stage, place, priority, state FROM slot WHERE item IN \(piece.placeholders) AND stage = ?
                ORDER BY item, place
                """, piece.values + [.name(stage)]
            ) { row in
                let slot = try Self.slot(row)
                found[slot.item, default: []].append(slot)
                return true
            }
        }
        return found
    }

    /// Opens `count` more places of an item: closed ones first, then new ones behind the last. `present` are its slots of
    /// the stage; what is opened is served as early as they are.
    public func open(
        _ count: Int, of item: ItemID, in project: ProjectID, stage: Stage, present: [Slot], ids: IDGenerator
    ) throws {
        guard count > 0 else { return }
        let closed = present.filter { $0.state == .closed }.prefix(count)
        let statement = try connection.prepare("UPDATE slot SET state = 'open' WHERE id = ? AND state = 'closed'")
        for slot in closed { try statement.run([.id(slot.id)]) }
        let line = Line(project: project, stage: stage)
        if let first = closed.map({ Position(priority: $0.priority, slot: $0.id) }).min() { try rewind(line, to: first) }
        let place = (present.map(\.place).max() ?? -1) + 1
        let priority = present.filter { !$0.isAsked }.map(\.priority).min() ?? 0
        try insert((0..<(count - closed.count)).map { number in
            Slot(id: ids.next(), project: project, item: item, stage: stage, place: place + number, priority: priority)
        })
    }

    /// Closes these of them that are still open; one that somebody holds stays. One that was asked for is so no more.
    public func close(_ slots: some Sequence<SlotID>) throws {
        let statement = try connection.prepare(
            "UPDATE slot SET state = 'closed', priority = CASE WHEN priority = ? THEN 0 ELSE priority END WHERE id = ? AND state = 'open'")
        for slot in slots { try statement.run([.integer(Slot.askedPriority), .id(slot)]) }
    }

    /// The items with an open slot of a stage, in the order of serving, behind a slot.
    public func openItems(of project: ProjectID, stage: Stage, after: SlotID? = nil, limit: Int) throws -> [(slot: SlotID, item: ItemID)] {
        try connection.all(
            "SELECT id, item FROM slot WHERE project = ? AND stage = ? AND state = 'open' AND id > ? ORDER BY id LIMIT ?",
            [.id(project), .name(stage), .integer(after?.raw ?? -1), .count(limit)]) { ($0.id(0), $0.id(1)) }
    }

    static func slot(_ row: any Row) throws -> Slot {
        Slot(
            id: row.id(0), project: row.id(1), item: row.id(2), stage: try row.named(3), place: row.count(4),
            priority: row.integer(5), state: try row.named(6))
    }
}
