import Records
import Storage

/// Reading the members of groups with what decides between them.
enum DuplicateMembers {
    static func filter(_ group: ItemID) -> ItemFilter {
        var filter = ItemFilter.compared
        filter.group = group
        return filter
    }

    /// By id. Holds no item: a group may have very many members.
    static func read(_ group: ItemID, of project: ProjectID, _ connection: any Connection) throws -> [DuplicateMember] {
        var members: [DuplicateMember] = []
        try connection.items.forEach(of: project, filter(group)) { item in
            members.append(DuplicateMember(item))
            return true
        }
        let ids = members.map(\.id)
        let answers = try connection.revisions.authorCounts(of: ids, stage: nil)
        let gold = try connection.gold.items(among: ids)
        for place in members.indices {
            members[place].answers = answers[members[place].id] ?? 0
            members[place].isGold = gold.contains(members[place].id)
        }
        return members
    }
}
