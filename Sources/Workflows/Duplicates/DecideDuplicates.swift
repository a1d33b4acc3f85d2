import Records
import Storage

public struct DuplicatesDecided: Codable, Sendable, Hashable {
    public var groups = 0
    /// Items set aside now that were not before.
    public var setAside = 0
    /// Those of them that have answers; they keep them.
    public var answered = 0
    /// Items that are ready again.
    public var broughtBack = 0

    static func + (left: Self, right: Self) -> Self {
        Self(
            groups: left.groups + right.groups, setAside: left.setAside + right.setAside, answered: left.answered + right.answered,
            broughtBack: left.broughtBack + right.broughtBack)
    }
}

extension Workflows {
    /// Most groups that are decided in one call.
    public static let duplicateGroupsAtOnce = 100

    /// Says of groups which member is kept, here and now. Nothing is deleted: see `DuplicateWord`.
    public func decideDuplicates(_ groups: [ItemID], in slug: String, as actor: Actor, keep word: DuplicateWord) async throws -> DuplicatesDecided {
        guard (1...Self.duplicateGroupsAtOnce).contains(groups.count) else {
            throw WorkflowError(.badInput, "duplicates.count", "between 1 and \(Self.duplicateGroupsAtOnce) groups can be decided at once, not \(groups.count)")
        }
        let definitions = definitions
        let decided = try await store.write { [store] connection in
            let project = try definitions.project(slug, as: actor, needs: .manageProject, connection)
            return try Self.decide(Set(groups).sorted(), in: project, by: actor.name, word, store, connection)
        }
        events.send("duplicates", in: slug, ["groups": .int(Int64(decided.groups))])
        return decided
    }

    /// The same for all groups that wait for a word, or for all that have one when it is taken back: a job.
    public func decideAllDuplicates(of slug: String, as actor: Actor, keep word: DuplicateWord) async throws -> JobStarted {
        let project = try await project(slug, as: actor, needs: .manageProject)
        let settings: JSONObject = ["keep": .string(word.rawValue), "by": .string(actor.name)]
        return JobStarted(job: try await queueJob(DuplicatesJob.self, project: project, settings: settings, as: actor).id)
    }

    /// Decides groups in one transaction, with the places of annotators and the word in the audit chain.
    static func decide(
        _ groups: [ItemID], in project: ProjectContext, by name: String, _ word: DuplicateWord, _ store: Store, _ connection: any Connection
    ) throws -> DuplicatesDecided {
        var decided = DuplicatesDecided()
        var changed: [ItemID] = []
        for group in groups {
            let members = try DuplicateMembers.read(group, of: project.id, connection)
            guard members.count > 1 else { throw WorkflowError(.notFound, "duplicates.unknown", "there is no group of duplicates `\(group)` here", hint: "`prepare` may have grouped the items anew") }
            let outcome = DuplicateOutcome(word, of: members)
            try carryOut(outcome, connection)
            try connection.items.setSplit(follow(members, outcome, project))
            changed += (outcome.aside + outcome.back + outcome.kept.filter(\.isSetAside)).map(\.id)
            decided.groups += 1
            decided.setAside += outcome.aside.count
            decided.answered += outcome.aside.count(where: \.hasAnswers)
            decided.broughtBack += (outcome.back + outcome.kept).count(where: \.isSetAside)
        }
        for start in stride(from: 0, to: changed.count, by: 1000) {
            try planSlots(of: connection.items.find(Array(changed[start..<min(start + 1000, changed.count)])), in: project, store, connection)
        }
        try connection.audit.append(
            actor: name, action: "duplicates.\(word.rawValue)", subject: project.slug,
            details: [
                "groups": .int(Int64(decided.groups)), "first": .string(groups[0].description), "setAside": .int(Int64(decided.setAside)),
                "answered": .int(Int64(decided.answered)), "broughtBack": .int(Int64(decided.broughtBack)),
            ], at: store.now())
        return decided
    }

    private static func carryOut(_ outcome: DuplicateOutcome, _ connection: any Connection) throws {
        if let keeper = outcome.keeper, !outcome.aside.isEmpty {
            try connection.items.setState(.rejected, reason: DuplicateMark.setAside + keeper.key, of: outcome.aside.map(\.id))
        }
        try connection.items.setState(.ready, of: outcome.back.map(\.id))
        try connection.items.setState(.ready, reason: DuplicateMark.kept, of: outcome.kept.map(\.id))
    }

    /// What comes back goes to the split that its group is in by now, where splits keep groups together.
    private static func follow(_ members: [DuplicateMember], _ outcome: DuplicateOutcome, _ project: ProjectContext) -> [(item: ItemID, split: String?)] {
        guard let policy = project.definition.splits, (policy.group ?? "near-duplicate") == "near-duplicate",
            let split = members.first(where: { !$0.isSetAside })?.split
        else { return [] }
        return (outcome.back + outcome.kept).filter { $0.isSetAside && $0.split != split }.map { (item: $0.id, split: split) }
    }
}
