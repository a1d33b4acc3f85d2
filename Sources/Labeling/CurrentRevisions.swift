import Records

/// Which of an item's revisions are in force: of each author in each stage the latest, with its latest verdict.
public struct CurrentRevisions: Sendable {
    private let current: [Revision]
    private let verdicts: [RevisionID: Verdict]
    private let byID: [RevisionID: Revision]

    public init(_ revisions: [Revision], verdicts: [Verdict]) {
        var latest: [Owner: Revision] = [:]
        for revision in revisions {
            let owner = Owner(stage: revision.stage, author: revision.author)
            if let other = latest[owner], !Self.isLater(revision, other) { continue }
            latest[owner] = revision
        }
        current = latest.values.sorted { $0.id < $1.id }
        byID = Dictionary(revisions.map { ($0.id, $0) }) { first, _ in first }
        self.verdicts = Dictionary(verdicts.map { ($0.revision, $0) }) { ($0.madeAt, $0.id) < ($1.madeAt, $1.id) ? $1 : $0 }
    }

    private struct Owner: Hashable {
        var stage: Stage
        var author: PersonID?
    }

    private static func isLater(_ left: Revision, _ right: Revision) -> Bool {
        (left.number, left.madeAt, left.id) > (right.number, right.madeAt, right.id)
    }

    /// Of one stage, the latest made first.
    func latestFirst(_ stage: Stage) -> [Revision] {
        current.filter { $0.stage == stage }.sorted { ($0.madeAt, $0.id) > ($1.madeAt, $1.id) }
    }

    func verdict(on revision: Revision) -> Verdict? { verdicts[revision.id] }

    /// Current label revisions that were not returned to their annotator, by id: those that vote.
    public var voters: [Revision] {
        current.filter { $0.stage == .label && verdicts[$0.id]?.outcome != .return }
    }

    /// Label revisions that were returned and not done again: their authors are still at it.
    public var returned: [Revision] {
        current.filter { $0.stage == .label && verdicts[$0.id]?.outcome == .return }
    }

    /// Label revisions that no reviewer has judged yet.
    public var unjudged: [Revision] {
        current.filter { $0.stage == .label && $0.author != nil && verdicts[$0.id] == nil }
    }

    /// The questions somebody decided, also by "I don't know".
    public var adjudicated: Set<String> {
        current.reduce(into: []) { if $1.stage == .adjudication { $0.formUnion($1.annotation.spokenOf) } }
    }

    /// Fixes that stand, the latest first. A fix falls when the annotator's later revision got a later `accept`.
    func fixes() -> [Revision] {
        let fixing = verdicts.values.filter { verdict in
            guard verdict.outcome == .fix, let fixed = byID[verdict.revision] else { return false }
            let overtaken = verdicts.values.contains { other in
                guard other.outcome == .accept, let accepted = byID[other.revision] else { return false }
                return accepted.author == fixed.author && accepted.stage == fixed.stage && accepted.number > fixed.number
                    && other.madeAt >= verdict.madeAt
            }
            return !overtaken
        }
        return fixing.sorted { ($0.madeAt, $0.id) > ($1.madeAt, $1.id) }.compactMap { $0.fix.flatMap { byID[$0] } }
    }
}
