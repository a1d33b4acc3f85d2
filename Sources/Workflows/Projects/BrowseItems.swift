import Records
import Storage

/// Looking at items: pages of them, one of them, and what ran over them.

public struct ItemQuery: Sendable, Hashable {
    public var state: ItemState?
    public var split: String?
    public var label: String?
    public var text: String?
    public var group: ItemID?
    public var source: String?
    /// Whether anything counts for any of its questions.
    public var isSettled: Bool?
    public var limit: Int
    public var after: ItemID?

    public init(state: ItemState? = nil, split: String? = nil, label: String? = nil, text: String? = nil, group: ItemID? = nil, source: String? = nil, isSettled: Bool? = nil, limit: Int = 100, after: ItemID? = nil) {
        self.state = state
        self.split = split
        self.label = label
        self.text = text
        self.group = group
        self.source = source
        self.isSettled = isSettled
        self.limit = limit
        self.after = after
    }
}

public struct RunList: Codable, Sendable, Hashable { public var runs: [Run] }

extension Workflows {
    public func items(of slug: String, as actor: Actor, _ query: ItemQuery) async throws -> ItemPage {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let filter = try Self.filter(query, project, connection)
            let items = try connection.items.page(of: project.id, filter, after: query.after, limit: query.limit + 1)
            let shown = Array(items.prefix(query.limit))
            let rows = try Self.rows(shown, Exposure(of: project, to: actor), connection)
            // Counting costs a walk over all that match, so only the first page says how many there are.
            let total = query.after == nil ? try connection.items.count(of: project.id, filter) : nil
            return ItemPage(items: rows, next: items.count > query.limit ? shown.last?.id : nil, total: total)
        }
    }

    private static func filter(_ query: ItemQuery, _ project: ProjectContext, _ connection: any Connection) throws -> ItemFilter {
        var filter = ItemFilter(states: query.state.map { [$0] }, split: query.split, group: query.group, text: query.text, isSettled: query.isSettled)
        if let source = query.source {
            guard let found = try connection.sources.find(project: project.id, name: source) else { throw WorkflowError.unknown("source", source) }
            filter.source = found.id
        }
        if let label = query.label {
            // `question:label`, or a label of the first question that has it.
            let pieces = label.split(separator: ":", maxSplits: 1).map(String.init)
            let named = pieces.count == 2 ? project.definition.question(named: pieces[0]) : nil
            let wanted = named == nil ? label : pieces[1]
            guard let question = named ?? project.definition.questions.first(where: { $0.labelNames.contains(wanted) }) else {
                throw WorkflowError.unknown("label", label)
            }
            filter.settledQuestion = question.name
            filter.label = wanted
            filter.isLabelOfParts = question.kind.hasParts
        }
        return filter
    }

    private static func rows(_ found: [Item], _ exposure: Exposure, _ connection: any Connection) throws -> [ItemRow] {
        let items = try exposure.of(found, connection)
        let ids = items.map(\.id)
        let settled = try connection.settled.find(ids)
        let suggestions = try connection.suggestions.open(of: ids)
        return try items.map { item in
            let best = suggestions[item.id]?.first
            return ItemRow(
                id: item.id, key: item.key, state: item.state, stateReason: item.stateReason, split: item.split, group: item.group,
                preview: preview(of: item.fields), blobs: item.blobs, settled: views(of: settled[item.id] ?? []).mapValues(exposure.of),
                answers: try connection.revisions.current(of: item.id, stage: .label).count,
                suggestion: best.map { ItemRow.Suggested(answer: exposure.of($0.answer), score: $0.score) })
        }
    }

    static func views(of settled: [SettledAnswer]) -> [String: SettledView] {
        Dictionary(settled.map { ($0.question, SettledView(answer: $0.answer, rule: $0.rule, reason: $0.reason, posterior: $0.posterior)) }) { first, _ in first }
    }

    public func item(_ id: ItemID, of slug: String, as actor: Actor) async throws -> ItemDetail {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let exposure = try Exposure(of: project, to: actor)
            let item = try exposure.of(Self.item(id, in: project, connection), connection)
            let source = try connection.sources.find(item.source)
            let people = Dictionary(uniqueKeysWithValues: try connection.people.all().map { ($0.id, $0) })
            let withdrawals = try connection.revisions.withdrawals(of: id)
            return ItemDetail(
                item: item,
                source: ItemDetail.SourceView(
                    name: source?.name ?? "?", kind: source?.kind ?? "?", licence: source?.licence, attribution: source?.attribution, origin: source?.origin ?? "?"),
                revisions: try connection.revisions.all(of: id, isWithdrawnToo: true).map { revision in
                    let author = revision.author.flatMap { people[$0] }
                    return RevisionView(
                        id: revision.id, stage: revision.stage, author: author?.login, authorName: author?.name, number: revision.number, origin: revision.origin,
                        annotation: exposure.of(revision.annotation), definitionVersion: revision.definitionVersion, activeSeconds: revision.activeSeconds, madeAt: revision.madeAt, withdrawnAt: withdrawals[revision.id])
                },
                suggestions: try connection.suggestions.all(of: id).map(exposure.of), settled: Self.views(of: try connection.settled.find(id)).mapValues(exposure.of),
                findings: try connection.findings.all(of: id).map { exposure.of($0.finding) })
        }
    }

    /// An item of this very project; those of others are not found.
    static func item(_ id: ItemID, in project: ProjectContext, _ connection: any Connection) throws -> Item {
        guard let item = try connection.items.find(id), item.project == project.id else { throw WorkflowError.unknown("item", id.description) }
        return item
    }

    public func runs(of slug: String, as actor: Actor) async throws -> RunList {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            let exposure = try Exposure(of: project, to: actor)
            return RunList(runs: try connection.runs.page(of: project.id).map { run in
                var run = run
                run.report = exposure.of(run.report)
                return run
            })
        }
    }
}
