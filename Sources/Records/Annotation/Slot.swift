/// One place for one annotator on one item in one stage.
public struct Slot: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable { case open, leased, done, closed }
    public var id: SlotID
    public var project: ProjectID
    public var item: ItemID
    public var stage: Stage
    /// Counts from 0 within item and stage.
    public var place: Int
    /// Lower is served first.
    public var priority: Int64
    public var state: State

    public init(id: SlotID, project: ProjectID, item: ItemID, stage: Stage, place: Int, priority: Int64, state: State = .open) {
        self.id = id
        self.project = project
        self.item = item
        self.stage = stage
        self.place = place
        self.priority = priority
        self.state = state
    }
}

/// A person's hold on a slot.
public struct Assignment: Sendable, Hashable, Codable {
    public enum State: String, Sendable, Codable, CaseIterable { case leased, submitted, skipped, released, expired }
    public var id: AssignmentID
    public var slot: SlotID
    public var project: ProjectID
    public var item: ItemID
    public var stage: Stage
    public var person: PersonID
    public var state: State
    public var leasedAt: Timestamp
    public var expiresAt: Timestamp
    public var endedAt: Timestamp?
    /// Why it was skipped.
    public var reason: String?

    public init(
        id: AssignmentID, slot: SlotID, project: ProjectID, item: ItemID, stage: Stage, person: PersonID,
        state: State = .leased, leasedAt: Timestamp, expiresAt: Timestamp, endedAt: Timestamp? = nil, reason: String? = nil
    ) {
        self.id = id
        self.slot = slot
        self.project = project
        self.item = item
        self.stage = stage
        self.person = person
        self.state = state
        self.leasedAt = leasedAt
        self.expiresAt = expiresAt
        self.endedAt = endedAt
        self.reason = reason
    }
}

/// Unfinished work, overwritten by autosave. `counter` grows with each save; a save with a stale one is a conflict.
public struct Draft: Sendable, Hashable, Codable {
    public var assignment: AssignmentID
    public var counter: Int
    public var annotation: Annotation
    public var activeSeconds: Double
    public var savedAt: Timestamp

    public init(assignment: AssignmentID, counter: Int, annotation: Annotation, activeSeconds: Double, savedAt: Timestamp) {
        self.assignment = assignment
        self.counter = counter
        self.annotation = annotation
        self.activeSeconds = activeSeconds
        self.savedAt = savedAt
    }
}
