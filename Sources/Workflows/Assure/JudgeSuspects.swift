import Records
import Storage

/// What a person says of suspected labels: take the suggestion, keep the label, or have it labelled afresh.
///
/// The first two are decisions (adjudications): they count above all other answers, and decided items are not suspected
/// again. Labelling afresh opens one place more, served first, for somebody who has not had the item; until that answer is
/// in, the label counts as before.
extension Workflows {
    /// Most that is judged in one call.
    public static let suspectsAtOnce = 1000
    private static let suspectPiece = 100

    /// - Throws: `suspects.count` for none or too many; what cannot be judged by itself is left out with its reason.
    public func judgeSuspects(
        _ suspects: [Suspect], in slug: String, as actor: Actor, question name: String? = nil, word: SuspectWord
    ) async throws -> SuspectsJudged {
        let (project, question) = try await judging(slug, as: actor, question: name)
        guard (1...Self.suspectsAtOnce).contains(suspects.count) else {
            throw WorkflowError(.badInput, "suspects.count", "between 1 and \(Self.suspectsAtOnce) items can be judged at once, not \(suspects.count)")
        }
        var result = SuspectsJudged(question: question.name, word: word, judged: [], leftOut: [], withoutAnnotator: 0)
        for start in stride(from: 0, to: suspects.count, by: Self.suspectPiece) {
            let piece = Array(suspects[start..<min(start + Self.suspectPiece, suspects.count)])
            let made = try await store.write { [store] connection in
                var work = SuspectWork(project: project, question: question, actor: actor, store: store, connection: connection)
                try work.judge(piece, word)
                return work.made
            }
            result.judged += made.judged
            result.leftOut += made.leftOut
            result.withoutAnnotator += made.withoutAnnotator
        }
        events.send(word == .relabel ? "work" : "settled", in: slug, ["suspects": .int(Int64(result.judged.count))])
        return result
    }

    private func judging(_ slug: String, as actor: Actor, question name: String?) async throws -> (ProjectContext, Question) {
        let project = try await project(slug, as: actor, needs: .review)
        return (project, try Self.comparedQuestion(name, of: project))
    }

    /// Takes back one's own decisions about suspects and places that nobody has taken yet.
    public func undoSuspects(in slug: String, as actor: Actor, revisions: [RevisionID] = [], slots: [SlotID] = []) async throws -> SuspectsUndone {
        let definitions = definitions
        guard (1...Self.suspectsAtOnce).contains(revisions.count + slots.count) else {
            throw WorkflowError(.badInput, "suspects.count", "between 1 and \(Self.suspectsAtOnce) words can be taken back at once, not \(revisions.count + slots.count)")
        }
        let undone = try await store.write { [store] connection -> Int in
            let project = try definitions.project(slug, as: actor, needs: .review, connection)
            let decisions = try revisions.count { try Self.undo(decision: $0, in: project, as: actor, store, connection) }
            let places = try slots.count { try Self.undo(place: $0, in: project, as: actor, store, connection) }
            return decisions + places
        }
        events.send("settled", in: slug, ["undone": .int(Int64(undone))])
        return SuspectsUndone(undone: undone, leftOut: revisions.count + slots.count - undone)
    }

    /// Only the last word of whoever asks falls; the item is settled by what is left.
    private static func undo(decision id: RevisionID, in project: ProjectContext, as actor: Actor, _ store: Store, _ connection: any Connection) throws -> Bool {
        guard let revision = try connection.revisions.find(id), try connection.revisions.project(of: id) == project.id,
            revision.stage == .adjudication, revision.author == actor.person,
            try connection.revisions.current(of: revision.item, stage: .adjudication).contains(where: { $0.id == id })
        else { return false }
        try connection.revisions.withdraw([id], at: store.now())
        try settle(revision.item, in: project, store, connection)
        if let item = try connection.items.find(revision.item) { try planSlots(of: [item], in: project, store, connection) }
        try connection.audit.append(actor: actor.name, action: "suspect.undo", subject: "\(revision.item)", details: ["revision": .string(id.description)], at: store.now())
        return true
    }

    private static func undo(place id: SlotID, in project: ProjectContext, as actor: Actor, _ store: Store, _ connection: any Connection) throws -> Bool {
        guard let slot = try connection.slots.find(id), slot.project == project.id, try connection.slots.unask(id) else { return false }
        if let item = try connection.items.find(slot.item) { try planSlots(of: [item], in: project, store, connection) }
        try connection.audit.append(actor: actor.name, action: "suspect.undo", subject: "\(slot.item)", details: ["slot": .string(id.description)], at: store.now())
        return true
    }
}

/// Some suspects within one transaction.
private struct SuspectWork {
    let project: ProjectContext
    let question: Question
    let actor: Actor
    let store: Store
    let connection: any Connection
    private(set) var made = (judged: [SuspectsJudged.Row](), leftOut: [SuspectsJudged.LeftOut](), withoutAnnotator: 0)

    init(project: ProjectContext, question: Question, actor: Actor, store: Store, connection: any Connection) {
        self.project = project
        self.question = question
        self.actor = actor
        self.store = store
        self.connection = connection
    }

    mutating func judge(_ suspects: [Suspect], _ word: SuspectWord) throws {
        let ids = suspects.map(\.id)
        let items = Dictionary(try connection.items.find(ids).map { ($0.id, $0) }) { first, _ in first }
        let settled = try connection.settled.find(ids)
        var open: [Item] = []
        for suspect in suspects {
            let label = settled[suspect.id]?.first { $0.question == question.name }
            if let reason = reason(against: suspect, items[suspect.id], label, word) {
                made.leftOut.append(.init(id: suspect.id, reason: reason))
            } else if let item = items[suspect.id], let label {
                if word == .relabel { open.append(item) } else { try decide(item, suspect, label, word) }
            }
        }
        try relabel(open)
    }

    /// Why it cannot be judged; nil when it can.
    private func reason(against suspect: Suspect, _ item: Item?, _ label: SettledAnswer?, _ word: SuspectWord) -> String? {
        guard let item, item.project == project.id else { return "there is no such item here" }
        guard item.state == .ready else { return "the item was set aside" }
        guard let label else { return "no answer counts for it any more" }
        if label.answer.words != suspect.given { return "`\(label.answer.words)` counts by now, not `\(suspect.given)`" }
        if label.rule == .adjudication { return "somebody has decided it" }
        guard word == .accept else { return nil }
        guard question.kind == .choice else { return "a suggestion is accepted for a choice only; decide it among the disagreements" }
        guard let suggested = suspect.suggested else { return "nothing is suggested for it" }
        return question.labelNames.contains(suggested) ? nil : "`\(suggested)` is no label of `\(question.name)`"
    }

    private mutating func decide(_ item: Item, _ suspect: Suspect, _ label: SettledAnswer, _ word: SuspectWord) throws {
        let answer = word == .accept ? Answer.choice(suspect.suggested ?? suspect.given) : label.answer
        let note = word == .accept ? "Suspected error: was `\(suspect.given)`" : "Suspected error: the label is right"
        let revision = try Workflows.decide(
            item, in: project, Annotation(answers: [question.name: answer]), note: note, as: actor, store, connection)
        try audit(item.id, word, ["label": .string(answer.words), "given": .string(suspect.given), "revision": .string(revision.description)])
        made.judged.append(.init(id: item.id, revision: revision))
    }

    private mutating func relabel(_ items: [Item]) throws {
        guard !items.isEmpty else { return }
        let ids = items.map(\.id)
        let slots = try connection.slots.all(of: ids, stage: .label)
        let had = try connection.assignments.people(of: ids, stage: .label)
        let annotators = try connection.memberships.members(of: project.id).filter { $0.person.isActive && $0.role.permissions.contains(.label) }.map(\.person.id)
        for item in items {
            let slot = try connection.slots.ask(for: item.id, in: project.id, stage: .label, present: slots[item.id] ?? [], ids: store.ids)
            try audit(item.id, .relabel, ["slot": .string(slot.description)])
            made.judged.append(.init(id: item.id, slot: slot))
            if annotators.allSatisfy({ had[item.id]?.contains($0) ?? false }) { made.withoutAnnotator += 1 }
        }
    }

    private func audit(_ item: ItemID, _ word: SuspectWord, _ details: JSONObject) throws {
        var details = details
        details["question"] = .string(question.name)
        try connection.audit.append(actor: actor.name, action: "suspect.\(word.rawValue)", subject: "\(item)", details: details, at: store.now())
    }
}
