import Records
import Storage
import Suggesting

/// Asking people where it teaches most (P05): which open items come next, by any method of the catalogue.

public struct QueueReport: Codable, Sendable, Hashable {
    public var question: String
    public var strategy: String
    public var queued: Int
    /// Most useful first.
    public var items: [ItemID]
}

/// A batch of a project, in the order in which it was picked; nothing is changed by picking it.
public struct ItemSelection: Codable, Sendable, Hashable {
    public struct Row: Codable, Sendable, Hashable {
        /// From 1.
        public var rank: Int
        public var id: ItemID
        public var key: String
        /// In the method's own terms; nil for an item that was drawn.
        public var score: Double?
        public var reason: Selection.Origin
        public var preview: String
    }

    public var question: String
    public var method: String
    public var seed: UInt64
    /// Items with a suggestion, those of them somebody is labelling right now, and items people have answered that the
    /// method looked at.
    public var open: Int
    public var inFlight: Int
    public var labelled: Int
    /// How many were asked for and could not be given.
    public var shortfall: Int
    public var items: [Row]
}

extension Workflows {
    /// Which open items to ask about next. Items that somebody is labelling are left out, and count as had already.
    public func select(in slug: String, as actor: Actor, question name: String? = nil, _ settings: SelectionSettings) async throws -> ItemSelection {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let question = try Self.learnable(name, of: project)
        let (pool, chosen) = try await choose(question, in: project, settings)
        let ids = chosen.rows.map { pool.items[$0] }
        let found = try await store.read { connection in Dictionary(uniqueKeysWithValues: try connection.items.find(ids).map { ($0.id, $0) }) }
        let rows = chosen.choices.enumerated().map { place, choice in
            let id = pool.items[choice.row]
            return ItemSelection.Row(
                rank: place + 1, id: id, key: found[id]?.key ?? "", score: choice.origin == .random ? nil : choice.score, reason: choice.origin,
                preview: preview(of: found[id]?.fields ?? [:]))
        }
        return ItemSelection(
            question: question.name, method: settings.method, seed: settings.seed, open: pool.suggested - pool.pool.inFlight.count,
            inFlight: pool.pool.inFlight.count, labelled: pool.pool.labelled.count, shortfall: chosen.shortfall, items: rows)
    }

    /// Puts the items that teach most in front of the queue of open work.
    public func queueUncertain(
        in slug: String, as actor: Actor, question name: String? = nil, strategy: String = "least-confidence", budget: Int = 100, randomShare: Double = 0, seed: UInt64 = 0
    ) async throws -> QueueReport {
        guard budget >= 1 else { throw WorkflowError(.badInput, "queue.budget", "a budget is at least 1, not \(budget)") }
        let settings = SelectionSettings(method: strategy, count: budget, randomShare: randomShare, seed: seed)
        _ = try settings.plan()
        let project = try await project(slug, as: actor, needs: .manageProject)
        let question = try Self.learnable(name, of: project)
        let (pool, selection) = try await choose(question, in: project, settings)
        let chosen = selection.rows.map { pool.items[$0] }
        try await store.write { [store] connection in
            try connection.slots.ensure(chosen, of: project.id, stage: .label, overlap: project.firstSlots, ids: store.ids)
            try connection.slots.prioritise(chosen, band: -1, of: project.id, stage: .label)
            try connection.audit.append(actor: actor.name, action: "queue.prioritise", subject: "\(slug)/\(question.name)", details: ["strategy": .string(strategy), "items": .int(Int64(chosen.count))], at: store.now())
        }
        events.send("work", in: slug, ["queued": .int(Int64(chosen.count))])
        return QueueReport(question: question.name, strategy: strategy, queued: chosen.count, items: chosen)
    }

    private func choose(_ question: Question, in project: ProjectContext, _ settings: SelectionSettings) async throws -> (ProjectPool, Selection) {
        let plan = try settings.plan()
        let pool = try await pool(question, in: project, needs: try settings.needs(), seed: settings.seed)
        do throws(SelectionError) {
            return (pool, try plan.select(from: pool.pool))
        } catch {
            let hint: String? = switch error {
            case .missing(.labelled, _): "label some items first, or start with `typiclust`, which needs none"
            default: error.hint
            }
            throw WorkflowError(.badInput, error.finding.code, error.description, hint: hint)
        }
    }
}
