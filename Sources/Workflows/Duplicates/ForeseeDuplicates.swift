import Records
import Storage

/// What each way of keeping one of every group would do, before it is done.
public struct DuplicateForesight: Codable, Sendable, Hashable {
    public struct Effect: Codable, Sendable, Hashable {
        public var keep: DuplicateWord
        /// Items that would be set aside.
        public var setAside: Int
        /// Those of them that have answers, a known one among them or not.
        public var answered: Int
        /// Those of them with a known answer, by which annotators are judged.
        public var gold: Int
    }

    /// Groups that wait for a word.
    public var groups: Int
    /// Groups of which it was said.
    public var decided: Int
    /// Items that are set aside now.
    public var isAside: Int
    /// One for each way of keeping one.
    public var effects: [Effect]
}

extension Workflows {
    /// Counts over all groups that wait for a word; nothing is changed. Reads every member once.
    public func foreseeDuplicates(of slug: String, as actor: Actor) async throws -> DuplicateForesight {
        let definitions = definitions
        return try await store.read { connection in
            let project = try definitions.project(slug, as: actor, needs: .readProject, connection)
            var foresight = DuplicateForesight(
                groups: 0, decided: try connection.items.countGroups(of: project.id, isDecided: true), isAside: try connection.items.countSetAside(of: project.id),
                effects: DuplicateWord.keepingOne.map { .init(keep: $0, setAside: 0, answered: 0, gold: 0) })
            for group in try connection.items.groups(of: project.id, limit: .max) {
                let members = try DuplicateMembers.read(group.id, of: project.id, connection)
                foresight.groups += 1
                for place in foresight.effects.indices {
                    let aside = DuplicateOutcome(foresight.effects[place].keep, of: members).aside
                    foresight.effects[place].setAside += aside.count
                    foresight.effects[place].answered += aside.count(where: \.hasAnswers)
                    foresight.effects[place].gold += aside.count(where: \.isGold)
                }
            }
            return foresight
        }
    }
}
