import Records

/// What a person hands in, to be made a revision.
public struct Submission: Sendable {
    public var assignment: AssignmentID
    public var person: PersonID
    public var annotation: Annotation
    public var activeSeconds: Double
    public var definitionVersion: Int
    /// The client's own name for this act: sent again after a lost answer, it changes nothing.
    public var key: String

    public init(
        assignment: AssignmentID, person: PersonID, annotation: Annotation, activeSeconds: Double, definitionVersion: Int,
        key: String
    ) {
        self.assignment = assignment
        self.person = person
        self.annotation = annotation
        self.activeSeconds = activeSeconds
        self.definitionVersion = definitionVersion
        self.key = key
    }
}

public enum SubmissionOutcome: Sendable, Hashable {
    /// `isRepeat`: this key had been answered before; nothing was written.
    case submitted(RevisionID, number: Int, item: ItemID, isRepeat: Bool)
    /// Not theirs, ended, or run out and taken by somebody else.
    case notHeld(Assignment.State?)
}

extension AssignmentRepository {
    /// Makes the annotation the person's next revision and ends the assignment; all of it or nothing. Write it `.full`.
    public func submit(_ submission: Submission, revision id: RevisionID, now: Timestamp) throws -> SubmissionOutcome {
        let scope = "submit \(submission.person)"
        if let answered = try connection.requests.response(scope: scope, key: submission.key) {
            return try repeated(answered)
        }
        guard let assignment = try held(submission.assignment, by: submission.person) else {
            let found = try find(submission.assignment)
            return .notHeld(found?.person == submission.person ? found?.state : nil)
        }
        let number = try connection.revisions.nextNumber(item: assignment.item, stage: assignment.stage, author: submission.person)
        let revision = Revision(
            id: id, item: assignment.item, stage: assignment.stage, author: submission.person, number: number, origin: .person,
            annotation: submission.annotation, definitionVersion: submission.definitionVersion,
            activeSeconds: submission.activeSeconds, madeAt: now)
        try connection.revisions.insert(revision, in: assignment.project)
        try close(assignment, with: id, now: now)
        try connection.requests.save("\(id) \(number) \(assignment.item)", scope: scope, key: submission.key, at: now)
        return .submitted(id, number: number, item: assignment.item, isRepeat: false)
    }

    private func close(_ assignment: Assignment, with revision: RevisionID, now: Timestamp) throws {
        try connection.execute(
            "UPDATE assignment SET state = 'submitted', revision = ?, ended_at = ? WHERE id = ?",
            [.id(revision), .time(now), .id(assignment.id)])
        try connection.execute("UPDATE slot SET state = 'done' WHERE id = ?", [.id(assignment.slot)])
        try connection.drafts.remove(assignment.id)
    }

    private func repeated(_ response: String) throws -> SubmissionOutcome {
        let parts = response.split(separator: " ")
        guard parts.count == 3, let id = RevisionID(parts[0]), let number = Int(parts[1]), let item = ItemID(parts[2]) else {
            throw StorageError.badJSON(detail: "`\(response)` is not a submission", column: "response")
        }
        return .submitted(id, number: number, item: item, isRepeat: true)
    }
}
