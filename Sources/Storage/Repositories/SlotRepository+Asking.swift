import Records

/// Places that a person asked for because an item's answer is in doubt: served before everything else, and left open by
/// policy, which only counts the answers it wants itself.
extension Slot {
    /// Before every ranking of the queue; no ranking gives it.
    public static let askedPriority: Int64 = -(1 << 62)

    public var isAsked: Bool { priority == Self.askedPriority }
}

extension SlotRepository {
    /// Has an item answered once more, by somebody who has not had it. An open place of it becomes the one that is asked
    /// for, else a closed one is opened, else one is made; what is asked for already stays.
    ///
    /// - Parameter present: the item's slots of the stage.
    public func ask(for item: ItemID, in project: ProjectID, stage: Stage, present: [Slot], ids: IDGenerator) throws -> SlotID {
        if let asked = present.first(where: { $0.isAsked && ($0.state == .open || $0.state == .leased) }) { return asked.id }
        let line = Line(project: project, stage: stage)
        if let slot = present.first(where: { $0.state == .open }) ?? present.first(where: { $0.state == .closed }) {
            try connection.execute("UPDATE slot SET state = 'open', priority = ? WHERE id = ?", [.integer(Slot.askedPriority), .id(slot.id)])
            try rewind(line, to: Position(priority: Slot.askedPriority, slot: slot.id))
            return slot.id
        }
        let place = (present.map(\.place).max() ?? -1) + 1
        let slot = Slot(id: ids.next(), project: project, item: item, stage: stage, place: place, priority: Slot.askedPriority)
        try insert([slot])
        return slot.id
    }

    /// Takes the wish back while nobody has the place in hand: it is one like the others again, which policy may close.
    @discardableResult
    public func unask(_ slot: SlotID) throws -> Bool {
        try connection.execute(
            "UPDATE slot SET priority = 0 WHERE id = ? AND state = 'open' AND priority = ?", [.id(slot), .integer(Slot.askedPriority)]) == 1
    }

    public func find(_ id: SlotID) throws -> Slot? {
        try connection.first(
            "SELECT id, project, item, stage, place, priority, state FROM slot WHERE id = ?", [.id(id)], Self.slot)
    }

    /// Of these items, those that wait for an answer that was asked for.
    public func asked(of items: [ItemID], stage: Stage) throws -> Set<ItemID> {
        var found: Set<ItemID> = []
        for piece in ValueList.pieces(items.map { .id($0) }) {
            try connection.query(
                "SELECT item FROM slot WHERE item IN \(piece.placeholders) AND stage = ? AND priority = ? AND state IN ('open','leased')",
                piece.values + [.name(stage), .integer(Slot.askedPriority)]
            ) { row in
                found.insert(row.id(0))
                return true
            }
        }
        return found
    }
}
